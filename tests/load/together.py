"""What scripts and jobs cost one another: ``python -m tests.load.together`` prints one object.

Both run in one process: pages on one thread, as a server's are, and on two others a learner that adapts to a
task. Between any two of its operations it needs the interpreter, for which it waits up to five milliseconds
while a script runs.
"""

from __future__ import annotations

import itertools
import json
import statistics
import threading
import time
from collections.abc import Callable

import torch

from fewshot_app.shared.worker import THREADS
from fewshot_core import load, load_data
from fewshot_core.data.sampling import sample_episode
from fewshot_core.tensors.episode import EpisodeSpec
from tests.app.opened import opened

SECONDS, ROUNDS = 4.0, 5
PAGES = ("explorer", "curves", "glossary", "crossover", "tasks", "methods", "quiz", "sinusoid")
"""Those whose pictures need no job."""


def a_second(act: Callable[[], object]) -> float:
    """How often something can be done in a second."""
    count, began = 0, time.perf_counter()
    while time.perf_counter() - began < SECONDS:
        act()
        count += 1
    return count / (time.perf_counter() - began)


def adapting() -> Callable[[], object]:
    """A job: a learner of its own adapts to a task of 5-way 1-shot and answers it."""
    method, spec = load("everyday/maml"), EpisodeSpec(5, 1, 5)
    episode = sample_episode(load_data("everyday"), "test", spec, seed=0)
    return lambda: method.adapt(episode.support_x, episode.support_y).predict_each(episode.query_x)


def together() -> dict[str, float]:
    """How many times as long a script takes beside jobs, and a job beside a script and another job."""
    torch.set_num_threads(1)
    turn = itertools.cycle(PAGES)
    jobs = [adapting() for _ in range(THREADS)]

    def script() -> object:
        return opened(next(turn), seen=1, seed=1)

    for act in (*jobs, *[script] * len(PAGES)):
        act()
    script_alone, job_alone, script_beside, job_beside = (list[float]() for _ in range(4))
    for _ in range(ROUNDS):  # in turns: the machine may be quicker now than then
        script_alone.append(a_second(script))
        job_alone.append(a_second(jobs[0]))
        threads = [threading.Thread(target=lambda job=job: job_beside.append(a_second(job))) for job in jobs]
        for thread in threads:
            thread.start()
        script_beside.append(a_second(script))
        for thread in threads:
            thread.join()
    return {
        "script": round(statistics.mean(script_alone) / statistics.mean(script_beside), 2),
        "job": round(statistics.mean(job_alone) / statistics.mean(job_beside), 2),
    }


if __name__ == "__main__":
    print(json.dumps(together()))
