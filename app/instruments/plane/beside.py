"""On which side of its point each name on the surface stands: names and points are seen apart."""

from __future__ import annotations

from collections.abc import Sequence
from math import cos, radians, sin

import numpy as np

from ...shared.charts.style import SIZE, width_of

Spot = tuple[float, float]
"""Pixels to the right and downwards."""
Box = tuple[float, float, float, float]
"""Left, right, top, bottom."""

SIDES = {"top center": 0, "top right": 1, "top left": -1}
"""Plotly's names of the sides, the nicest first, and which way each is. Below, the surface would hide it."""
LIFTS = (0, 18, 36, 54)
"""Pixels that a name may be lifted above its point."""
AWAY = 9  # px from a point to its name
DOT = 8  # px around a point


def seen_from(points: np.ndarray, view: tuple[int, int], unit: float) -> list[Spot]:
    """Where points, (n, 3) in Plotly's units, are seen by whoever turned and tilted the scene by degrees."""
    turn, tilt = map(radians, view)
    right = np.array([cos(turn), sin(turn), 0])
    up = np.array([-sin(turn) * sin(tilt), cos(turn) * sin(tilt), cos(tilt)])
    return [(unit * float(point @ right), -unit * float(point @ up)) for point in points]


def sides(names: Sequence[str], ends: Sequence[Spot], others: Sequence[Spot]) -> list[tuple[str, int]]:
    """A side for each name above its end and how far it is lifted, where it covers least of what is there."""
    taken = [_around(x, y, DOT, DOT) for x, y in (*ends, *others)]
    found = []
    for name, (x, y) in zip(names, ends, strict=True):
        wide, tall = width_of(name) / 2, SIZE / 2
        boxes = {
            (side, lift): _around(x + across * (wide + AWAY), y - lift - tall - AWAY, wide, tall)
            for lift in LIFTS
            for side, across in SIDES.items()
        }
        best = min(boxes, key=lambda place: place[1] + sum(_common(boxes[place], box) for box in taken))
        found.append(best)
        taken.append(boxes[best])
    return found


def _around(x: float, y: float, wide: float, tall: float) -> Box:
    return x - wide, x + wide, y - tall, y + tall


def _common(a: Box, b: Box) -> float:
    """How much of two boxes is the same, in px²."""
    across, down = min(a[1], b[1]) - max(a[0], b[0]), min(a[3], b[3]) - max(a[2], b[2])
    return max(0.0, across) * max(0.0, down)
