"""Curves of accuracy: which points are drawn, and what is said of them in both languages."""

from __future__ import annotations

from dataclasses import replace

import pytest

from fewshot_app.instruments.curves.points import Point, chance, differences, ends, points
from fewshot_app.instruments.curves.words import findings, ranked
from fewshot_app.shared.text import LANGUAGES, words
from fewshot_core.studies.curves import Spot, curve
from tests.core.studies.two_learners import ANNA, BERT, measured

NAMES = {"a": "Anna", "b": "Bert"}


@pytest.fixture(params=LANGUAGES)
def lang(request: pytest.FixtureRequest) -> str:
    return request.param


def both(picture: str) -> dict:
    return {"a": curve(ANNA, picture, 1), "b": curve(BERT, picture, 1)}


def rounded(point: Point) -> Point:
    return replace(point, mean=round(point.mean, 2), ci95=round(point.ci95, 2))


def test_points_are_means_with_their_intervals_and_counts():
    first, last = points(curve(ANNA, "k", 1))
    # 0.5 and 0.7: s = 0.1 √2, so 1.96 · s / √2 = 0.196; 0.8, 0.9, 0.7: s = 0.1, so 1.96 · 0.1 / √3
    assert rounded(first) == Point(x=1, mean=60.0, ci95=19.6, tasks=2, way=5, shot=1)
    assert rounded(last) == Point(x=10, mean=80.0, ci95=11.32, tasks=3, way=5, shot=10)
    assert [rounded(p).mean for p in points(curve(ANNA, "steps", 1))] == [20.0, 50.0, 60.0]


def test_differences_are_paired_over_the_same_tasks_and_left_out_where_tasks_were_others():
    anna, bert = both("steps")["a"], both("steps")["b"]
    # after step 1: 40 − 30 and 60 − 30 points; after step 2: −10 and 0
    paired = [rounded(p) for p in differences(anna, bert)]
    assert [(p.mean, p.ci95) for p in paired] == [(0.0, 0.0), (20.0, 19.6), (-5.0, 9.8)]
    others = {1: Spot(measured(5, 1, [0.2], [0.3], seed=1))}
    assert differences(curve(ANNA, "k", 1), others) == []


def test_guessing_is_one_in_n():
    assert chance([2, 4], "n") == [(2, 50.0), (3, 100 / 3), (4, 25.0)]
    assert chance([1, 2, 10], "k") == [(1, 20.0), (10, 20.0)]


def test_compared_are_the_outermost_places_that_all_have():
    assert ends(both("k"), "k") == (1, 10)
    assert ends(both("steps"), "steps") == (0, 1)
    less = both("k") | {"c": {1: Spot(ANNA[1]), 5: Spot(ANNA[1])}}
    assert ends(less, "k") is None
    assert ends(both("k") | {"c": {}}, "k") == (1, 10)  # who has no curve is not asked
    assert ends({}, "k") is None


def test_where_n_grows_the_largest_loss_comes_first():
    assert [id for id, _ in ranked(both("k"), "k", 1, 10)] == ["a", "b"]
    (first, (loss, _)), (second, _) = ranked(both("n"), "n", 2, 5)
    assert (first, second) == ("a", "b") and loss == pytest.approx(25.0, abs=1e-4)


def test_who_gains_most_is_told_with_paired_intervals(lang: str):
    w = words(lang)
    said, lead = findings(both("steps"), "steps", "a", NAMES, w)
    assert w("curves.finding.guessed_right", name="Anna") in said
    facts = {
        "name": "Anna",
        "change": "30.0",
        "ci": "19.6",
        "other": "Bert",
        "more": "20.0",
        "more_ci": "19.6",
    }
    assert said.endswith(w("curves.finding.steps_most", **facts))
    # after step 1: 10 and 30 points; after step 2: −10 and 0
    facts = {"best": "Anna", "other": "Bert", "low": 1, "high": 2}
    facts |= {"first": "20.0", "first_ci": "19.6", "then": "−5.0", "then_ci": "9.8"}
    assert lead == w("curves.finding.steps_lead", **facts)


def test_what_the_interval_does_not_decide_is_called_open(lang: str):
    w = words(lang)
    even = {"a": curve(ANNA, "steps", 1), "b": curve(ANNA, "steps", 1)}
    said = findings(even, "steps", "b", NAMES, w)[0]
    facts = {"name": "Anna", "change": "30.0", "ci": "19.6"}
    facts["others"] = w("curves.finding.one_of", name="Bert")
    assert said.startswith(w("curves.finding.guessed", name="Bert"))
    assert said.endswith(w("curves.finding.steps_tie", **facts))


def test_a_wrong_guess_is_told_and_a_skipped_one_is_not(lang: str):
    w = words(lang)
    assert findings(both("steps"), "steps", "b", NAMES, w)[0].startswith(
        w("curves.finding.guessed_wrong", name="Bert")
    )
    alone = {"a": curve(ANNA, "k", 1)}
    (said,) = findings(alone, "k", "skip", NAMES, w)
    assert said == w("curves.finding.k_alone", name="Anna", low=1, high=10, change="20.0", ci="22.6")


def test_nothing_is_said_where_there_is_no_curve(lang: str):
    assert findings({"a": {5: Spot(ANNA[0])}}, "n", "skip", NAMES, words(lang)) == []
