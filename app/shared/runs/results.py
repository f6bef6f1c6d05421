"""What was measured of learners on unseen classes and is stored: curves, and differences between two."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from fewshot_core.measuring.evaluation import Evaluation, mean_ci95, paired_difference
from fewshot_core.measuring.measure import stored as stored_evaluation
from fewshot_core.measuring.measure import stored_forms
from fewshot_core.training import checkpoints

from .. import own
from ..trained import item_of

Interval = tuple[float, float]
"""A mean and the half-width of its 95 % interval, 0…1."""


@dataclass(frozen=True)
class Curve:
    """Accuracy after each adaptation step over many tasks."""

    mean: tuple[float, ...]  # (steps + 1,), or one value
    ci95: tuple[float, ...]
    episodes: int
    seed: int
    query: int


def _checkpoint(name: str, learner: str) -> tuple[Path, str | None] | None:
    """The folder of what was measured of a learner on a data set, and of which answer; None for nothing."""
    if own.is_id(learner):
        item = item_of(learner)
        return (item.folder, None) if item.facts["data"] == name else None
    if own.is_id(name):
        return None
    method, _, answer_by = learner.partition("/")
    return checkpoints.folder_of(f"{name}/{method}"), answer_by or None


@lru_cache(400)
def _stored(name: str, learner: str, way: int, shot: int) -> Evaluation | None:
    found = _checkpoint(name, learner)
    return stored_evaluation(found[0], way, shot, found[1]) if found else None


@lru_cache(400)
def stored(name: str, learner: str, way: int, shot: int) -> Curve | None:
    """What was measured for this form of task on unseen classes, if it was."""
    found = _stored(name, learner, way, shot)
    return curve_of(found) if found else None


@lru_cache(200)
def measured(name: str, learner: str) -> tuple[Evaluation, ...]:
    """All that was measured of a learner on unseen classes: in some forms of task the last step alone."""
    found = _checkpoint(name, learner)
    return stored_forms(*found) if found else ()


@lru_cache(4000)
def stored_differences(name: str, a: str, b: str, way: int, shot: int) -> tuple[Interval, ...] | None:
    """``differences`` of what is stored; None where one of the two is not, or was of other tasks."""
    first, second = _stored(name, a, way, shot), _stored(name, b, way, shot)
    return differences(first, second) if first and second else None


def differences(a: Evaluation, b: Evaluation) -> tuple[Interval, ...] | None:
    """How far a is ahead of b after each step, paired over the same tasks; None where the tasks were others.

    As many steps as the one of the two that takes more: (steps + 1,).
    """
    try:
        states = max(a.values.shape[1], b.values.shape[1])
        return tuple(paired_difference(a, b, state) for state in range(states))
    except ValueError:
        return None


def curve_of(result: Evaluation) -> Curve:
    """A stored or live measurement as it is drawn."""
    mean, half = mean_ci95(result.values)
    return Curve(tuple(mean.tolist()), tuple(half.tolist()), result.episodes, result.seed, result.spec.query)
