"""Confusion: which classes a method takes for which, counted over many tasks.

In a task of a few classes most pairs never meet, so a count means little without how often it could
have happened.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from torch import Tensor

Pair = tuple[int, int]
"""A class and another one, as indices in the data set."""


@dataclass(frozen=True)
class Mistake:
    """Images of one class taken for another."""

    true: int
    answered: int
    times: int
    chances: int  # images of ``true`` in tasks that had ``answered`` among their classes

    @property
    def share(self) -> float:
        """How often it happened when it could have."""
        return self.times / self.chances


@dataclass
class Confusion:
    """Counts of answers by true class and class answered, right ones included, of the pairs that met."""

    answered: Counter[Pair] = field(default_factory=Counter)
    met: Counter[Pair] = field(default_factory=Counter)

    def add(self, class_ids: Sequence[int], labels: Tensor, answers: Tensor) -> None:
        """Count one task: its classes, and the labels (queries,) and answers (queries,) local to it."""
        way = len(class_ids)
        table = (labels * way + answers).bincount(minlength=way * way).view(way, way).tolist()
        for row, true in zip(table, class_ids, strict=True):
            images = sum(row)
            for times, other in zip(row, class_ids, strict=True):
                self.met[true, other] += images
                self.answered[true, other] += times

    def worst(self, count: int, least: int = 20) -> list[Mistake]:
        """The mistakes made most often for their chances, of those with ``least`` chances or more."""
        mistakes = [
            Mistake(true, other, times, self.met[true, other])
            for (true, other), times in self.answered.items()
            if true != other and times and self.met[true, other] >= least
        ]
        return sorted(mistakes, key=lambda m: (-m.share, -m.times, m.true, m.answered))[:count]

    def accuracies(self) -> dict[int, tuple[float, int]]:
        """Of every class seen its share answered rightly, and of how many images."""
        own = {true: images for (true, other), images in self.met.items() if true == other}
        return {true: (self.answered[true, true] / images, images) for true, images in sorted(own.items())}
