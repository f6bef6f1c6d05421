"""Inside a prediction: its figures by hand, and the page in both languages."""

from __future__ import annotations

import time

import numpy as np
import pytest
import torch

from fewshot_app.instruments.inside import runs as inside_runs
from fewshot_app.instruments.inside.figures import (
    ManyTasks,
    Near,
    confusion_record,
    nearest,
    reliability_record,
)
from fewshot_app.instruments.inside.page import view_data
from fewshot_app.shared import runs
from fewshot_app.shared.state import State
from fewshot_app.shared.text import words
from fewshot_app.shared.worker import Job
from fewshot_core.measuring.calibration import Calibration
from fewshot_core.measuring.confusion import Confusion

pytest.importorskip("streamlit.testing.v1")
from streamlit.testing.v1 import AppTest


def script() -> None:
    from fewshot_app.instruments.inside.page import render
    from fewshot_app.shared import state as visitor
    from fewshot_app.shared.text import words

    state = visitor.read()
    render(state, words(state.lang))


def test_the_nearest_are_found_by_distance_in_all_dimensions():
    support = torch.tensor([[0.0, 0.0], [3.0, 4.0], [1.0, 0.0], [0.0, 9.0]])
    index, far = nearest(support, torch.zeros(1, 2))
    assert index.tolist() == [[0, 2, 1]]
    assert far.tolist() == [[0.0, 1.0, 5.0]]


@pytest.mark.parametrize("learner", ["maml", "conventional/fine-tune", "protonet", "relationnet"])
def test_bars_are_the_softmax_of_the_scores_and_features_are_the_steps_own(learner: str):
    task = runs.episode("everyday", "test", 5, 1, 2, 3)
    job = inside_runs.inside("everyday", learner, "test", 5, 1, 2, 3)
    while not job.done:  # the job is on a worker thread
        time.sleep(0.01)
    adapted = runs.method("everyday", learner).adapt(task.support_x, task.support_y)
    expected = adapted.predict_each(task.query_x).exp()
    expected = expected / expected.sum(-1, keepdim=True)
    np.testing.assert_allclose(job.result.probabilities, expected.numpy(), atol=1e-5)
    last = adapted.states - 1
    with torch.no_grad():
        queries, support, first = (
            adapted.features(x, state).flatten(1)
            for x, state in ((task.query_x, last), (task.support_x, last), (task.query_x, 0))
        )
    apart = queries[0] - support
    np.testing.assert_allclose(
        job.result.near.distance[-1, 0], apart.norm(dim=-1).sort().values[:3], rtol=1e-3
    )
    moved = not torch.allclose(first, queries)
    assert moved == (adapted.states > 1)


def test_nothing_is_shown_before_the_guess():
    near = Near(np.zeros((1, 25, 3), int), np.ones((1, 25, 3)))
    found = inside_runs.Inside(np.full((1, 25, 5), 0.2, np.float32), near)
    assert "shares" not in view_data(State(), words("en"), found, None)
    shown = view_data(State(image=7), words("en"), found, 2)
    assert shown["truth"] == 1  # five queries a class
    assert shown["shares"] == [pytest.approx([0.2] * 5)] and shown["near"] == [[(0, 1.0)] * 3]
    assert sorted(shown["order"]) == list(range(25))


def test_reliability_is_the_calibration_curve():
    calibration = Calibration.of(torch.tensor([[3.0, 0.0], [0.1, 0.0], [0.0, 2.0]]), torch.tensor([0, 1, 1]))
    record = reliability_record(calibration)
    assert [tuple(b[1:]) for b in record["bins"]] == calibration.curve()
    assert (record["answers"], record["right"]) == (3, 2)
    assert record["error"] == calibration.error


def test_confusion_by_hand():
    confusion = Confusion()
    confusion.add((7, 9), torch.tensor([0, 0, 1, 1]), torch.tensor([1, 0, 1, 1]))
    assert confusion_record(confusion, least=1) == {
        "pairs": [[7, 9, 1, 2]],
        "classes": [7, 9],
        "matrix": [[[1, 2], [1, 2]], [[0, 2], [2, 2]]],
    }


def test_a_stopped_job_keeps_what_it_has():
    found = ManyTasks()

    def work():
        for _ in range(5):
            found.add((1, 2), torch.tensor([0, 1]), torch.tensor([[2.0, 0.0], [1.0, 0.0]]))
            if found.tasks == 2:
                job.stop()
            yield found.tasks / 5

    job = Job(work, lambda: found)
    job.run()
    assert job.stopped
    assert job.result.tasks == 2
    assert int(job.result.calibration.count.sum()) == 4


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_page_opens(lang: str):
    app = AppTest.from_function(script, default_timeout=60)
    app.query_params["lang"] = lang
    app.run()
    assert not app.exception
    assert app.title[0].value == words(lang)("inside.title")
    assert app.selectbox(key="inside_learner").value == "maml"
