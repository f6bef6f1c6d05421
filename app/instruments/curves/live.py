"""Accuracies of a visitor's own data set, measured now: a little at a time, while somebody looks at them."""

from __future__ import annotations

import threading
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from fewshot_core.measuring.growing import Growing
from fewshot_core.tensors.episode import EpisodeSpec

from ...shared import runs
from ...shared.runs import Evaluation, worker
from ...shared.worker import Busy, Job

TASKS = 100
"""Tasks of each form that each learner is asked; then the measurement rests."""
LEAST = 10
"""Tasks from which a point is drawn: the interval of fewer says little."""
MARKS = (LEAST, 20, 35, 60, TASKS)
"""When a learner has done so many of every form, the curves are drawn anew; in between the count goes on."""
SLICE = 1.0
"""Seconds that a worker's thread is kept at most, before others can be first."""
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
        self._answered: Counter[str] = Counter()  # tasks, by learner
        self._spent: defaultdict[str, float] = defaultdict(float)  # seconds, by learner

    def measured(self, learner: str) -> tuple[Evaluation, ...]:
        """What is measured of a learner by now, in the forms that have tasks enough for a point."""
        found = [each.evaluation for wanted, each in list(self._growing.items()) if wanted.learner == learner]
        return tuple(each for each in found if each and each.episodes >= LEAST)

    def tasks(self, wanted: Sequence[Wanted]) -> list[int]:
        """How many tasks were answered of each that can be measured."""
        return [self._tasks(each) for each in wanted if each.learner not in self.trouble]

    def reached(self, wanted: Sequence[Wanted]) -> tuple[int, ...]:
        """How many of MARKS each learner has reached, and how many learners could not be measured."""
        by_learner: dict[str, list[int]] = {}
        for each in wanted:
            by_learner.setdefault(each.learner, []).append(self._tasks(each))
        marks = [sum(mark <= min(tasks) for mark in MARKS) for tasks in by_learner.values()]
        return (*marks, len(self.trouble))

    def share(self, wanted: Sequence[Wanted]) -> float:
        """How much is done, 0…1."""
        tasks = self.tasks(wanted)
        return sum(tasks) / (TASKS * len(tasks)) if tasks else 1.0

    def seconds_left(self, wanted: Sequence[Wanted]) -> float | None:
        """How long the rest takes, if each learner goes on as before and nobody else has to wait.

        None before all have begun.
        """
        left = 0.0
        for learner in {each.learner for each in wanted}.difference(self.trouble):
            if not self._answered[learner]:
                return None
            missing = sum(TASKS - self._tasks(each) for each in wanted if each.learner == learner)
            left += missing * self._spent[learner] / self._answered[learner]
        return left

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
        """Ask on until time is up or somebody else waits for the thread."""
        began = last = time.monotonic()
        while (each := self._next(wanted)) is not None:
            self._asked = each.learner
            growing = self._growing.setdefault(each, Growing(each.spec, SPLIT, SEED, each.each_state))
            method, data = runs.method(self.name, each.learner), runs.data(self.name)
            yield from (self.share(wanted) for _ in growing.more(method, data, 1))
            now = time.monotonic()
            self._answered[each.learner] += 1
            self._spent[each.learner] += now - last
            last = now
            if now - began > SLICE or worker().waiting > 1:
                return

    def _next(self, wanted: Sequence[Wanted]) -> Wanted | None:
        """What comes next; None once all is done. Learners get the same time: quick ones are soon there."""
        left = [each for each in wanted if each.learner not in self.trouble and self._tasks(each) < TASKS]
        return min(left, key=lambda each: (self._spent[each.learner], self._tasks(each)), default=None)

    def _tasks(self, wanted: Wanted) -> int:
        growing = self._growing.get(wanted)
        return growing.tasks if growing else 0
