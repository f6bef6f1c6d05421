"""Accuracies of a visitor's own data set, measured now: a little at a time, while somebody looks at them."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from fewshot_core.measuring.growing import Growing
from fewshot_core.tensors.episode import EpisodeSpec

from ...shared import runs
from ...shared.runs import Evaluation, worker
from ...shared.worker import Busy, Job

TASKS = 100
"""Tasks of each form that each learner is asked; then the measurement rests."""
SLICE = 1.0
"""Seconds that a worker's thread is kept at most, before others can be first."""
MARKS = (2, 5, 10, 20, 35, 60, TASKS)
"""At so many tasks of every form the curves are drawn anew; in between only the count goes on."""
SPLIT, SEED = "test", 0


@dataclass(frozen=True)
class Wanted:
    """What is to be measured: a learner, on tasks of a form."""

    learner: str
    spec: EpisodeSpec
    each_state: bool  # after every adaptation step, or after the last alone


class Live:
    """What has been measured of one set in this server's memory, and what goes on; safe to use from threads.

    It belongs to the set: all visits of its visitor share it, and it is gone with the set.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self.trouble: dict[str, Exception] = {}
        """By learner: why it could not be measured."""
        self._growing: dict[Wanted, Growing] = {}
        self._lock = threading.Lock()
        self._job: Job[None] | None = None
        self._asked = ""  # the learner that is being asked
        self._answered, self._spent = 0, 0.0  # tasks, and the seconds that they took

    def measured(self, learner: str) -> tuple[Evaluation, ...]:
        """What is measured of a learner by now."""
        found = [each.evaluation for wanted, each in list(self._growing.items()) if wanted.learner == learner]
        return tuple(each for each in found if each)

    def tasks(self, wanted: Sequence[Wanted]) -> list[int]:
        """How many tasks were answered of each that can be measured."""
        return [self._tasks(each) for each in wanted if each.learner not in self.trouble]

    def reached(self, wanted: Sequence[Wanted]) -> tuple[int, int]:
        """How many of MARKS the measurement has reached, and how many learners could not be measured."""
        least = min(self.tasks(wanted), default=TASKS)
        return sum(mark <= least for mark in MARKS), len(self.trouble)

    def share(self, wanted: Sequence[Wanted]) -> float:
        """How much is done, 0…1."""
        tasks = self.tasks(wanted)
        return sum(tasks) / (TASKS * len(tasks)) if tasks else 1.0

    def seconds_left(self, wanted: Sequence[Wanted]) -> float | None:
        """How long the rest takes, if a task takes as long as those before, and nobody else has to wait."""
        if not self._answered:
            return None
        return sum(TASKS - tasks for tasks in self.tasks(wanted)) * self._spent / self._answered

    def go_on(self, wanted: Sequence[Wanted]) -> None:
        """Measure what is wanted for a moment more, unless that is being done or others wait for a thread.

        To be called again and again while somebody looks: without that, nothing goes on.
        """
        with self._lock:
            if self._job and not self._job.done:
                return
            if self._job and self._job.error:
                self.trouble[self._asked] = self._job.error
            self._job = None
            if worker().waiting or self._next(wanted) is None:
                return
            try:
                self._job = worker().submit(Job(lambda: self._slice(wanted), lambda: None))
            except Busy:  # others came first: the next call tries again
                return

    def _slice(self, wanted: Sequence[Wanted]) -> Iterator[float]:
        """Ask on, the least measured first, until time is up or somebody else waits for the thread."""
        began = last = time.monotonic()
        while (each := self._next(wanted)) is not None:
            self._asked = each.learner
            growing = self._growing.setdefault(each, Growing(each.spec, SPLIT, SEED, each.each_state))
            method, data = runs.method(self.name, each.learner), runs.data(self.name)
            yield from (self.share(wanted) for _ in growing.more(method, data, 1))
            now = time.monotonic()
            self._answered, self._spent, last = self._answered + 1, self._spent + now - last, now
            if now - began > SLICE or worker().waiting > 1:
                return

    def _next(self, wanted: Sequence[Wanted]) -> Wanted | None:
        """What is measured least; None once all is done."""
        left = [each for each in wanted if each.learner not in self.trouble and self._tasks(each) < TASKS]
        return min(left, key=self._tasks, default=None)

    def _tasks(self, wanted: Wanted) -> int:
        growing = self._growing.get(wanted)
        return growing.tasks if growing else 0
