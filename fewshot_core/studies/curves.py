"""Stored evaluations as curves: accuracy against K, N or adaptation steps, with paired differences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from torch import Tensor

from fewshot_core.measuring.evaluation import Evaluation, at_state, mean_ci95

Interval = tuple[float, float]
"""A mean in percent, or a difference in percentage points, and the half-width of its 95 % interval."""

WAY, SHOT = 5, 1
"""N where K or the steps change, and K where N changes."""


@dataclass(frozen=True)
class Spot:
    """One point of a curve: an evaluation after one of its adaptation steps."""

    evaluation: Evaluation
    state: int = -1  # the last

    @property
    def values(self) -> Tensor:
        """The accuracy on each task: (tasks,), 0…1."""
        return at_state(self.evaluation.values, self.state)

    @property
    def interval(self) -> Interval:
        """Mean accuracy in percent and its interval."""
        return _percent(self.values)

    def same_tasks(self, other: Spot) -> bool:
        """Whether both were measured on the same tasks."""
        mine, others = self.evaluation, other.evaluation
        return (mine.spec, mine.split, mine.seed, mine.episodes) == (
            others.spec, others.split, others.seed, others.episodes
        )  # fmt: skip

    def ahead_of(self, other: Spot) -> Interval | None:
        """This accuracy minus the other's, in pairs; None if the tasks were not the same."""
        return _percent(self.values - other.values) if self.same_tasks(other) else None


Curve = dict[int, Spot]
"""The points of one learner, by K, N or step."""


def curve(measured: Sequence[Evaluation], picture: str, shot: int) -> Curve:
    """A learner's points for the curve "k", "n" or "steps".

    ``shot`` is K of the tasks whose steps are shown. Measurements on a single task are left out, as they have
    no interval.
    """
    counted = [e for e in measured if e.episodes > 1]  # one task alone has no interval
    if picture == "k":
        return {e.spec.shot: Spot(e) for e in counted if e.spec.way == WAY}
    if picture == "n":
        return {e.spec.way: Spot(e) for e in counted if e.spec.shot == SHOT}
    for e in counted:
        states = e.values.shape[1]
        if (e.spec.way, e.spec.shot) == (WAY, shot) and states > 1:
            return {step: Spot(e, step) for step in range(states)}
    return {}


def change(of: Curve, low: int, high: int) -> Interval:
    """Accuracy at ``high`` minus accuracy at ``low``, paired if the tasks were the same."""
    a, b = of[low], of[high]
    if a.same_tasks(b):
        return _percent(b.values - a.values)
    return _difference(b.interval, a.interval)


def change_ahead(a: Curve, b: Curve, low: int, high: int) -> Interval | None:
    """How much more a's accuracy changes than b's, in pairs; None if the two had different tasks."""
    if not (a[low].same_tasks(b[low]) and a[high].same_tasks(b[high])):
        return None
    before, after = (a[x].values - b[x].values for x in (low, high))
    if a[low].same_tasks(a[high]):
        return _percent(after - before)
    return _difference(_percent(after), _percent(before))


def _percent(values: Tensor) -> Interval:
    mean, half = mean_ci95(100 * values.double())
    return mean.item(), half.item()


def _difference(a: Interval, b: Interval) -> Interval:
    """The difference of two means over different tasks; their variances add."""
    return a[0] - b[0], (a[1] ** 2 + b[1] ** 2) ** 0.5
