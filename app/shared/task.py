"""Which task is asked: one value instead of six arguments, that a URL, a cache and the engine understand."""

from __future__ import annotations

import random
from dataclasses import dataclass


@dataclass(frozen=True)
class Task:
    """A few-shot task: where it is drawn from, its form, and the seed of the draw.

    ``classes``, where given, are the ids of its classes, which fix and order them; otherwise the seed draws
    ``way`` classes of the split.
    """

    data: str
    split: str
    way: int
    shot: int
    query: int
    seed: int
    classes: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """A text that no other task has."""
        form = (self.data, self.split, self.way, self.shot, self.query, self.seed)
        return " ".join(map(str, (*form, *self.classes)))

    @property
    def form(self) -> tuple[str, int, int]:
        """What many tasks have in common: data set, way and shot."""
        return self.data, self.way, self.shot


def asked_labels(way: int, asked: int, seed: int) -> list[int]:
    """Of which classes of a task the query set holds images: ``asked`` of them, or all where that is 0.

    Their places in the task, drawn by the seed, in order.
    """
    few = asked if 0 < asked < way else way
    return sorted(random.Random(seed).sample(range(way), few))


def mixed_order(way: int, query: int, seed: int) -> list[int]:
    """The query images' order on a page: shuffled by the seed, every class once before any comes twice.

    Indices into the query set, in which images of a class stand together: (way * query,).
    """
    shuffle = random.Random(seed)
    rounds = [shuffle.sample(range(way), way) for _ in range(query)]
    return [label * query + turn for turn, labels in enumerate(rounds) for label in labels]
