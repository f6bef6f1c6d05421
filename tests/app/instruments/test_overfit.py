"""Over-fitting in both languages: what is drawn, what is said, and the page without a browser."""

from __future__ import annotations

import json
import time

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from fewshot_app.instruments.overfit import OverfitChoices
from fewshot_app.instruments.overfit import page as overfit
from fewshot_app.instruments.overfit import runs as overfit_runs
from fewshot_app.instruments.overfit.figures import (
    right,
    task_record,
)
from fewshot_app.instruments.overfit.words import learnt_at, outcome, verdict
from fewshot_app.shared import page as shared_page
from fewshot_app.shared import runs
from fewshot_app.shared.task import Task
from fewshot_app.shared.text import LANGUAGES, words
from fewshot_core.training.checkpoints import checkpoint_names

needs_scratch = pytest.mark.skipif("everyday/scratch" not in checkpoint_names(), reason="no checkpoints")


def script() -> None:
    from fewshot_app.instruments.overfit import ROOM
    from fewshot_app.instruments.overfit.page import draw
    from fewshot_app.shared.host import PageHost

    host = PageHost(ROOM)
    draw(host.now(), host)


def opened(guess: str | None = None, **params: object) -> AppTest:
    app = AppTest.from_function(script, default_timeout=60)
    for key, value in params.items():
        app.query_params[key] = str(value)
    if guess:
        about = (params.get("data", "everyday"), 5, 1)
        app.session_state[shared_page.GUESSES] = {("overfit", about): guess}
    app.run()
    assert not app.exception and not app.error
    return app


@pytest.fixture(params=LANGUAGES)
def lang(request: pytest.FixtureRequest) -> str:
    return request.param


def record(support: list[int], query: list[int]) -> dict:
    """Two classes, two images of each: so many of them right at three looks."""
    truth = np.array([0, 0, 1, 1])
    said = [
        np.stack([np.where(np.arange(4) < n, truth, 1 - truth) for n in each]) for each in (support, query)
    ]
    return task_record((0, 1, 5), *said, 2)


# what is drawn


def test_right_answers_are_counted_by_hand():
    assert right(np.array([[0, 0, 1, 1], [0, 1, 0, 1], [1, 1, 0, 0]]), 2) == [4, 2, 0]


# what is said


def test_a_guess_is_proved_by_the_result():
    assert [outcome(n, 10) for n in (10, 9, 8)] == ["all", "nearly", "far"]


def test_learnt_is_when_it_stays_learnt():
    assert learnt_at(record([2, 4, 4], [2, 2, 2])) == 1
    assert learnt_at(record([4, 3, 4], [2, 2, 2])) == 5
    assert learnt_at(record([4, 4, 3], [2, 2, 2])) is None


def test_verdict_tells_the_numbers_of_the_task(lang: str):
    w = words(lang)
    facts = {"right": 3, "all": 4, "percent": 75, "count": 4}
    told = verdict(record([2, 4, 4], [2, 2, 3]), "far", "ProtoNet", 4, w)
    assert told == [
        w("overfit.verdict.guessed_right", guess=w("overfit.fit.guess_far")),
        w("overfit.verdict.learnt", step=1, **facts),
        w("overfit.verdict.memorised"),
        w("overfit.verdict.beside", name="ProtoNet", right=4, all=4, percent=100),
        w("overfit.verdict.one_task"),
    ]
    easy = verdict(record([2, 4, 4], [2, 4, 4]), "far", "ProtoNet", None, w)
    assert w("overfit.verdict.guessed_wrong", guess=w("overfit.fit.guess_far")) in easy
    assert w("overfit.verdict.easy") in easy
    missed = verdict(record([2, 3, 3], [2, 2, 3]), "skip", "ProtoNet", None, w)
    assert missed[0] == w("overfit.verdict.not_learnt", last=5, support=3, **facts)


# the page


def wait(job, seconds: float = 120):
    end = time.monotonic() + seconds
    while not job.done:
        assert time.monotonic() < end, "the job never ended"
        time.sleep(0.01)
    return job.result


@needs_scratch
def test_the_record_says_what_the_engine_answers():
    form = ("everyday", "test", 3, 1, 2, 11)
    fitting = wait(overfit_runs.fitting(Task(*form)))
    task = runs.episode(Task(*form))
    adapted = runs.method("everyday", "scratch").adapt(task.support_x, task.support_y, record=True)
    for step in (0, 1, 5, 10):
        place = fitting.steps.index(step)
        assert fitting.support[place].tolist() == adapted.trace.support_scores[step].argmax(-1).tolist()
        assert fitting.query[place].tolist() == adapted.answer(task.query_x, step).argmax(-1).tolist()


@needs_scratch
def test_before_the_guess_the_page_asks_and_shows_no_result(lang: str):
    app = opened(lang=lang, seed=7)
    w = words(lang)
    assert app.title[0].value == w("overfit.title")
    assert not app.header


@needs_scratch
@pytest.mark.parametrize("data", ["everyday", "scripts"])
def test_after_the_guess_the_growth_is_shown(lang: str, data: str):
    app = opened("far", lang=lang, data=data, seed=7)
    assert app.header[0].value == words(lang)("overfit.growth.title")


@needs_scratch
def test_an_address_with_the_result_shows_it_and_keeps_it_with_another_task():
    app = opened(lang="en", seed=7, seen=1)
    assert app.header
    for key, value in (("task_way", 3), ("task_shot", 2), ("task_seed", 8)):
        app.number_input(key=key).set_value(value).run()
        assert app.header and not app.exception
        assert app.query_params["seen"] in ("1", ["1"])


@needs_scratch
@pytest.mark.parametrize("guess", [None, "far"])
def test_board_data_is_plain_and_gives_nothing_away_in_words(lang: str, guess: str | None):
    choices, w = OverfitChoices(lang=lang, seed=7, trained=21), words(lang)
    jobs = overfit._jobs(choices)
    assert all(wait(job) is not None for job in jobs)
    data = overfit.board_data(choices, *jobs, guess=guess, w=w)
    assert json.loads(json.dumps(data, allow_nan=False))["at"] == overfit_runs.FIT_STEPS.index(20)
    assert bool(data["verdict"]) == (guess is not None)
    assert data["learner"]["right"] is not None and "{" not in data["words"]["question"]


@needs_scratch
def test_training_from_scratch_can_be_shown_alone():
    assert not opened("far", lang="en", seed=7, scratch=1).header
    choices = OverfitChoices(lang="en", seed=7, scratch_only=True)
    jobs = overfit._jobs(choices)
    assert all(wait(job) is not None for job in jobs)
    data = overfit.board_data(choices, *jobs, guess="far", w=words("en"))
    assert data["verdict"] and data["learner"]["right"] is None and not data["learners"]
