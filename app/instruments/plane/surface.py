"""A surface over the two parameters, and lines on it: heights, and what is drawn of them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

Place = Sequence[float]

ABOVE = 2.0
"""A surface is drawn up to this much above its lowest point: what is higher would press the valley flat."""
LIFT = 0.025
"""Lines float this share of the height above the surface, which would hide them otherwise."""
PIECE = 0.06
"""Lines follow the surface in pieces of this length."""


@dataclass(frozen=True)
class Surface:
    """Heights over the square from -edge to edge, row by row."""

    edge: float
    heights: np.ndarray  # (side, side)

    @property
    def low(self) -> float:
        """The lowest height."""
        return float(self.heights.min())

    @property
    def high(self) -> float:
        """The highest that is drawn."""
        return min(float(self.heights.max()), self.low + ABOVE)

    @property
    def line(self) -> np.ndarray:
        """Where the lattice's points lie along each axis, (side,)."""
        return np.linspace(-self.edge, self.edge, len(self.heights))

    def at(self, places: np.ndarray) -> np.ndarray:
        """Heights at places (n, 2), interpolated between the four lattice points around each."""
        side = len(self.heights)
        x, y = np.clip((places.T + self.edge) / (2 * self.edge) * (side - 1), 0, side - 1.0001)
        i, j = x.astype(int), y.astype(int)
        u, v = x - i, y - j
        z = self.heights
        below = (1 - u) * z[j, i] + u * z[j, i + 1]
        above = (1 - u) * z[j + 1, i] + u * z[j + 1, i + 1]
        return (1 - v) * below + v * above

    def over(self, places: Sequence[Place]) -> np.ndarray:
        """Places as points just above the surface, (n, 3); NaN where nothing is drawn."""
        flat = np.asarray(places, dtype=float).reshape(-1, 2)
        heights = self.at(flat) + LIFT * (self.high - self.low)
        heights[(np.abs(flat).max(1) > self.edge) | (heights > self.high)] = np.nan
        return np.column_stack([flat, heights])

    def along(self, places: Sequence[Place]) -> np.ndarray:
        """A line through places as points just above the surface, which it follows in small pieces."""
        fine = [np.asarray(places[:1], dtype=float)]
        for start, end in pairwise(np.asarray(places, dtype=float)):
            pieces = max(1, math.ceil(float(np.linalg.norm(end - start)) / PIECE))
            fine.append(start + np.linspace(0, 1, pieces + 1)[1:, None] * (end - start))
        return self.over(np.concatenate(fine).tolist())


def eye(turn: float, tilt: float, far: float) -> dict[str, float]:
    """Where a surface is looked at from, in degrees: turned from the plan's lower edge, tilted up from it."""
    around, up = math.radians(turn), math.radians(tilt)
    return {
        "x": far * math.sin(around) * math.cos(up),
        "y": -far * math.cos(around) * math.cos(up),
        "z": far * math.sin(up),
    }
