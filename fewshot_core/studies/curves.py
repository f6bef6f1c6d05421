"""Evaluations as curves: accuracy against K, N or adaptation steps, with paired differences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from torch import Tensor

from fewshot_core.data.datasets import DataSet
from fewshot_core.measuring.evaluation import Evaluation, at_state, mean_ci95
from fewshot_core.tensors.episode import EpisodeSpec

Interval = tuple[float, float]
"""A mean in percent, or a difference in percentage points, and the half-width of its 95 % interval."""

WAY, SHOT = 5, 1
"""N where K or the steps change, and K where N changes."""
SHOTS, WAYS = (1, 2, 3, 5, 10), (2, 3, 5, 10, 20)
"""K and N that are measured of a data set, as far as it goes."""
QUERY = 5
"""Query images of each class, at most, where a data set is small."""


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

    def shared_tasks(self, other: Spot) -> int:
        """How many tasks both were measured on: the first ones of the same draw, or none."""
        mine, others = self.evaluation, other.evaluation
        same = (mine.spec, mine.split, mine.seed) == (others.spec, others.split, others.seed)
        return min(mine.episodes, others.episodes) if same else 0

    def ahead_of(self, other: Spot) -> Interval | None:
        """This accuracy minus the other's, in pairs; None if fewer than two tasks were the same."""
        tasks = self.shared_tasks(other)
        return _percent(self.values[:tasks] - other.values[:tasks]) if tasks > 1 else None


Curve = dict[int, Spot]
"""The points of one learner, by K, N or step."""


def forms(data: DataSet, split: str, picture: str, shot: int) -> dict[int, EpisodeSpec]:
    """The tasks of the curve "k", "n" or "steps" that a split can hold: by K, by N, or one by ``shot``.

    Every class that has an image more than K takes part, so there are as many query images of each class as
    all of them have, QUERY at most. K is measured with ``way_of`` classes; N goes up to all classes.
    """
    sizes = [data.classes[i].count for i in data.split_classes(split)]
    ways, shots = [way_of(data, split)], [shot] if picture == "steps" else list(SHOTS)
    if picture == "n":
        ways, shots = sorted({*WAYS, min(len(sizes), WAYS[-1])}), [SHOT]
    found = {}
    for way, each in ((way, each) for way in ways for each in shots):
        left = [size - each for size in sizes if size > each]  # of each class, for query images
        if 2 <= way <= len(left):
            found[way if picture == "n" else each] = EpisodeSpec(way, each, min(QUERY, *left))
    return found


def way_of(data: DataSet, split: str) -> int:
    """N where K or the steps change: the usual one, or all classes of a split that has fewer."""
    return min(WAY, len(data.split_classes(split)))


def curve(measured: Sequence[Evaluation], picture: str, shot: int, way: int = WAY) -> Curve:
    """A learner's points for the curve "k", "n" or "steps".

    ``shot`` is K of the tasks whose steps are shown, ``way`` is N where K or the steps change. Measurements
    on a single task are left out, as they have no interval.
    """
    counted = [e for e in measured if e.episodes > 1]  # one task alone has no interval
    if picture == "k":
        return {e.spec.shot: Spot(e) for e in counted if e.spec.way == way}
    if picture == "n":
        return {e.spec.way: Spot(e) for e in counted if e.spec.shot == SHOT}
    for e in counted:
        states = e.values.shape[1]
        if (e.spec.way, e.spec.shot) == (way, shot) and states > 1:
            return {step: Spot(e, step) for step in range(states)}
    return {}


def change(of: Curve, low: int, high: int) -> Interval:
    """Accuracy at ``high`` minus accuracy at ``low``, paired if the tasks were the same."""
    a, b = of[low], of[high]
    return b.ahead_of(a) or _difference(b.interval, a.interval)


def change_ahead(a: Curve, b: Curve, low: int, high: int) -> Interval | None:
    """How much more a's accuracy changes than b's, in pairs; None if the two had different tasks."""
    before, after = (a[x].ahead_of(b[x]) for x in (low, high))
    if before is None or after is None:
        return None
    if tasks := min(a[low].shared_tasks(a[high]), b[low].shared_tasks(b[high])):
        first, then = (a[x].values[:tasks] - b[x].values[:tasks] for x in (low, high))
        return _percent(then - first)
    return _difference(after, before)


def _percent(values: Tensor) -> Interval:
    mean, half = mean_ci95(100 * values.double())
    return mean.item(), half.item()


def _difference(a: Interval, b: Interval) -> Interval:
    """The difference of two means over different tasks; their variances add."""
    return a[0] - b[0], (a[1] ** 2 + b[1] ** 2) ** 0.5
