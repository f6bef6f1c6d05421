"""Curves of accuracy in both languages: what is drawn, what is said, and the page without a browser."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import pytest
import torch
from streamlit.testing.v1 import AppTest

from fewshot_app.instruments.compare import CompareChoices
from fewshot_app.instruments.curves import PICTURES, CurvesChoices
from fewshot_app.instruments.curves import page as curves
from fewshot_app.instruments.curves import runs as curve_runs
from fewshot_app.instruments.curves.figures import figure, scale
from fewshot_app.instruments.curves.points import Point, chance, differences, ends, points
from fewshot_app.instruments.curves.table import table
from fewshot_app.instruments.curves.view import USUAL, View, shown_of, view_of
from fewshot_app.instruments.curves.words import findings, note, ranked
from fewshot_app.shared import runs
from fewshot_app.shared.choices import parse
from fewshot_app.shared.learners import LEARNERS
from fewshot_app.shared.page import GUESSES
from fewshot_app.shared.text import LANGUAGES, words
from fewshot_core.measuring.evaluation import Evaluation
from fewshot_core.methods.maml import MAML
from fewshot_core.studies.curves import Spot, curve
from fewshot_core.tensors.episode import EpisodeSpec
from fewshot_core.training.checkpoints import checkpoint_names
from tests.app.still_host import StillHost

ALL = tuple(learner.id for learner in LEARNERS)
needs_checkpoints = pytest.mark.skipif("everyday/maml" not in checkpoint_names(), reason="no checkpoints")
NAMES = {"a": "Anna", "b": "Bert"}


@pytest.fixture(params=LANGUAGES)
def lang(request: pytest.FixtureRequest) -> str:
    return request.param


def measured(way: int, shot: int, *rows: list[float], seed: int = 0) -> Evaluation:
    """One row of accuracies a task: after each step, or after the last alone."""
    return Evaluation(EpisodeSpec(way, shot, 10), "test", seed, torch.tensor(rows))


ANNA = (
    measured(2, 1, [0.9], [0.8]),
    measured(5, 1, [0.2, 0.4, 0.5], [0.2, 0.6, 0.7]),
    measured(5, 10, [0.8], [0.9], [0.7]),
)
BERT = (
    measured(2, 1, [0.6], [0.5]),
    measured(5, 1, [0.2, 0.3, 0.6], [0.2, 0.3, 0.7]),
    measured(5, 10, [0.7], [0.8], [0.7]),
)


def both(picture: str) -> dict:
    return {"a": curve(ANNA, picture, 1), "b": curve(BERT, picture, 1)}


# what is drawn


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


# what is said


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


# the page


def script() -> None:
    from fewshot_app.shared.host import PageHost
    from fewshot_app.shared.room import room

    host = PageHost(room("curves"))
    host.room.page().draw(host.now(), host)


def opened(guess: str | None = None, **params: object) -> AppTest:
    page = AppTest.from_function(script, default_timeout=60)
    for key, value in params.items():
        page.query_params[key] = str(value)
    if guess:
        about = (params.get("data", "everyday"), params.get("pic", "k"))
        page.session_state[GUESSES] = {("curves", about): guess}
    page.run()
    assert not page.exception and not page.error and not page.warning
    return page


def viewed(guess: str | None, **choices: object) -> View:
    return view_of(CurvesChoices(**choices), guess)


def lines(view: View, lang: str = "en") -> dict[str, object]:
    """The curve that is drawn of each learner, by its id."""
    made = figure(view, words(lang))
    return {trace.name: trace for trace in made.data if trace.mode == "lines+markers"}


@needs_checkpoints
@pytest.mark.parametrize("data", ["everyday", "scripts"])
@pytest.mark.parametrize("picture", PICTURES)
def test_the_page_opens_before_and_after_the_guess(lang: str, data: str, picture: str):
    w = words(lang)
    for guess in (None, "skip"):
        page = opened(guess, lang=lang, data=data, pic=picture)
        assert page.title[0].value == w("curves.title")
    assert [m.value for m in page.markdown] == [w(f"curves.attempt.{picture}")]


@needs_checkpoints
@pytest.mark.parametrize("data", ["everyday", "scripts"])
def test_what_is_stored_is_shown_as_it_is_stored(lang: str, data: str):
    view = viewed("skip", lang=lang, data=data)
    assert "{" not in "".join(trace.text[0] for trace in lines(view, lang).values())
    assert list(lines(view, lang)) == list(USUAL)
    for id, line in lines(view, lang).items():
        by_shot = dict(zip(line.x, zip(line.y, line.customdata, line.text, strict=True), strict=True))
        for shot in (1, 5):
            kept = runs.stored(data, id, 5, shot)
            mean, point, said = by_shot[shot]
            assert mean == pytest.approx(100 * kept.mean[-1], abs=0.006)
            assert point == {"learner": id, "x": shot, "way": 5, "shot": shot}
            assert f"{kept.episodes} " in said and f"{100 * kept.mean[-1]:.1f}" in said


@needs_checkpoints
def test_before_the_guess_nothing_is_given_away(lang: str):
    page = opened(lang=lang)
    assert not page.markdown and not page.get("plotly_chart") and not page.get("html")[1:]
    assert opened("skip", lang=lang).get("plotly_chart")


@needs_checkpoints
def test_what_was_revealed_is_shown_by_the_address_alone():
    assert opened(seen=1).get("plotly_chart")


@needs_checkpoints
def test_steps_are_drawn_of_those_who_step():
    view = viewed("skip", picture="steps", shot="5", learners=("maml", "protonet"))
    assert list(lines(view)) == ["maml"]
    assert list(lines(view)["maml"].x) == list(range(11))
    w = words("en")
    assert {id: curves.row(view, id, w)["there"] for id in view.there}["protonet"] is False


@needs_checkpoints
@pytest.mark.parametrize("picture", PICTURES)
def test_differences_are_those_of_the_stored_episodes(picture: str):
    view = viewed("skip", picture=picture, learners=("maml", "fomaml"), against="fomaml")
    assert list(lines(view)) == ["maml"]  # the other is the zero line
    for x, mean in zip(lines(view)["maml"].x, lines(view)["maml"].y, strict=True):
        a, b = (curve_runs.curve("everyday", id, picture, "1")[x] for id in ("maml", "fomaml"))
        assert mean == pytest.approx(100 * (a.values - b.values).mean().item(), abs=0.006)
    low, high, _ = scale(view, {"maml": view.points("maml")})
    assert low <= 0 <= high and high - low < 20


@needs_checkpoints
def test_who_has_no_curve_is_not_compared_with_and_that_is_told(lang: str):
    view = viewed("skip", lang=lang, picture="steps", against="protonet")
    w = words(lang)
    assert view.against == "" and w("curves.note.nobody", name="ProtoNet") in note(view, w)


@needs_checkpoints
@pytest.mark.parametrize("picture", PICTURES)
def test_enlarged_the_scale_is_another(picture: str):
    def bounds(how: str) -> tuple[float, float]:
        view = viewed("skip", picture=picture, scale=how)
        return scale(view, {id: view.points(id) for id in view.drawn})[:2]

    (low, high), (near, top) = bounds("full"), bounds("near")
    assert near > low and top <= high == 100
    assert 0 not in lines(viewed("skip", picture="steps", scale="near"))["maml"].x


@needs_checkpoints
def test_without_a_second_place_the_picture_asks_nothing(monkeypatch: pytest.MonkeyPatch, lang: str):
    alone = (measured(5, 1, [0.4], [0.6]),)
    monkeypatch.setattr(curve_runs, "curve", lambda data, id, picture, shot: curve(alone, picture, 1))
    monkeypatch.setattr(
        curve_runs, "points", lambda data, id, picture, shot: points(curve(alone, picture, 1))
    )
    view = viewed(None, lang=lang, picture="n")
    assert not view.hidden and findings(view.drawn, "n", None, NAMES, words(lang)) == []
    assert {len(line.x) for line in lines(view).values()} == {1}
    page = opened(lang=lang, pic="n")
    assert any(words(lang)("curves.only_one") in html.proto.body for html in page.get("html"))
    monkeypatch.setattr(runs, "measured", lambda data, learner: ())
    page = opened(lang=lang)
    assert [i.value for i in page.info] == [words(lang)("curves.none")]


@needs_checkpoints
def test_a_number_of_the_table_leads_to_a_task_of_its_form():
    learners = ("maml", "fomaml", "protonet")
    choices = CurvesChoices(data="scripts", picture="steps", learners=learners, seed=7)
    shown = table(view_of(choices, "skip"), StillHost("curves", choices))
    (_, *first), (_, *second) = shown.rows
    assert len(shown.heads) == 12 and len(first) == 11
    address = urlsplit(second[3].href)
    assert address.path == "./compare" and second[3].page == "compare"
    params = {key: value for key, (value,) in parse_qs(address.query).items()}
    there = parse(CompareChoices, params)
    assert (there.data, there.way, there.shot, there.seed, there.step) == ("scripts", 5, 1, 7, 3)
    assert there.learners[0] == "fomaml" and not there.corrections


@needs_checkpoints
def test_a_point_leads_where_its_number_in_the_table_does():
    view = viewed("skip", data="scripts", learners=("maml", "protonet"))
    point = lines(view)["protonet"].customdata[1]
    form = curves._form(view, point)
    assert form["learners"] == ("protonet", "maml") and (form["way"], form["shot"]) == (5, 2)


def test_learners_in_the_address_are_those_drawn_and_unknown_ones_are_findings():
    assert shown_of(parse(CurvesChoices, {"lines": "protonet,maml"}), ALL) == (
        "maml",
        "protonet",
    )
    (correction,) = parse(CurvesChoices, {"lines": "maml,nobody"}).corrections
    assert correction.field == "learners"
    assert shown_of(CurvesChoices(), ALL) == USUAL


def test_every_learner_stands_under_a_heading():
    kinds = {learner: runs.family(learner) for learner in ALL}
    assert kinds["scratch"] == kinds["conventional/fine-tune"] == kinds["baseline-pp"] == "ordinary"
    assert kinds["maml"] == kinds["reptile"] == "steps" and kinds["r2d2"] == "compare"
    assert set(kinds.values()) == set(curves.FAMILIES)


@needs_checkpoints
def test_a_saved_picture_says_its_data_its_form_and_how_many_tasks(lang: str):
    w = words(lang)
    title, form, said = curves.heading(viewed("skip", lang=lang, scale="near"), w)
    assert w("common.data.everyday") in title and "5-way" in form and "600" in said


@needs_checkpoints
def test_a_learner_that_the_app_never_heard_of_is_drawn_and_named(monkeypatch: pytest.MonkeyPatch, lang: str):
    class Novel(MAML):
        name = "novel"

    real = runs.measured
    monkeypatch.setattr(runs, "learners", lambda data: ("maml", "novel"))
    monkeypatch.setattr(runs, "measured", lambda data, id: real(data, "maml"))
    monkeypatch.setattr(runs, "method_class", lambda name: Novel)
    curve_runs.curve.clear()
    curve_runs.points.clear()
    w = words(lang)
    view = view_of(CurvesChoices(lang=lang, learners=("novel", "maml")), "skip")
    assert list(lines(view, lang)) == ["maml", "novel"]
    assert (
        curves.row(view, "novel", w)["name"] == "novel" and curves.row(view, "novel", w)["family"] == "steps"
    )
    assert any(
        "novel" in sentence
        for sentence in findings(view.drawn, "k", "novel", {"maml": "M", "novel": "novel"}, w)
    )
