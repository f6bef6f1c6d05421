"""A training log as the learning curve of the loop's whole level: real steps, and their trailing mean."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

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
