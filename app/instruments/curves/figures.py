"""Curves of accuracy as plain numbers for the screen. Pure functions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from fewshot_core.studies.curves import WAY, Curve

Json = dict[str, Any]


def points(of: Curve) -> list[Json]:
    """What is drawn of a curve."""
    return [
        {
            "x": x,
            "mean": round(spot.interval[0], 2),
            "ci95": round(spot.interval[1], 2),
            "tasks": spot.evaluation.episodes,
            "way": spot.evaluation.spec.way,
            "shot": spot.evaluation.spec.shot,
        }
        for x, spot in sorted(of.items())
    ]


def chance(ticks: Sequence[int], picture: str) -> list[tuple[int, float]]:
    """What guessing reaches, in percent: 1/N."""
    if picture != "n":
        return [(x, 100 / WAY) for x in (ticks[0], ticks[-1])]
    return [(way, round(100 / way, 2)) for way in range(ticks[0], ticks[-1] + 1)]


def ends(curves: Mapping[str, Curve], picture: str) -> tuple[int, int] | None:
    """The two places that are compared: the outermost that all curves have, or the first step."""
    of = [set(c) for c in curves.values() if len(c) > 1]
    shared = sorted(set.intersection(*of)) if of else []
    if len(shared) < 2:
        return None
    return (0, 1) if picture == "steps" else (shared[0], shared[-1])
