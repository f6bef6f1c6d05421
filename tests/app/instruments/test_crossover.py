"""The crossover's page: nothing is told before the guess, and what is told is what was stored."""

from __future__ import annotations

import pytest
import torch
from streamlit.testing.v1 import AppTest

from fewshot_app.instruments.crossover import LEARNERS, CrossoverChoices
from fewshot_app.instruments.crossover.figures import figure
from fewshot_app.instruments.crossover.page import ABOUT, OPTIONS
from fewshot_app.instruments.crossover.table import table
from fewshot_app.instruments.crossover.unseen import kinds_table, unseen
from fewshot_app.instruments.crossover.view import AWAY, HOME, SMALL, View
from fewshot_app.instruments.crossover.words import findings, kind_name, truth
from fewshot_app.shared import runs
from fewshot_app.shared.page import SKIP
from fewshot_app.shared.text import words
from fewshot_core.studies.crossover import learners as engine
from fewshot_core.studies.crossover.domains import DRAWINGS, PHOTOGRAPHS, UNNAMED
from fewshot_core.studies.crossover.stored import Results
from tests.app.opened import opened as open_room


def opened(guess: str | None = None, **params: object) -> AppTest:
    page = open_room("crossover", guess, ABOUT, **params)
    assert not page.error and not page.warning
    return page


def said(page: AppTest) -> list[str]:
    return [html.proto.body for html in page.get("html") if "aria-live" in html.proto.body]


def view_of(**choices: object) -> View:
    found = runs.crossover()
    assert found is not None
    return View(CrossoverChoices(**choices), found)


def made_up(home: float, away: float) -> View:
    """Two learners; how far the first is ahead on drawings, and the second on photographs."""
    level = torch.linspace(0.4, 0.6, 50).unsqueeze(1).expand(-1, 5)
    right = {(HOME, DRAWINGS, 1): level + home, (AWAY, DRAWINGS, 1): level}
    right |= {(HOME, PHOTOGRAPHS, 1): level, (AWAY, PHOTOGRAPHS, 1): level + away}
    kinds = {DRAWINGS: ("lion",), PHOTOGRAPHS: ("Lemon/Lemon", "a new-kind"), UNNAMED: ("a new-kind",)}
    classes = {(PHOTOGRAPHS, 1): torch.arange(250).view(50, 5) % 2}
    return View(CrossoverChoices(), Results(right, classes, kinds, {}, {"Lemon/Lemon": "lemon"}))


def test_the_room_knows_the_learners_of_the_engine() -> None:
    assert tuple(learner.id for learner in engine.LEARNERS) == LEARNERS


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_results_come_after_the_guess(lang: str) -> None:
    before = opened(lang=lang)
    assert not before.get("plotly_chart") and not said(before)
    after, w = opened(OPTIONS[0], lang=lang), words(lang)
    assert after.get("plotly_chart")
    (found,) = said(after)
    assert w("crossover.finding.guess_right", guess=w("crossover.option.home")) in found and "{" not in found


def test_an_address_shows_what_it_holds_and_is_corrected_where_it_cannot() -> None:
    page = opened(seen=1, k=5, kinds="unnamed", vs=HOME, every=1)
    assert page.get("plotly_chart") and page.selectbox[0].value == HOME and page.toggle[0].value
    assert open_room("crossover", seen=1, vs="nobody", k=3).get("plotly_chart")


@pytest.mark.parametrize("narrow", [False, True])
def test_a_line_is_what_was_stored(narrow: bool) -> None:
    view, w = view_of(), words("en")
    made = figure(view, w, narrow)
    for id in view.drawn:
        (line,) = (trace for trace in made.data if trace.name == id)
        for place, domain in enumerate((DRAWINGS, PHOTOGRAPHS)):
            mean, half = view.results.accuracy(id, domain, 1)
            assert line.y[place] == pytest.approx(100 * mean)
            assert line.error_y.array[place] == pytest.approx(100 * half)
            assert f"{100 * mean:.1f}" in line.text[place] and "600" in line.text[place]
    looks = [(t.line.dash, t.line.color, t.marker.color) for t in made.data if t.name in view.drawn]
    assert len(set(looks)) == len(view.drawn) > 2


def test_against_a_learner_differences_are_paired() -> None:
    view = view_of(against=HOME, shot="5")
    made = figure(view, words("en"))
    (line,) = (trace for trace in made.data if trace.name == AWAY)
    mean, half = view.results.difference(AWAY, HOME, PHOTOGRAPHS, 5)
    assert line.y[1] == pytest.approx(100 * mean) and line.error_y.array[1] == pytest.approx(100 * half)
    row = next(r for r in table(view, words("en")).rows if "points" in r[2] and f"{100 * mean:.1f}" in r[2])
    assert f"{100 * half:.1f}" in row[2]


@pytest.mark.parametrize(
    ("home", "away", "right"),
    [(0.2, 0.2, "home"), (-0.2, 0.2, "photographs"), (0.2, -0.2, "drawings"), (0.0, 0.2, "none")],
)
def test_what_is_said_follows_from_the_numbers(home: float, away: float, right: str) -> None:
    view, w = made_up(home, away), words("en")
    assert truth(view) == right
    guessed, on_drawings, on_photographs, *rest = findings(view, "home", w)
    praise = w("crossover.finding.guess_right", guess=w("crossover.option.home"))
    assert (guessed == praise) == (right == "home")
    assert ("cannot be told apart" in on_drawings) == (home == 0)
    first, _, second = on_photographs.partition("is ahead of")
    assert "· photos" in (first if away > 0 else second)
    assert rest == [w("crossover.finding.crosses" if right == "home" else "crossover.finding.open")]


def test_the_small_picture_and_no_prior_are_told_of() -> None:
    view, w = view_of(), words("en")
    found = findings(view, SKIP, w)
    gap = view.ahead(SMALL, HOME, PHOTOGRAPHS)
    assert any(sentence.startswith(w("crossover.finding.small")) for sentence in found)
    assert any(f"{abs(gap.mean):.1f}" in sentence for sentence in found)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_unseen_is_told_by_what_imagenet_has_names_for(lang: str) -> None:
    view, w = view_of(), words(lang)
    section = unseen(view, w)
    assert "{" not in section and "Hu et al., 2022" in section
    assert f"{len(view.results.imagenet)}" in section
    assert {kind_name(kind, w) for kind in view.results.kinds[PHOTOGRAPHS]}.isdisjoint(
        kind.rpartition("/")[2] for kind in view.results.kinds[PHOTOGRAPHS]
    )
    rows = kinds_table(view, w).rows
    assert len(rows) == len(view.results.kinds[PHOTOGRAPHS])
    without = [row for row in rows if row[1] == w("crossover.table.missing")]
    assert len(without) == len(view.results.kinds[UNNAMED])


def test_kinds_that_have_no_words_are_named_by_their_ids() -> None:
    view, w = made_up(0.1, 0.1), words("zh")
    assert kind_name("a new-kind", w) == "a new kind" and "a new kind" in unseen(view, w)


def test_half_a_measurement_is_shown_as_far_as_it_goes() -> None:
    view, w = made_up(0.1, 0.1), words("en")
    rest = {key: value for key, value in view.results.right.items() if AWAY not in key}
    half = View(view.choices, Results(rest, view.results.classes, view.results.kinds, {}, {}))
    assert findings(half, SKIP, w) == [] and half.drawn == (HOME,)
    assert figure(half, w).data and table(half, w).rows and unseen(half, w)
