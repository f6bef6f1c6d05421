"""The bridge: shared caches, and answers that do not depend on who else is asking."""

import base64
import io
import threading
import time
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image

from fewshot_app.instruments.compare import runs as compare_runs
from fewshot_app.shared import answers, runs
from fewshot_app.shared.runs import drawn
from fewshot_app.shared.task import Task
from fewshot_app.shared.worker import LONGEST_QUEUE, SHARE, THREADS, Busy, Job, ShareFull, Worker, at_once
from fewshot_core import load
from fewshot_core.tensors.errors import FewshotError, NotEnoughClasses, WrongNumberOfClasses
from fewshot_core.training import checkpoints

CHECKPOINT = next((n for n in checkpoints.checkpoint_names() if n.endswith("/maml")), None)


def wait(job, seconds=120):
    deadline = time.monotonic() + seconds
    while not job.done:
        assert time.monotonic() < deadline, "the job never ended"
        time.sleep(0.01)
    return job


@pytest.mark.skipif(CHECKPOINT is None, reason="no MAML checkpoint is embedded")
def test_many_at_once_get_the_answers_they_would_get_alone():
    """Two workers on one learner: fast weights of one task must never be seen by another."""
    name, kind = CHECKPOINT.split("/")
    seeds = range(9000, 9016)
    tasks = [Task(name, "test", 3, 1, 2, seed) for seed in seeds]
    for asked, job in [(asked, answers.answer(asked, kind)) for asked in tasks]:
        assert wait(job).error is None
        task = runs.episode(asked)
        alone = load(CHECKPOINT).adapt(task.support_x, task.support_y).predict_each(task.query_x)
        assert np.allclose(job.result.probabilities, alone.softmax(-1).numpy(), atol=1e-3)


def test_a_task_drawn_twice_is_the_same_object():
    task = Task("everyday", "test", 3, 1, 2, 1)
    assert runs.episode(task) is runs.episode(Task("everyday", "test", 3, 1, 2, 1))


def test_a_task_is_drawn_as_it_says_and_is_the_same_object_again():
    drawn = Task("everyday", "test", 3, 1, 2, 1)
    assert runs.episode(drawn) is runs.episode(replace(drawn))
    chosen = replace(drawn, classes=("otter", "dog", "lion"))
    task = runs.episode(chosen)
    assert [runs.data("everyday").classes[i].id for i in task.class_ids] == ["otter", "dog", "lion"]
    assert runs.episode(replace(chosen)) is task
    turned = runs.episode(replace(chosen, classes=("dog", "otter", "lion")))
    assert turned.class_ids != task.class_ids
    with pytest.raises(WrongNumberOfClasses):
        runs.episode(replace(chosen, way=2))


@pytest.mark.skipif(CHECKPOINT is None, reason="no MAML checkpoint is embedded")
def test_who_asks_what_another_has_asked_gets_the_same_job():
    name, kind = CHECKPOINT.split("/")
    first, second = (Task(name, "test", 3, 1, 2, 77) for _ in range(2))
    assert answers.answer(first, kind) is answers.answer(second, kind)


def test_a_sprite_holds_the_drawings_in_order():
    first, both = runs.sprite("everyday", (0,)), runs.sprite("everyday", (0, 30))
    assert first.startswith("data:image/png;base64,") and len(both) > len(first)


@pytest.mark.parametrize("name", ["everyday", "scripts"])
def test_a_sprite_has_every_pixel_of_the_drawings(name):
    found = runs.data(name)
    items = runs.episode(Task(name, "test", 5, 1, 5, 3)).query_items
    strip = Image.open(io.BytesIO(base64.b64decode(runs.sprite(name, items).partition(",")[2])))
    assert strip.mode == "P"
    expected = np.concatenate([np.asarray(found.draw(item).convert("RGB")) for item in items], 1)
    assert (np.asarray(strip.convert("RGB")) == expected).all()


def test_a_picture_of_too_many_colours_gets_the_nearest():
    many = np.arange(64 * 64 * 3, dtype=np.uint32).astype(np.uint8).reshape(64, 64, 3)
    many[..., 1] = np.arange(64)[:, None] * 3
    picture = Image.fromarray(many)
    assert len(picture.getcolors(5000)) > drawn.PALETTE
    made = drawn._with_palette(picture)
    assert made.mode == "P" and np.abs(np.asarray(made.convert("RGB")).astype(int) - many).mean() < 20


def test_impossible_live_measurements_are_refused_before_they_queue():
    with pytest.raises(NotEnoughClasses):
        compare_runs.evaluate_live(Task("everyday", "test", 999, 1, 1, 0), "scratch", 10)


def test_a_job_tells_its_progress_and_can_be_stopped():
    seen = []

    def work():
        for i in range(1, 1001):
            seen.append(i)
            time.sleep(0.002)
            yield i / 1000

    job = Worker().submit(Job(work, lambda: len(seen)))
    while len(seen) < 5:
        time.sleep(0.005)
    assert 0 < job.progress < 1 and job.seconds_left > 0
    job.stop()
    assert wait(job).stopped and job.result == len(seen) < 1000


def test_a_job_keeps_its_error():
    def fail():
        raise FewshotError("no")

    job = wait(Worker().submit(at_once(fail)))
    assert isinstance(job.error, FewshotError) and job.result is None


def test_the_queue_is_bounded():
    worker, gate = Worker(), []

    def hold():
        while not gate:
            time.sleep(0.01)

    jobs = [worker.submit(at_once(hold)) for _ in range(LONGEST_QUEUE)]
    with pytest.raises(Busy):
        worker.submit(at_once(hold))
    gate.append(True)
    for job in jobs:
        wait(job)
    wait(worker.submit(at_once(lambda: None)))


def test_a_job_knows_how_many_come_first():
    worker, gate = Worker(), []

    def hold():
        while not gate:
            time.sleep(0.01)

    jobs = [worker.submit(at_once(hold)) for _ in range(THREADS + 8)]
    end = time.monotonic() + 10
    while worker.ahead(jobs[-1]) > 7 and time.monotonic() < end:  # until the first have begun
        time.sleep(0.01)
    assert [worker.ahead(job) for job in jobs[THREADS:]] == list(range(8))
    gate.append(True)
    for job in jobs:
        wait(job)
    assert worker.ahead(jobs[-1]) == 0


def test_a_visitor_fills_a_share_of_the_queue_and_leaves_the_rest_to_others():
    whose, gate = ["me"], threading.Event()
    worker = Worker(asking=lambda: whose[0])
    jobs = [worker.submit(at_once(gate.wait)) for _ in range(SHARE)]
    with pytest.raises(ShareFull) as refused:
        worker.submit(at_once(gate.wait))
    assert refused.value.waiting == SHARE == worker.waiting
    whose[0] = "you"
    jobs.append(worker.submit(at_once(gate.wait)))
    gate.set()
    for job in jobs:
        wait(job)
    whose[0] = "me"
    wait(worker.submit(at_once(lambda: None)))


@pytest.mark.skipif(CHECKPOINT is None, reason="no checkpoints are embedded")
def test_what_was_never_measured_is_not_shown():
    assert runs.stored(CHECKPOINT.split("/")[0], "maml", 19, 9) is None
