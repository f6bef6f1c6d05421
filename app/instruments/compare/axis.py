"""How far the vertical axis of the board's chart goes: levels in percent, or differences in points."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, floor
from typing import TypedDict

from .columns import ColumnData, CurveData

FAR = 10
"""Points: a learner that ends farther away than this leaves the picture of the others' differences."""
REACHES = (1, 2, 3, 4, 6, 8, 10, 14, 20, 30, 40, 60, 80, 100)


class Axis(TypedDict):
    """Values at the lower and the upper edge, and those that are written beside it."""

    low: float
    high: float
    ticks: list[float]


def axis_of(columns: Sequence[ColumnData], against: str, images: int, chance: float, last: int) -> Axis:
    """The axis of what is shown: levels of all columns, or differences from the learner ``against``."""
    if against:
        return gap_axis([c["gap"] for c in columns if "gap" in c and c["id"] != against], last)
    own = [100 * right / images for c in columns for right in c.get("right", ())]
    return level_axis([c["curve"] for c in columns if "curve" in c], own, chance)


def level_axis(curves: Sequence[CurveData], own: Sequence[float], chance: float) -> Axis:
    """As far as the curves, their bands and this task's own accuracies go, and down to guessing."""
    values = [*own]
    for curve in curves:
        for mean, ci95 in zip(curve["mean"], curve["ci95"], strict=True):
            values += [mean - ci95, mean + ci95]
    low = max(0, 10 * floor((min([chance, *values]) - 2) / 10))
    high = min(100, 10 * ceil((max([chance + 20, *values]) + 1) / 10))
    every = 20 if high - low > 60 else 10
    return {"low": low, "high": high, "ticks": [*range(ceil(low / every) * every, high + 1, every)]}


def gap_axis(gaps: Sequence[CurveData], last: int) -> Axis:
    """Zero in the middle, and room for those who end close to it, from the second step on.

    Who starts or stays far away would press them together.
    """
    close = [gap for gap in gaps if abs(_at(gap["mean"], last)) <= FAR]
    steps = range(2, last + 1)
    far = [abs(_at(gap["mean"], s)) + _at(gap["ci95"], s) for gap in close or gaps for s in steps]
    reach = max([0.0, *far])
    limit = min(reach, 1.4 * FAR) if close else reach
    high = next((each for each in REACHES if each >= limit), REACHES[-1])
    return {"low": -high, "high": high, "ticks": [-high, -high / 2, 0, high / 2, high]}


def _at(values: Sequence[float], step: int) -> float:
    """The value that holds after a step: a learner without steps has one for all."""
    return values[min(step, len(values) - 1)]
