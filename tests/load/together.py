"""What scripts and jobs cost one another: ``python -m tests.load.together`` prints one object.

Pages run one after the other, as a server's do, and beside them in the engine process no, one or two learners
that adapt to a task: all share the machine's cores and its memory.
"""

from __future__ import annotations

import itertools
import json
import statistics
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import torch

from fewshot_app.shared.answers import answered
from fewshot_app.shared.engine_process import Elsewhere, EngineProcess
from fewshot_app.shared.task import Task
from fewshot_app.shared.worker import THREADS
from tests.app.opened import opened

SECONDS, ROUNDS = 3.0, 4
PAGES = ("explorer", "curves", "glossary", "crossover", "tasks", "methods", "quiz", "sinusoid")
"""Those whose pictures need no job."""
TASK = Task("everyday", "test", 5, 1, 5, seed=0)


def a_second(act: Callable[[], object]) -> float:
    """How often something can be done in a second."""
    count, began = 0, time.perf_counter()
    while time.perf_counter() - began < SECONDS:
        act()
        count += 1
    return count / (time.perf_counter() - began)


def together() -> dict[str, list[float]]:
    """How quick they are beside one another; 1 is as quick as alone.

    ``script``: a script beside no, one and two jobs; ``job``: each of one and of two jobs; ``beside``: the
    same while a script runs.
    """
    torch.set_num_threads(1)
    engine = EngineProcess(THREADS)
    engine.start()
    while not engine.ready:
        time.sleep(0.1)
    turn = itertools.cycle(PAGES)

    def script() -> object:
        return opened(next(turn), seen=1, seed=1)

    def job() -> None:
        one = Elsewhere(engine, answered, TASK, "maml")
        one.run()
        assert one.error is None, one.error

    for act in (*[job] * THREADS, *[script] * len(PAGES)):
        act()
    of_script, of_job, beside = ([list[float]() for _ in range(THREADS + 1)] for _ in range(3))
    for _ in range(ROUNDS):  # in turns: the machine may be quicker now than then
        for jobs in range(THREADS + 1):
            with running(job, jobs, beside[jobs]):
                of_script[jobs].append(a_second(script))
            with running(job, jobs, of_job[jobs]):
                pass
    return {
        "script": _to_the_first(of_script),
        "job": _to_the_first(of_job[1:]),
        "beside": _to_the_first([of_job[1], *beside[1:]])[1:],
    }


@contextmanager
def running(job: Callable[[], object], jobs: int, found: list[float]) -> Iterator[None]:
    """So many threads do a job again and again meanwhile; how often each did in a second is added."""
    threads = [threading.Thread(target=lambda: found.append(a_second(job))) for _ in range(jobs)]
    for thread in threads:
        thread.start()
    yield
    for thread in threads:
        thread.join()


def _to_the_first(rates: list[list[float]]) -> list[float]:
    first = statistics.mean(rates[0])
    return [round(statistics.mean(each) / first, 2) for each in rates]


if __name__ == "__main__":
    print(json.dumps(together()))
