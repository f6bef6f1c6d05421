"""Inside a prediction: its figures by hand, and the page in both languages."""

from __future__ import annotations

import time

import numpy as np
import pytest
import streamlit as st
import torch

from fewshot_app.instruments.inside import InsideChoices
from fewshot_app.instruments.inside import runs as inside_runs
from fewshot_app.instruments.inside.charts import reliability_chart, reliability_table
from fewshot_app.instruments.inside.counts import pairs_markup
from fewshot_app.instruments.inside.figures import (
    ManyTasks,
    Near,
    nearest,
    reliability_record,
)
from fewshot_app.instruments.inside.page import EVERY, guess_of, view_data
from fewshot_app.shared import page, runs
from fewshot_app.shared.charts.confusion import confusion_chart, confusion_record, confusion_table
from fewshot_app.shared.task import Task
from fewshot_app.shared.text import words
from fewshot_app.shared.worker import Job
from fewshot_core.measuring.calibration import Calibration
from fewshot_core.measuring.confusion import Confusion

pytest.importorskip("streamlit.testing.v1")
from streamlit.testing.v1 import AppTest

from tests.app.still_host import StillHost

TASK = Task("everyday", "test", 5, 1, 2, 3)


def script() -> None:
    from fewshot_app.shared.host import PageHost
    from fewshot_app.shared.room import room

    host = PageHost(room("inside"))
    host.room.page().draw(host.now(), host)


def test_the_nearest_are_found_by_distance_in_all_dimensions():
    support = torch.tensor([[0.0, 0.0], [3.0, 4.0], [1.0, 0.0], [0.0, 9.0]])
    index, far = nearest(support, torch.zeros(1, 2))
    assert index.tolist() == [[0, 2, 1]]
    assert far.tolist() == [[0.0, 1.0, 5.0]]


@pytest.mark.parametrize("learner", ["maml", "conventional/fine-tune", "protonet", "relationnet"])
def test_bars_are_the_softmax_of_the_scores_and_features_are_the_steps_own(learner: str):
    task = runs.episode(Task("everyday", "test", 5, 1, 2, 3))
    job = inside_runs.inside(TASK, learner)
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
    assert "shares" not in view_data(InsideChoices(), words("en"), found, None)
    shown = view_data(InsideChoices(image=7), words("en"), found, "2")
    assert shown["truth"] == 1 and shown["guess"] == 2  # five queries a class
    assert shown["shares"] == [pytest.approx([0.2] * 5)] and shown["near"] == [[(0, 1.0)] * 3]
    assert sorted(shown["order"]) == list(range(25))
    assert view_data(InsideChoices(), words("en"), found, page.SKIP)["guess"] == -1


def test_what_was_answered_belongs_to_the_address_and_to_its_image(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(st, "session_state", {})
    first = InsideChoices()
    host = StillHost("inside", first)
    assert guess_of(first, host) is None
    assert guess_of(InsideChoices(seen=True), host) == page.SKIP
    page.keep_guess(host, (first.task, 0), "3")
    assert guess_of(first, host) == "3" and host.changes == {"seen": True}
    assert guess_of(InsideChoices(image=1), host) is None
    assert guess_of(InsideChoices(seed=7), host) is None
    page.keep_guess(host, EVERY, page.SKIP)
    assert guess_of(InsideChoices(seed=7, image=9), host) == page.SKIP
    assert guess_of(first, host) == "3"


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
        "pairs": [(7, 9, 1, 2)],
        "classes": [7, 9],
        "matrix": [[(1, 2), (1, 2)], [(0, 2), (2, 2)]],
    }


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_reliability_diagram_shows_what_was_counted(lang: str, theme: str):
    w = words(lang)
    calibration = Calibration.of(torch.tensor([[3.0, 0.0], [0.1, 0.0], [0.0, 2.0]]), torch.tensor([0, 1, 1]))
    record = reliability_record(calibration)
    bars, ideal, dots, counts = reliability_chart(record, theme, w).data
    assert list(bars.y) == [100 * right for *_, right in record["bins"]] == list(dots.y)
    assert list(dots.x) == [100 * sure for _, _, sure, _ in record["bins"]]
    assert list(counts.y) == [count for _, count, *_ in record["bins"]] and counts.yaxis == "y2"
    assert list(ideal.x) == list(ideal.y) == [0, 100]
    rows = reliability_table(record, w).rows
    assert [row[2] for row in rows] == ["1", "1", "1"]
    assert rows[-1][1] == ("100\u00a0%" if lang == "en" else "100%")


def test_the_matrix_shows_rights_and_wrongs_in_their_colours_with_pictures_on_both_sides():
    w = words("en")
    confusion = Confusion()
    confusion.add((7, 9), torch.tensor([0, 0, 1, 1]), torch.tensor([1, 0, 1, 1]))
    record = confusion_record(confusion, least=1)
    names, pictures = ["dog", "<cat>"], ["data:a", "data:b"]
    made = confusion_chart(record, names, pictures, "light", w)
    right, wrong = made.data
    assert [list(row) for row in right.z] == [[0.5, None], [None, 1.0]]
    assert [list(row) for row in wrong.z] == [[None, 0.5], [0.0, None]]
    assert "dog → <cat>: 50\u00a0%: 1 of 2 chances" in wrong.customdata[0]
    assert [(i.source, i.x, i.y) for i in made.layout.images] == [
        ("data:a", 0, -1), ("data:a", -1, 0), ("data:b", 1, -1), ("data:b", -1, 1),
    ]  # fmt: skip
    assert list(made.layout.yaxis.ticktext) == names
    table = confusion_table(record, names, w)
    assert table.rows[0] == ["dog", "50\u00a0%", "50\u00a0%"] and list(table.heads)[1:] == names
    assert "dog taken for &lt;cat&gt;" in pairs_markup(record, names, pictures, w)


def test_a_matrix_that_has_room_shows_the_classes_that_nobody_mixes_up_too():
    confusion = Confusion()
    confusion.add((7, 9, 4), torch.tensor([0, 1, 2]), torch.tensor([1, 1, 2]))
    assert confusion_record(confusion, least=1, also=(4, 7, 9))["classes"] == [7, 9, 4]
    assert confusion_record(confusion, least=1, most=2, also=(4, 7, 9))["classes"] == [7, 9]


def test_a_pair_that_never_met_is_no_zero():
    w = words("en")
    record = {"pairs": [(7, 9, 1, 2)], "classes": [7, 9], "matrix": [[(1, 2), (0, 0)], [(0, 0), (2, 2)]]}
    wrong = confusion_chart(record, ["a", "b"], ["", ""], "light", w).data[1]
    assert wrong.text[0][1] == "·" and w("common.confusion.never_met") in wrong.customdata[0][1]
    assert confusion_table(record, ["a", "b"], w).rows[0][2] == w("common.confusion.never_met")


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


def test_a_learner_that_was_just_added_is_seen_from_inside(newcomer: str):
    app = AppTest.from_function(script, default_timeout=60)
    app.query_params.update({"lang": "en", "learner": newcomer, "n": "3", "q": "2", "seen": "1"})
    app.run()
    job = inside_runs.inside(Task("everyday", "test", 3, 1, 2, 42), newcomer)
    while not job.done:
        time.sleep(0.01)
    app.run()
    assert not app.exception and not app.error and not app.warning
    select = app.selectbox(key="inside_learner")
    assert select.value == newcomer and words("en")("inside.by", name=newcomer) in select.options
    assert job.result.probabilities.shape == (1, 6, 3)


def test_many_tasks_are_counted_on_the_page():
    app = AppTest.from_function(script, default_timeout=60)
    app.query_params.update({"lang": "en", "n": "3", "q": "2", "learner": "protonet"})
    app.run()
    app.session_state["inside_tasks"] = 20
    app.run()
    app.button(key="inside_start").click().run()
    (job,) = app.session_state["inside_jobs"].values()
    while not job.done:
        time.sleep(0.05)
    app.run()
    assert not app.exception and not app.error
    assert job.result.tasks == 20 and int(job.result.calibration.count.sum()) == 120
    assert words("en")("inside.counted", tasks=20, seed=42) in [caption.value for caption in app.caption]
