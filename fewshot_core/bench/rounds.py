"""Measuring in turns: every implementation works in every round, and ratios are formed within rounds."""

from __future__ import annotations

import multiprocessing
import statistics
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, replace

import numpy as np
import torch
from torch import Tensor

from fewshot_core.tensors.memory import keep_freed_memory


@dataclass(frozen=True)
class Pace:
    """How many rounds to measure, for how long, and on how many threads."""

    rounds: int
    seconds: float  # of an implementation's turn in a round; at least one piece of work is done
    threads: int


@dataclass(frozen=True)
class Work:
    """Work that can be repeated: each ``run()`` does ``units`` of it, mostly tasks."""

    run: Callable[[], object]
    units: int
    outcome: Tensor | None = None  # a vector to compare with other implementations': is it the same work?


@dataclass(frozen=True)
class Implementation:
    """One implementation and how its work is set up; ``make`` is called in its own process."""

    name: str
    setting: str
    make: Callable[[], Work]  # a function that can be pickled
    ours: bool = False
    keeps_memory: bool = False  # as ``fewshot train`` does; see fewshot_core/tensors/memory.py


@dataclass(frozen=True)
class Speeds:
    """Units a second of one implementation in each round; none if it could not be imported."""

    implementation: Implementation
    each: tuple[float, ...]
    outcome: Tensor | None = None
    missing: str = ""  # why there are none


@dataclass(frozen=True)
class Spread:
    """Median, least and greatest value of a number that was measured once a round."""

    median: float
    low: float
    high: float


def take_turns(implementations: Sequence[Implementation], pace: Pace) -> list[Speeds]:
    """The speeds of all implementations, each in a process of its own.

    The order is reversed every round (A B, B A, …).
    """
    with ExitStack() as stack:
        processes = [
            stack.enter_context(own_process(settle, (pace.threads, c.keeps_memory))) for c in implementations
        ]
        begun = [
            process.submit(_begin, c.make) for process, c in zip(processes, implementations, strict=True)
        ]
        found = [
            _outcome(implementation, future)
            for implementation, future in zip(implementations, begun, strict=True)
        ]
        present = [i for i, speeds in enumerate(found) if not speeds.missing]
        for turn in range(pace.rounds):
            for i in present if turn % 2 == 0 else reversed(present):
                speed = processes[i].submit(_turn, pace.seconds).result()
                found[i] = replace(found[i], each=(*found[i].each, speed))
        return found


def _outcome(implementation: Implementation, begun: Future[np.ndarray | None]) -> Speeds:
    """An implementation's outcome without speeds yet; ``missing`` if it could not be imported."""
    try:
        outcome = begun.result()
        return Speeds(implementation, (), None if outcome is None else torch.from_numpy(outcome))
    except ImportError as error:
        return Speeds(implementation, (), missing=str(error))


def own_process(settle: Callable[..., None], settings: tuple[object, ...]) -> ProcessPoolExecutor:
    """A fresh process that first calls ``settle`` with ``settings``."""
    return ProcessPoolExecutor(1, multiprocessing.get_context("spawn"), settle, settings)


_work: list[Work] = []  # in an implementation's process: what it does


def settle(threads: int, keeps: bool) -> None:
    """Set this process's number of threads, and whether it keeps freed memory."""
    torch.set_num_threads(threads)
    if keeps:
        keep_freed_memory()


def _begin(make: Callable[[], Work]) -> np.ndarray | None:
    work = make()
    _work.append(work)
    work.run()  # warm up
    # A tensor would be shared with the process that asks; an array is sent.
    return None if work.outcome is None else work.outcome.detach().numpy()


def _turn(seconds: float) -> float:
    pieces, began = 0, time.perf_counter()
    while (passed := time.perf_counter() - began) < seconds or pieces == 0:
        _work[0].run()
        pieces += 1
    return pieces * _work[0].units / passed


def spread(numbers: Sequence[float]) -> Spread:
    """Median, least and greatest."""
    return Spread(statistics.median(numbers), min(numbers), max(numbers))


def ratios(speeds: Sequence[float], against: Sequence[float]) -> tuple[float, ...]:
    """How many times as fast as ``against``, for each round."""
    return tuple(ours / theirs for ours, theirs in zip(speeds, against, strict=True))


def difference(a: Tensor | None, b: Tensor | None) -> float | None:
    """Largest difference of two outcomes, as a share of the largest entry; None if they cannot compare."""
    if a is None or b is None:
        return None
    return ((a - b).abs().max() / a.abs().max()).item()
