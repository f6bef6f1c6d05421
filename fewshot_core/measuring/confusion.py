"""Confusion: which classes a method answers in the place of which, counted over many tasks.

Few pairs of classes ever meet in a task, so every count comes with how often it could have happened.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from torch import Tensor

Pair = tuple[int, int]
"""The true class and another class, as indices in the data set."""


@dataclass(frozen=True)
class Mistake:
    """How often images of one class were taken for another."""

    true: int
    answered: int
    times: int
    chances: int  # images of ``true`` in tasks that had ``answered`` among their classes

    @property
    def share(self) -> float:
        """The share, 0…1, of the chances in which the mistake was made."""
        return self.times / self.chances


@dataclass
class Confusion:
    """Counts of answers by true class and class answered, right answers included, for pairs in one task."""

    answered: Counter[Pair] = field(default_factory=Counter)
    met: Counter[Pair] = field(default_factory=Counter)

    def add(self, class_ids: Sequence[int], labels: Tensor, answers: Tensor) -> None:
        """Count one task: its classes (way,), and labels (queries,) and answers (queries,) in 0 … way-1."""
        way = len(class_ids)
        table = (labels * way + answers).bincount(minlength=way * way).view(way, way).tolist()
        for row, true in zip(table, class_ids, strict=True):
            images = sum(row)
            for times, other in zip(row, class_ids, strict=True):
                self.met[true, other] += images
                self.answered[true, other] += times

    def worst(self, count: int, least: int = 20) -> list[Mistake]:
        """The ``count`` mistakes with the largest share, of those with at least ``least`` chances."""
        mistakes = [
            Mistake(true, other, times, self.met[true, other])
            for (true, other), times in self.answered.items()
            if true != other and times and self.met[true, other] >= least
        ]
        return sorted(mistakes, key=lambda m: (-m.share, -m.times, m.true, m.answered))[:count]

    def accuracies(self) -> dict[int, tuple[float, int]]:
        """For every class seen, the share of its images answered rightly and how many images they were."""
        own = {true: images for (true, other), images in self.met.items() if true == other}
        return {true: (self.answered[true, true] / images, images) for true, images in sorted(own.items())}
