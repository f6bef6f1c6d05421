"""The house style of charts: colours from the tokens, names apart, bands, tables that lead somewhere."""

from __future__ import annotations

from itertools import pairwise

import pytest

from fewshot_app.shared.charts.show import Cell, Table, table_markup
from fewshot_app.shared.charts.style import add_curve, add_names, apart, colour, dash, faint, figure, tokens
from fewshot_app.shared.learners import LEARNERS, learner


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_learner_has_a_colour_of_its_own_in_each_theme(theme: str) -> None:
    colours = {one.method: colour(one, theme) for one in LEARNERS}
    assert len(set(colours.values())) == len(colours)
    assert colour(learner("somebody-new"), theme) == tokens(theme)["--fs-quiet"]


def test_the_dark_theme_changes_what_it_names_and_keeps_the_rest() -> None:
    light, dark = tokens("light"), tokens("dark")
    assert light["--fs-ground"] != dark["--fs-ground"]
    assert light["--fs-class-b"] == dark["--fs-class-b"]
    assert set(light) == set(dark)


def test_lines_differ_by_their_dashes() -> None:
    assert len({dash(one) for one in LEARNERS}) == len(LEARNERS)
    assert dash(learner("maml")) == "solid" and dash(learner("scratch")) == "1.5px,5px"


def test_a_colour_seen_through() -> None:
    assert faint("#0072B2", 0.14) == "rgba(0,114,178,0.14)"


def test_names_that_want_the_same_place_move_apart_in_their_order() -> None:
    placed = apart([70.0, 70.0, 71.0, 99.0], 5.0, 22.0, 98.0)
    assert placed == sorted(placed)
    assert all(b - a >= 5.0 - 1e-9 for a, b in pairwise(placed))
    assert placed[0] >= 22.0 and placed[-1] <= 98.0
    assert apart([30.0, 60.0], 5.0, 0.0, 100.0) == [30.0, 60.0]
    assert apart([], 5.0, 0.0, 100.0) == []


def test_a_curve_has_its_band_its_hover_and_what_a_click_tells() -> None:
    made = figure("light", "K", "Accuracy")
    add_curve(
        made, learner("maml"), "light", x=[1, 5], mean=[70.0, 88.0], ci95=[1.0, 0.5],
        hover=["a", "b"], points=[{"k": 1}, {"k": 5}],
    )  # fmt: skip
    band, line = made.data
    assert list(band.y) == [71.0, 88.5, 87.5, 69.0] and band.hoverinfo == "skip"
    assert list(line.text) == ["a", "b"] and list(line.customdata) == [{"k": 1}, {"k": 5}]
    add_names(made, [("MAML", "#2457C5", 88.0)], 20, 100)
    assert made.layout.annotations[0].text == "<b>MAML</b>" and made.layout.margin.r > 16
    assert made.layout.dragmode is False and made.layout.xaxis.fixedrange and made.layout.yaxis.fixedrange


def test_a_table_is_a_real_one_and_its_text_is_escaped() -> None:
    table = Table(
        "<caption>", ["learner", "K = 1"], [["MAML", Cell("70 ± 1", "./compare?n=3&k=1", "compare")]]
    )
    markup = table_markup(table, "As a table")
    assert "&lt;caption&gt;" in markup and '<th scope="row">MAML</th>' in markup
    assert '<a href="./compare?n=3&amp;k=1" data-page="compare" data-query>70 ± 1</a>' in markup
