"""Curves of accuracy as plain numbers. Pure functions."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from fewshot_core.studies.curves import WAY, Curve, Interval, Spot


@dataclass(frozen=True)
class Point:
    """What is drawn of a learner at one K, N or step, in percent, or in points ahead of another learner."""

    x: int
    mean: float
    ci95: float
    tasks: int
    way: int
    shot: int


def points(of: Curve) -> list[Point]:
    """The points of a curve."""
    return [_point(x, spot, spot.interval, spot.evaluation.episodes) for x, spot in sorted(of.items())]


def differences(of: Curve, against: Curve) -> list[Point]:
    """By how many points a learner is ahead of another, in pairs, wherever both did the same tasks."""
    pairs = {x: spot.ahead_of(against[x]) for x, spot in sorted(of.items()) if x in against}
    return [
        _point(x, of[x], ahead, of[x].shared_tasks(against[x]))
        for x, ahead in pairs.items()
        if ahead is not None
    ]


def _point(x: int, spot: Spot, interval: Interval, tasks: int) -> Point:
    return Point(x, *interval, tasks, spot.evaluation.spec.way, spot.evaluation.spec.shot)


def chance(ticks: Sequence[int], picture: str, way: int = WAY) -> list[tuple[int, float]]:
    """What guessing reaches, in percent: 1/N; ``way`` is N where it does not change."""
    if picture != "n":
        return [(x, 100 / way) for x in (ticks[0], ticks[-1])]
    return [(way, 100 / way) for way in range(ticks[0], ticks[-1] + 1)]


def ends(curves: Mapping[str, Collection[int]], picture: str) -> tuple[int, int] | None:
    """The two places that are compared: the outermost that all curves have, or the first step."""
    of = [set(c) for c in curves.values() if len(c) > 1]
    shared = sorted(set.intersection(*of)) if of else []
    if len(shared) < 2:
        return None
    return (0, 1) if picture == "steps" else (shared[0], shared[-1])
