"""The house style of charts: colours from the tokens, names apart, bands, tables that lead somewhere."""

from __future__ import annotations

from itertools import combinations, pairwise, product

import numpy as np
import plotly.io
import pytest
from streamlit.testing.v1 import AppTest

from fewshot_app.shared.charts.finished import Finished
from fewshot_app.shared.charts.show import Cell, Table, table_markup
from fewshot_app.shared.charts.style import (
    add_curve,
    add_names,
    apart,
    colour,
    dash,
    faint,
    figure,
    text_colour,
    tokens,
)
from fewshot_app.shared.learners import FROZEN, LEARNERS, ORDER, learner

THEMES = pytest.mark.parametrize("theme", ["light", "dark"])
SIGHTS = {
    "usual": np.eye(3),
    "protanopia": [[0.1523, 1.0526, -0.2049], [0.1145, 0.7863, 0.0992], [-0.0039, -0.0481, 1.0520]],
    "deuteranopia": [[0.3673, 0.8606, -0.2280], [0.2801, 0.6725, 0.0474], [-0.0118, 0.0429, 0.9689]],
    "tritanopia": [[1.2555, -0.0767, -0.1788], [-0.0784, 0.9308, 0.1476], [0.0047, 0.6914, 0.3039]],
}
"""What becomes of linear RGB in an eye: G. M. Machado, M. M. Oliveira and L. A. F. Fernandes, "A
Physiologically-based Model for Simulation of Color Vision Deficiency", IEEE TVCG 15, 2009, severity 1.
"""
TO_CONES = np.array([[0.4122, 0.5363, 0.0514], [0.2119, 0.6807, 0.1074], [0.0883, 0.2817, 0.6300]])
TO_OKLAB = np.array([[0.2105, 0.7936, -0.0041], [1.9780, -2.4286, 0.4506], [0.0259, 0.7828, -0.8087]])
"""Björn Ottosson, "A perceptual color space for image processing", 2020."""


def linear(colour: str) -> np.ndarray:
    """Linear RGB of ``#RRGGBB``, (3,), 0…1."""
    v = np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    return np.where(v <= 0.04045, v / 12.92, ((v + 0.055) / 1.055) ** 2.4)


def contrast(one: str, other: str) -> float:
    """The ratio of WCAG 2, 1…21."""
    dim, bright = sorted(linear(each) @ [0.2126, 0.7152, 0.0722] + 0.05 for each in (one, other))
    return bright / dim


def apart_for(sight: str, one: str, other: str) -> float:
    """How far two colours are apart in OKLab, times 100, as this eye sees them; 2 is just to be seen."""
    seen = [np.clip(SIGHTS[sight] @ linear(each), 0, 1) for each in (one, other)]
    return 100 * float(np.linalg.norm(np.subtract(*(TO_OKLAB @ np.cbrt(TO_CONES @ each) for each in seen))))


@THEMES
def test_every_learner_has_a_colour_of_its_own_in_each_theme(theme: str) -> None:
    colours = {one.token: colour(one, theme) for one in (*LEARNERS, *FROZEN)}
    assert len(set(colours.values())) == len(colours) == len(ORDER) + len(FROZEN)
    assert colour(learner("somebody-new"), theme) == tokens(theme)["--fs-quiet"]


@THEMES
def test_learners_on_the_photo_network_are_told_apart_by_every_eye(theme: str) -> None:
    of_photos, others = ({colour(one, theme) for one in some} for some in (FROZEN, LEARNERS))
    for sight in SIGHTS:
        assert min(apart_for(sight, *pair) for pair in combinations(of_photos, 2)) > 10, sight
        assert min(apart_for(sight, *pair) for pair in product(of_photos, others)) > 5, sight
    for ground in ("--fs-ground", "--fs-panel"):
        assert min(contrast(each, tokens(theme)[ground]) for each in of_photos) >= 3


@THEMES
def test_every_learners_name_is_readable_in_its_colour(theme: str) -> None:
    for one in (*LEARNERS, *FROZEN):
        assert contrast(text_colour(one, theme), tokens(theme)["--fs-ground"]) >= 4.5, one.id


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


def script(figure: object) -> None:
    import streamlit as st

    st.plotly_chart(figure)


def test_a_finished_figure_is_sent_as_it_was_whoever_asks() -> None:
    made = figure("dark", "K", "Accuracy")
    add_curve(
        made, learner("maml"), "dark", x=[1, 5], mean=np.array([70, 88.5]), ci95=[1, 2], hover=["a", "b"]
    )
    finished, sent = Finished(made), plotly.io.to_json(made, validate=False)
    assert [plotly.io.to_json(finished, validate=False) for _ in range(2)] == [sent, sent]
    for figure_ in (made, finished):
        shown = AppTest.from_function(script, kwargs={"figure": figure_}).run()
        assert not shown.exception and shown.get("plotly_chart")[0].proto.spec == sent


def test_a_table_is_a_real_one_and_its_text_is_escaped() -> None:
    table = Table(
        "<caption>", ["learner", "K = 1"], [["MAML", Cell("70 ± 1", "./compare?n=3&k=1", "compare")]]
    )
    markup = table_markup(table, "As a table")
    assert "&lt;caption&gt;" in markup and '<th scope="row">MAML</th>' in markup
    assert '<a href="./compare?n=3&amp;k=1" data-page="compare" data-query>70 ± 1</a>' in markup
