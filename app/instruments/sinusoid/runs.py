"""The learners of the sinusoid: what they make of some points, and what was measured of them."""

from __future__ import annotations

from functools import lru_cache

from fewshot_core.studies import sinusoid
from fewshot_core.studies.sinusoid.stored import COMPARED_AT
from fewshot_core.studies.sinusoid.tasks import grid, least_error

from . import LEARNERS
from .figures import Fit, Points, fits_to

Interval = tuple[tuple[float, ...], tuple[float, ...]]
"""After each step, a mean over tasks and the half-width of its 95 % interval."""


@lru_cache
def _learners() -> tuple[sinusoid.Learner, ...]:
    return tuple(map(sinusoid.load, LEARNERS))


@lru_cache(300)
def fits(points: Points) -> dict[str, Fit]:
    """What each learner makes of some points: some milliseconds, in which the learners stay as they are."""
    return dict(zip(LEARNERS, fits_to(_learners(), points), strict=True))


@lru_cache
def _errors(name: str, shot: int) -> sinusoid.Errors:
    return sinusoid.stored_errors(name, shot)


@lru_cache
def errors(name: str, shot: int) -> Interval:
    """The errors of a learner over many tasks, of which it was given so many points."""
    mean, half = _errors(name, shot).interval
    return tuple(mean.tolist()), tuple(half.tolist())


@lru_cache
def tasks(shot: int) -> int:
    """How many tasks that was measured on."""
    return len(_errors(LEARNERS[0], shot).values)


@lru_cache
def least(shot: int) -> float:
    """The least error that any one function can have on these tasks."""
    return least_error(_errors(LEARNERS[0], shot).sines, grid(COMPARED_AT))
