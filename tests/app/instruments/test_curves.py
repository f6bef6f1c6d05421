"""Curves of accuracy in both languages: the page without a browser."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from streamlit.testing.v1 import AppTest

from fewshot_app.instruments.compare import CompareChoices
from fewshot_app.instruments.curves import PICTURES, CurvesChoices
from fewshot_app.instruments.curves import page as curves
from fewshot_app.instruments.curves import runs as curve_runs
from fewshot_app.instruments.curves.figures import figure, scale
from fewshot_app.instruments.curves.points import points
from fewshot_app.instruments.curves.table import table
from fewshot_app.instruments.curves.view import USUAL, View, shown_of, view_of
from fewshot_app.instruments.curves.words import findings, note
from fewshot_app.shared import runs
from fewshot_app.shared.choices import parse
from fewshot_app.shared.learners import FROZEN, LEARNERS
from fewshot_app.shared.runs import methods
from fewshot_app.shared.text import LANGUAGES, words
from fewshot_core.methods.maml import MAML
from fewshot_core.studies.curves import curve
from fewshot_core.training.checkpoints import checkpoint_names
from tests.app.opened import opened as open_room
from tests.app.still_host import StillHost
from tests.core.studies.two_learners import measured

ALL = tuple(learner.id for learner in LEARNERS)
needs_checkpoints = pytest.mark.skipif("everyday/maml" not in checkpoint_names(), reason="no checkpoints")
NAMES = {"a": "Anna", "b": "Bert"}


@pytest.fixture(params=LANGUAGES)
def lang(request: pytest.FixtureRequest) -> str:
    return request.param


def opened(guess: str | None = None, **params: object) -> AppTest:
    page = open_room("curves", guess, (params.get("data", "everyday"), params.get("pic", "k")), **params)
    assert not page.error and not page.warning
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
    kinds = {learner: runs.family(learner) for learner in (*ALL, *(each.id for each in FROZEN))}
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
    monkeypatch.setattr(methods, "method_class", lambda name: Novel)
    curve_runs.curve.cache_clear()
    curve_runs.points.cache_clear()
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
