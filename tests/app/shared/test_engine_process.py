"""The engine process: does what the app would do, bit for bit, and its end costs nobody anything."""

from __future__ import annotations

import operator
import os
import pickle
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator

import numpy as np
import pytest

from fewshot_app.instruments.compare.runs import measurement
from fewshot_app.shared import runs
from fewshot_app.shared.answers import answered
from fewshot_app.shared.engine_process import Elsewhere, EngineProcess, line
from fewshot_app.shared.runs import jobs
from fewshot_app.shared.task import Task
from fewshot_app.shared.worker import Job
from fewshot_core.tensors.errors import FewshotError, Unknown

TASK = Task("everyday", "test", 5, 1, 2, 3)
PATIENCE = 90.0


def until(true: Callable[[], object]) -> None:
    """Wait for something that another process does."""
    end = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < end
        time.sleep(0.02)


def started(lines: int = 1) -> EngineProcess:
    engine = EngineProcess(lines)
    engine.start()
    until(lambda: engine.ready)
    return engine


def ended(engine: EngineProcess) -> None:
    """The app goes: nothing but its pipe tells the process so."""
    process = engine._process
    assert process and process.stdin
    process.stdin.close()
    assert process.wait(PATIENCE) == 0


@pytest.fixture(scope="module")
def engine() -> Iterator[EngineProcess]:
    one = started()
    yield one
    ended(one)


def local(*args) -> Job:
    raise AssertionError("done in the app's process")


def done(job: Job) -> Job:
    job.run()
    assert job.done
    return job


def test_the_process_answers_as_the_app_does(engine: EngineProcess):
    here = answered(TASK, "maml")
    here.run()
    there = done(Elsewhere(engine, answered, TASK, "maml"))
    assert there.error is None and there._here is None
    assert np.array_equal(here.result.probabilities, there.result.probabilities)


def test_progress_is_told_and_a_stopped_job_keeps_what_it_has(engine: EngineProcess):
    job = Elsewhere(engine, measurement, TASK, "protonet", 100_000)
    shares = []
    for share in job.work():
        shares.append(share)
        if share > 0:
            job.stop()
            break
    found = job.finish()
    assert shares == sorted(shares) and 0 < shares[-1] < 1
    assert shares[-1] <= found.episodes / 100_000 < 1
    assert done(Elsewhere(engine, answered, TASK, "protonet"))._here is None, "the line is free again"


def test_an_error_comes_back_as_itself(engine: EngineProcess):
    job = done(Elsewhere(engine, answered, Task("nowhere", "test", 5, 1, 2, 3), "maml"))
    assert isinstance(job.error, Unknown)
    assert (job.error.kind, job.error.name) == ("data set", "nowhere")
    assert "everyday" in job.error.known and job.outcome == "failed"


def test_what_nobody_expected_is_told_with_its_place(engine: EngineProcess):
    job = done(Elsewhere(engine, operator.truediv, 1, 0))
    assert isinstance(job.error, RuntimeError) and "ZeroDivisionError" in str(job.error)
    assert done(Elsewhere(engine, answered, TASK, "protonet")).error is None


@pytest.mark.parametrize("kind", FewshotError.__subclasses__(), ids=lambda kind: kind.__name__)
def test_every_error_of_the_engine_survives_the_way(kind: type[FewshotError]):
    sample = {"int": 7, "float": 0.5, "str": "x", "tuple[str, ...]": ("a", "b"), "object": 3}
    made = kind.__init__.__annotations__
    error = kind(**{name: sample[of] for name, of in made.items() if name != "return"})
    copy = pickle.loads(pickle.dumps(error))
    assert (type(copy), str(copy), vars(copy)) == (kind, str(error), vars(error))


def test_a_job_of_a_killed_process_is_done_by_the_app(monkeypatch: pytest.MonkeyPatch):
    one = started(lines=2)
    job = Elsewhere(one, measurement, TASK, "protonet", 200)
    for share in job.work():
        if share > 0 and one.pid:
            os.kill(one.pid, signal.SIGKILL)
    found = job.finish()
    assert found.episodes == 200 and job._here is not None
    assert one.line() is None and one.pid is None, "not started again at once"
    monkeypatch.setattr(line, "CALM", 0.0)
    assert one.line() is None, "but after a while"
    until(lambda: one.ready)
    ended(one)


def test_without_a_process_the_app_does_it():
    job = done(Elsewhere(EngineProcess(1), answered, TASK, "protonet"))
    assert job.error is None and job._here is not None


def test_a_visitors_own_stays_in_the_app(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(jobs, "Elsewhere", local)
    mine = "own-" + "x" * 22
    for about in (mine, "protonet"), ("everyday", mine):
        assert runs.submit(answered, TASK, "protonet", about=about).wait(PATIENCE)
    with pytest.raises(AssertionError, match="in the app's process"):
        runs.submit(answered, TASK, "protonet", about=("everyday", "protonet"))


@pytest.mark.skipif(sys.platform == "win32", reason="asks by signal 0 whether a process lives")
def test_it_ends_with_the_app_however_that_ends():
    code = (
        "import time; from fewshot_app.shared.engine_process import EngineProcess; one = EngineProcess(1)\n"
        "one.start()\nwhile one.line() is None: time.sleep(0.05)\nprint(one.pid, flush=True); time.sleep(600)"
    )
    with subprocess.Popen([sys.executable, "-P", "-c", code], stdout=subprocess.PIPE, text=True) as app:
        assert app.stdout
        pid = int(app.stdout.readline())
        os.kill(pid, 0)
        app.kill()

    def gone() -> bool:
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return True
        return False

    until(gone)
