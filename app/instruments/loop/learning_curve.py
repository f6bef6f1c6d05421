"""A training log as the learning curve of the loop's whole level: real steps, and their trailing mean."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from math import floor, log10, sqrt

from ...shared.projection import rounded
from .record import Whole

SHOWN = 240  # steps of a log that are shown as points
LEAST_WINDOW = 5
WINDOWS = 40  # the mean goes over a fortieth of the training

Row = tuple[int, int, float, float]  # step, tasks seen, loss, accuracy (0…1)


def whole_record(log: Sequence[Row]) -> Whole:
    """Evenly picked steps of a log, first and last among them.

    ``rows``: [step, tasks, loss, accuracy, mean loss, mean accuracy]; the means go over the step and
    the ``window`` - 1 before it in the whole log (fewer at the start), so none of them knows the future.
    """
    window = max(LEAST_WINDOW, len(log) // WINDOWS)
    means = zip(
        trailing([row[2] for row in log], window), trailing([row[3] for row in log], window), strict=True
    )
    rows = [
        [step, tasks, rounded(loss, 4), rounded(right, 4), rounded(mean_loss, 4), rounded(mean_right, 4)]
        for (step, tasks, loss, right), (mean_loss, mean_right) in zip(log, means, strict=True)
    ]
    return {"window": window, "rows": [rows[i] for i in picked(len(rows), SHOWN)]}


def trailing(values: Sequence[float], window: int) -> list[float]:
    """The mean of each value and of those before it, ``window`` at most."""
    sums = [0.0, *accumulate(values)]
    starts = [max(0, i - window) for i in range(1, len(sums))]
    return [(sums[i] - sums[start]) / (i - start) for i, start in enumerate(starts, 1)]


def picked(count: int, most: int) -> list[int]:
    """At most ``most`` of ``count`` places, evenly, the first and the last among them."""
    if count <= most:
        return list(range(count))
    return [round(i * (count - 1) / (most - 1)) for i in range(most)]


def round_ticks(curve: Sequence[Sequence[float]]) -> list[float]:
    """Round numbers that stand well apart below a curve, whose axis is that of square roots."""
    found: list[float] = []
    last = curve[-1][0] if curve else 0
    if last <= 0:
        return found
    unit = 10 ** floor(log10(last))
    for seen in [unit * factor for factor in (5, 2, 1, 0.5, 0.2, 0.1, 0.05, 0.02)]:
        place = sqrt(seen / last)
        apart = not found or sqrt(found[-1] / last) - place > 0.17
        if 1 <= seen <= last * 0.97 and apart and place > 0.1:
            found.append(seen)
    return found
