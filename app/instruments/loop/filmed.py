"""What a film is of: the form of its tasks, and how the images of a step are handed out."""

from __future__ import annotations

import random
from dataclasses import dataclass, field, replace

import torch
from torch import Tensor

from fewshot_core.data.datasets import DataSet
from fewshot_core.data.sampling import Source, ink
from fewshot_core.tensors.episode import Episode, EpisodeSpec

from ...shared.task import Task, asked_labels

NUMBERS = (1, 5)
"""Which images of their classes come first where they come one by one: as in D1 and C5."""
FEW = 2
"""Of so many classes a query set holds images that does not hold all."""


@dataclass(frozen=True)
class Filmed:
    """A training on tasks of this form.

    ``asked``: of how many classes a query set holds images, 0: of all. ``single``: conventional training
    takes one image a step and not a batch.
    """

    task: Task
    asked: int = 0
    single: bool = False

    @property
    def name(self) -> str:
        """A text that no other film has."""
        return f"{self.task.name} {self.asked} {int(self.single)}"

    @property
    def labels(self) -> list[int]:
        """Of which classes of a task the query set holds images."""
        return asked_labels(self.task.way, self.asked, self.task.seed)

    def by(self, learner: str) -> Filmed:
        """What of it matters to a learner: Reptile has no query set, conventional training no task."""
        conventional = learner == "conventional"
        asked = 0 if conventional or learner == "reptile" else self.asked
        return replace(self, asked=asked, single=self.single and conventional)


@dataclass
class ShownSource(Source):
    """A source whose tasks and batches are those of a film."""

    filmed: Filmed = field(kw_only=True)

    def episodes(self, spec: EpisodeSpec, count: int) -> list[Episode]:
        """Tasks as they are drawn, with the query set that is asked for."""
        drawn = super().episodes(spec, count)
        return [episode.asking(self.filmed.labels) for episode in drawn] if self.filmed.asked else drawn

    def batch(self, size: int) -> tuple[Tensor, Tensor, tuple[int, ...]]:
        """A random batch; one by one the first images are image 1 and image 5 of two classes."""
        if not self._first:
            return super().batch(size)
        items = torch.tensor([self._first.pop(0)])
        return ink(self.data, items), self.label_of[self.data.class_of[items]], tuple(items.tolist())

    def __post_init__(self) -> None:
        self._first = first_images(self.data, self.filmed.task.seed) if self.filmed.single else []


def first_images(data: DataSet, seed: int) -> list[int]:
    """The items that are met first, one by one: of two training classes that the seed draws."""
    known = [data.classes[i] for i in data.split_classes("train")]
    drawn = random.Random(seed).sample(known, len(NUMBERS))
    return [info.first + min(n, info.count) - 1 for info, n in zip(drawn, NUMBERS, strict=True)]
