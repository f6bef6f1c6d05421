"""The sinusoid's page: points in the address, the record of the picture, both languages."""

from __future__ import annotations

import json

import pytest
import torch

from fewshot_app.instruments.sinusoid import figures as regression
from fewshot_app.instruments.sinusoid.page import plane_data, read_points, write_points
from fewshot_app.shared.state import State, parse
from fewshot_app.shared.text import words
from fewshot_core.studies.sinusoid import load

pytest.importorskip("streamlit.testing.v1")
from streamlit.testing.v1 import AppTest


def script() -> None:
    from fewshot_app.instruments.sinusoid.page import render
    from fewshot_app.shared import state as visitor
    from fewshot_app.shared.text import words

    state = visitor.read()
    render(state, words(state.lang))


def test_points_come_back_from_the_address() -> None:
    points = ((-1.2, 0.35), (4.0, -6.0))
    text = write_points(points)
    assert read_points(text) == points and not parse({"pts": text}).corrections
    assert write_points([]) == "none" and read_points("none") == ()


@pytest.mark.parametrize("given", ["x", "1~2~3", "900~0", "1~700", "_".join(["1~1"] * 21), "1~2;drop"])
def test_impossible_points_are_corrected_and_told(given: str) -> None:
    state = parse({"pts": given})
    assert state.points == "" and [c.field for c in state.corrections] == ["points"]


def test_what_a_browser_sends_is_brought_within_the_plane() -> None:
    assert read_points(write_points([[99, float("nan")], [-99, 99]])) == ((5.0, 0.0), (-5.0, 6.0))
    assert len(read_points(write_points([[0, 0]] * 50))) == 20


def test_the_seed_fixes_the_task_and_five_points_are_among_ten() -> None:
    five, ten = (regression.draw(3, count) for count in (5, 10))
    assert ten.points[:5] == five.points and five == regression.draw(3, 5) != regression.draw(4, 5)


def test_a_fit_is_what_the_learner_answers() -> None:
    learner, points = load("maml"), ((0.0, 1.0), (1.0, 2.0))
    fit = regression.fit_to(learner, points)
    given = torch.tensor(points)[None]
    adapted = learner.adapt(given[..., :1], given[..., 1:])
    assert fit.curves.shape[0] == adapted.states == len(fit.left)
    assert fit.left[-1] < fit.left[0]
    at_zero = adapted.predict(torch.zeros(1, 1, 1)).item()
    assert fit.curves[-1][50] == pytest.approx(at_zero, abs=1e-4)  # the middle of -5 … 5
    still = regression.fit_to(learner, ())
    assert still.left == () and (still.curves == still.curves[0]).all()


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_record_is_plain_and_small(lang: str) -> None:
    data = plane_data(State(lang=lang), words(lang))
    assert len(json.dumps(data)) < 300_000
    assert [learner["id"] for learner in data["learners"]] == ["maml", "conventional", "scratch"]
    assert all(learner["tasks"] == 600 and len(learner["ci95"]) == 11 for learner in data["learners"])
    own = plane_data(State(lang=lang, points="0~100"), words(lang))
    assert own["right"] is None and own["learners"][0]["wrong"] is None  # who knows what is right here?


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_page_in_both_languages(lang: str) -> None:
    app = AppTest.from_function(script, default_timeout=60)
    app.query_params["lang"] = lang
    app.run()
    assert not app.exception and not app.error
    assert app.title[0].value == words(lang)("sinusoid.title")


def test_fits_that_run_away_are_still_numbers() -> None:
    data = plane_data(State(points="500~600_-500~-600_490~-600_-490~600"), words("en"))
    json.dumps(data, allow_nan=False)
    far = regression.Fit(torch.full((2, 3), torch.inf).numpy(), (0.0, 0.0))
    assert far.wrong(torch.zeros(3).numpy()) == (regression.FAR,) * 2


def test_steps_bring_a_drawn_task_closer() -> None:
    maml = plane_data(State(), words("en"))["learners"][0]
    assert maml["wrong"][10] < maml["wrong"][0]
