"""Over-fitting in both languages: what is drawn, what is said, and the page without a browser."""

from __future__ import annotations

import json
import time

import numpy as np
import pytest
import torch
from streamlit.testing.v1 import AppTest

from fewshot_app.instruments.overfit import OverfitChoices, growth
from fewshot_app.instruments.overfit import page as overfit
from fewshot_app.instruments.overfit import runs as overfit_runs
from fewshot_app.instruments.overfit.figures import (
    Level,
    best_step,
    copied_record,
    crossing,
    growth_record,
    longest_series,
    right,
    task_record,
)
from fewshot_app.instruments.overfit.words import growth_sentences, images, learnt_at, outcome, verdict
from fewshot_app.shared import page as shared_page
from fewshot_app.shared import runs
from fewshot_app.shared.task import Task
from fewshot_app.shared.text import LANGUAGES, words
from fewshot_core.studies.overfitting import Gap
from fewshot_core.tensors.episode import EpisodeSpec
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


def gap(shot: int, few: float, many: float, steps: tuple[int, ...] = (10, 20), copies: int = 0) -> Gap:
    """Two tasks, 0.1 above and below: the half-width is 1.96 · 0.1 = 0.196."""
    middle = torch.tensor([few, many])
    query = torch.stack([middle - 0.1, middle + 0.1])
    return Gap(EpisodeSpec(5, shot, 5), "test", 0, steps, torch.ones(2, 2), query, copies)


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


def test_crossing_is_on_the_line_between_two_measured_points():
    assert crossing([1, 2, 5], [0.4, 0.5, 0.8], 0.6) == pytest.approx(3.0)  # a third of the way from 2 to 5
    assert crossing([1, 2, 5], [0.4, 0.5, 0.8], 0.5) == pytest.approx(2.0)
    assert crossing([1, 2, 5], [0.4, 0.5, 0.8], 0.8) == pytest.approx(5.0)


def test_crossing_is_the_first_k_or_none():
    assert crossing([2, 5], [0.4, 0.8], 0.3) == 2.0
    assert crossing([1, 2, 5], [0.4, 0.5, 0.8], 0.81) is None


def test_growth_uses_the_better_number_of_steps_and_both_intervals():
    gaps = [gap(1, 0.3, 0.4), gap(3, 0.5, 0.6), gap(5, 0.9, 0.8)]
    assert best_step(gaps) == 20  # 0.6 on the mean of all K against 0.5667
    record = growth_record(gaps, Level(0.7, 0.05, 600, 10))
    assert record["query"] == [40.0, 60.0, 80.0] and record["query_fewer"] == [30.0, 50.0, 90.0]
    assert record["ci95"] == pytest.approx([19.6] * 3)
    assert record["at"] == pytest.approx(4.0)
    assert record["from"] == pytest.approx(1 + 2 * (0.65 - 0.596) / 0.2)  # upper edge meets lower
    assert record["to"] is None  # 0.604 never meets 0.75
    assert json.loads(json.dumps(record, allow_nan=False))


def test_what_copies_change_is_paired_on_the_same_tasks():
    plain = [gap(1, 0.3, 0.4), gap(3, 0.5, 0.6), gap(5, 0.9, 0.8)]
    copied = [gap(1, 0.35, 0.45, copies=8), gap(5, 0.8, 0.9, copies=8), gap(8, 0.9, 0.95, copies=8)]
    record = copied_record(copied, plain, Level(0.7, 0.05, 600, 10))
    assert record and record["copies"] == 8 and record["steps"] == 20
    assert record["shots"] == [1, 5]  # where there is something to compare with
    assert record["query"] == [45.0, 90.0] and record["gain"] == [5.0, 10.0]
    assert record["gain_ci95"] == pytest.approx([0, 0], abs=1e-4)  # both tasks gain as much
    assert record["at"] == pytest.approx(1 + 4 * 0.25 / 0.45)
    assert copied_record([], plain, Level(0.7, 0.05, 600, 10)) is None


def test_only_measurements_of_one_kind_make_a_curve():
    kept = longest_series([gap(1, 0.3, 0.4), gap(5, 0.3, 0.4, steps=(10, 100)), gap(5, 0.5, 0.6)])
    assert [(g.spec.shot, g.steps) for g in kept] == [(1, (10, 20)), (5, (10, 20))]
    assert longest_series([]) == []


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


@pytest.mark.parametrize(
    ("level", "key", "facts"),
    [
        (0.7, "reached_open", {"k": 4, "low": 1}),
        (0.55, "reached", {"k": 2, "low": 1, "high": 5}),
        (0.35, "at_once", {"k": 1, "mean": "40.0", "half": "19.6"}),
        (0.95, "not_reached", {"k": 5, "mean": "80.0", "half": "19.6"}),
    ],
)
def test_the_answer_is_read_off_the_measured_values(lang: str, level: float, key: str, facts: dict):
    gaps = [gap(1, 0.3, 0.4), gap(3, 0.5, 0.6), gap(5, 0.7, 0.8)]
    record = growth_record(gaps, Level(level, 0.05, 600, 10))
    w = words(lang)
    told = growth_sentences(record, None, "MAML", w)
    level_facts = {"name": "MAML", "level": f"{100 * level:.1f}", "ci": "5.0"}
    assert told[0] == w(f"overfit.growth.{key}", **facts, **level_facts)
    assert w("overfit.growth.steps", steps=20, fewer=10, k=5, a="70.0", b="80.0") in told


def test_what_copies_change_is_told(lang: str):
    gaps, level = [gap(1, 0.3, 0.4), gap(5, 0.7, 0.8)], Level(0.7, 0.05, 600, 10)
    record = growth_record(gaps, level, [gap(1, 0.2, 0.3, copies=8), gap(5, 0.8, 0.9, copies=8)])
    told = growth_sentences(record, None, "MAML", words(lang))
    facts = {"first": 1, "first_images": 9, "first_gain": "−10.0", "first_half": "0.0"}
    for which in ("best", "last"):
        facts |= {which: 5, f"{which}_images": 45, f"{which}_gain": "+10.0", f"{which}_half": "0.0"}
    assert told[1] == words(lang)("overfit.growth.copied", copies=8, steps=20, tasks=2, mean="90.0", **facts)
    assert told[2] == words(lang)("overfit.growth.copied_at", k=4, name="MAML")  # 0.3 at 1, 0.9 at 5


def test_the_gain_of_many_more_steps_is_told(lang: str):
    gaps = [gap(1, 0.3, 0.4)]
    longer = Gap(
        EpisodeSpec(5, 5, 5), "val", 0, (20, 100), torch.ones(2, 2), torch.tensor([[0.5, 0.5], [0.6, 0.5]])
    )
    told = growth_sentences(growth_record(gaps, Level(0.3, 0.1, 600, 10)), longer, "MAML", words(lang))
    expected = words(lang)("overfit.growth.longer", long=100, gain="−5.0", half="9.8", k=5, tasks=2)
    assert told[-1] == expected


def test_more_than_one_image_is_two_at_least():
    assert [images(k) for k in (1.0, 1.2, 4.4, 4.6)] == [1, 2, 4, 5]


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


def grown(lang: str, data: str = "everyday", beside: str = "protonet") -> growth.Growth:
    if not overfit_runs.gaps(data, "test", 5):
        pytest.skip("nothing has been measured yet")
    found = growth.growth_of(data, beside, words(lang))
    assert found is not None
    return found


@needs_scratch
def test_growth_of_the_stored_measurements(lang: str):
    for data in ("everyday", "scripts"):
        for beside in ("protonet", "maml"):
            found = grown(lang, data, beside)
            assert "{" not in "".join(found.sentences)
            assert found.record["episodes"] >= 300
            assert found.record["fewer"] == runs.method(data, "scratch").config.adapt_steps  # as is said


@needs_scratch
def test_the_picture_holds_the_measured_values(lang: str):
    found = grown(lang)
    for theme in ("light", "dark"):
        figure = growth.growth_figure(found, "protonet", theme)
        drawn = [list(trace.y) for trace in figure.data if trace.customdata is not None]
        record = found.record
        assert drawn == [record["support"], record["query"], record["copied"]["query"]]
        assert figure.layout.yaxis.range[0] == 0 and figure.layout.yaxis.range[1] >= 100
    shown = " ".join(note.text for note in figure.layout.annotations)
    assert all(found.words[key] in shown for key in ("support", "query", "chance"))
    json.dumps(figure.to_plotly_json(), default=list)


@needs_scratch
def test_only_a_k_that_the_page_can_ask_for_leads_to_a_task(lang: str):
    found = grown(lang)
    for curve in growth.curves_of(found):
        leads = [
            found.words["leads"].format(way=5, shot=shot) in text
            for shot, text in zip(curve.shots, curve.hover, strict=True)
        ]
        assert leads == [shot <= 10 for shot in curve.shots]
        assert not any("{" in text for text in curve.hover)
