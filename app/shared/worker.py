"""Work that is too long for a click: done on a few threads, watched and stopped from the page."""

from __future__ import annotations

import logging
import os
import sys
import threading
import time
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Generic, TypeVar

import torch

from fewshot_core.tensors.errors import FewshotError

from .meters import FAILURES, JOB_WAITS, JOBS, REFUSED

THREADS = 2
LATER = 4
"""How much lower the priority of jobs is than that of pages ("niceness")."""
LONGEST_QUEUE = 240
"""Jobs that may wait. Thirty visitors who compare eight learners each just fit."""
SHARE = 80
"""Of these, a single visitor's: ten comparisons of eight learners, one after the other without waiting."""

log = logging.getLogger(__name__)
Result = TypeVar("Result")


class Busy(FewshotError):
    """Too many jobs are waiting already."""

    def __init__(self, waiting: int) -> None:
        self.waiting = waiting
        super().__init__(f"The server is busy: {waiting} jobs are waiting.")


class ShareFull(Busy):
    """This visitor's jobs fill their share of the queue."""


class Job(Generic[Result]):
    """One piece of work. ``work`` yields its progress (0…1) and returns the result."""

    def __init__(self, work: Callable[[], Iterator[float]], finish: Callable[[], Result]) -> None:
        self.work, self.finish = work, finish
        self._stop = threading.Event()
        self._ended = threading.Event()
        self.ticket = 0  # its number in the queue
        self._began: float | None = None
        self.progress = 0.0
        self.stopped = False
        self.error: Exception | None = None
        self.result: Result | None = None

    @property
    def outcome(self) -> str:
        """What became of it: ``done``, ``stopped`` or ``failed``."""
        return "failed" if self.error else "stopped" if self.stopped else "done"

    def stop(self) -> None:
        """Ask the work to end at its next progress report."""
        self._stop.set()

    @property
    def done(self) -> bool:
        """Is it over, whatever came of it?"""
        return self._ended.is_set()

    def wait(self, seconds: float) -> bool:
        """Wait until it is over, so long at the most; is it?"""
        return self._ended.wait(seconds)

    @property
    def seconds_left(self) -> float | None:
        """How long it will take still, if the rest goes like the part that is done."""
        if self._began is None or not self.progress:
            return None
        return (time.monotonic() - self._began) * (1 - self.progress) / self.progress

    def run(self) -> None:
        """Do the work, on a worker thread. Whatever goes wrong is kept for the page to tell."""
        self._began = time.monotonic()
        try:
            for progress in self.work():
                self.progress = progress
                if self._stop.is_set():
                    self.stopped = True
                    break
            self.result = self.finish()
        except FewshotError as error:
            self.error = error
        except Exception as error:
            log.exception("A job failed.")
            FAILURES.labels(where="job").inc()
            self.error = error
        finally:
            self._ended.set()


def nobody() -> str:
    """Whom a job is for, where visitors are not told apart."""
    return ""


class Worker:
    """A few threads and a queue of bounded length, of which every visitor may fill a share.

    ``asking`` says which visitor the calling thread works for; "" for none, whose share is not bounded.
    """

    def __init__(self, asking: Callable[[], str] = nobody) -> None:
        self._asking = asking
        # One core for each of the threads beats splitting every operation over all cores. Torch's
        # number of threads belongs to the thread that sets it.
        self._pool = ThreadPoolExecutor(THREADS, "worker", initializer=begin)
        self._waiting: Counter[str] = Counter()
        self._tickets = 0
        self._queue: list[int] = []  # the tickets of jobs that have not begun
        self._lock = threading.Lock()

    @property
    def waiting(self) -> int:
        """How many jobs wait or are under way."""
        with self._lock:
            return self._waiting.total()

    def submit(self, job: Job[Result]) -> Job[Result]:
        """Queue a job; raises Busy if too many wait, ShareFull if too many of this visitor's do."""
        whose = self._asking()
        with self._lock:
            if self._waiting.total() >= LONGEST_QUEUE:
                REFUSED.labels(what="job").inc()
                raise Busy(self._waiting.total())
            if whose and self._waiting[whose] >= SHARE:
                REFUSED.labels(what="share").inc()
                raise ShareFull(self._waiting[whose])
            self._waiting[whose] += 1
            self._tickets += 1
            job.ticket = self._tickets
            self._queue.append(job.ticket)
        self._pool.submit(self._run, job, whose, time.monotonic())
        return job

    def ahead(self, job: Job[Any]) -> int:
        """How many jobs will begin before this one does."""
        with self._lock:
            return bisect_left(self._queue, job.ticket)

    def _run(self, job: Job[Result], whose: str, asked: float) -> None:
        begin = time.monotonic()
        JOB_WAITS.observe(begin - asked)
        with self._lock:
            self._queue.remove(job.ticket)
        try:
            job.run()
        finally:
            JOBS.labels(outcome=job.outcome).observe(time.monotonic() - begin)
            with self._lock:
                self._waiting[whose] -= 1
                if not self._waiting[whose]:
                    del self._waiting[whose]


def begin() -> None:
    """Set a worker's thread up: it computes alone, and after the pages where threads have priorities."""
    torch.set_num_threads(1)
    if sys.platform == "linux":  # elsewhere the priority is the whole process's
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), LATER)


def at_once(function: Callable[[], Result]) -> Job[Result]:
    """A job without progress: one call."""
    return Job(lambda: iter(()), function)
