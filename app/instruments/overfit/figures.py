"""Over-fitting as plain numbers for the screen: one task by steps, many tasks against K. Pure functions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from fewshot_core.studies.overfitting import Gap

from .component import FittingData

Json = dict[str, Any]


@dataclass(frozen=True)
class Level:
    """What a meta-trained learner reaches with one image of each class, over many tasks; 0…1."""

    mean: float
    ci95: float
    episodes: int
    query: int


def task_record(steps: Sequence[int], support: np.ndarray, query: np.ndarray, way: int) -> FittingData:
    """The answers (steps, images) to both sets of one task, and how many of them are right at each step."""
    return {
        "steps": list(steps),
        "support": support.tolist(),
        "query": query.tolist(),
        "support_right": right(support, way),
        "query_right": right(query, way),
    }


def right(answers: np.ndarray, way: int) -> list[int]:
    """How many of the answers (steps, images) are right; images lie class by class."""
    truth = np.arange(way).repeat(answers.shape[1] // way)
    return (answers == truth).sum(-1).tolist()


def crossing(shots: Sequence[int], accuracies: Sequence[float], level: float) -> float | None:
    """The K at which a curve first reaches a level: on the straight line between two measured K.

    The first K if the curve begins there or above; None if it never gets there.
    """
    if accuracies[0] >= level:
        return float(shots[0])
    for i in range(1, len(shots)):
        low, high = accuracies[i - 1], accuracies[i]
        if high >= level:
            return shots[i - 1] + (shots[i] - shots[i - 1]) * (level - low) / (high - low)
    return None


def longest_series(gaps: Sequence[Gap]) -> list[Gap]:
    """Of all measurements the most that differ in K alone, so that they make one curve."""
    alike: dict[tuple[Any, ...], list[Gap]] = {}
    for gap in gaps:
        alike.setdefault((gap.copies, gap.spec.query, gap.steps, gap.seed, len(gap.query)), []).append(gap)
    return max(alike.values(), key=len, default=[])


def best_step(gaps: Sequence[Gap]) -> int:
    """The number of steps that serves training from scratch best, on the mean of all K."""
    return max(gaps[0].steps, key=lambda step: sum(gap.at(step)[1][0] for gap in gaps))


def growth_record(gaps: Sequence[Gap], level: Level, copied: Sequence[Gap] = ()) -> Json:
    """Accuracy of training from scratch against K in percent, the level to match, and where they meet.

    ``copied`` are measurements with jittered copies of every image, if there are any.
    ``at`` is where the means meet; ``from`` and ``to`` are where the two intervals first and last do.
    """
    step = best_step(gaps)
    shots = [gap.spec.shot for gap in gaps]
    support, query = zip(*(gap.at(step) for gap in gaps), strict=True)
    low, mean, high = ([m + sign * half for m, half in query] for sign in (-1, 0, 1))
    return {
        "shots": shots,
        "support": percent(m for m, _ in support),
        "query": percent(mean),
        "ci95": percent(half for _, half in query),
        "steps": step,
        "fewer": gaps[0].steps[0],
        "query_fewer": percent(gap.at(gap.steps[0])[1][0] for gap in gaps),
        "way": gaps[0].spec.way,
        "query_images": gaps[0].spec.query,
        "episodes": len(gaps[0].query),
        "seed": gaps[0].seed,
        "level": percent([level.mean, level.ci95]),
        "level_episodes": level.episodes,
        "level_query": level.query,
        "at": crossing(shots, mean, level.mean),
        "from": crossing(shots, high, level.mean - level.ci95),
        "to": crossing(shots, low, level.mean + level.ci95),
        "copied": copied_record(copied, gaps, level),
    }


def copied_record(copied: Sequence[Gap], plain: Sequence[Gap], level: Level) -> Json | None:
    """The same with jittered copies of every image, and what they change on the same tasks; None without any.

    ``gain`` and ``gain_ci95`` are in points: paired differences on the tasks that both were measured on.
    """
    without = {gap.spec.shot: gap for gap in plain}
    copied = [gap for gap in copied if gap.spec.shot in without]
    if not copied:
        return None
    step, plain_step = best_step(copied), best_step(plain)
    query = [gap.at(step)[1] for gap in copied]
    gains = [gap.gain_over(without[gap.spec.shot], step, plain_step) for gap in copied]
    shots = [gap.spec.shot for gap in copied]
    return {
        "copies": copied[0].copies,
        "shots": shots,
        "query": percent(mean for mean, _ in query),
        "ci95": percent(half for _, half in query),
        "steps": step,
        "episodes": len(copied[0].query),
        "gain": percent(mean for mean, _ in gains),
        "gain_ci95": percent(half for _, half in gains),
        "at": crossing(shots, [mean for mean, _ in query], level.mean),
    }


def percent(shares: Any) -> list[float]:
    """Shares 0…1 in percent, to two places."""
    return [round(100 * share, 2) for share in shares]
