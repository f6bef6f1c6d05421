"""The central types: what a task is, and what adapting to it gives."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import torch
from torch import Tensor

from fewshot_core.tensors.errors import OutOfRange
from fewshot_core.tensors.trace import AdaptTrace


@dataclass(frozen=True)
class EpisodeSpec:
    """The form of a task: ``way`` classes, ``shot`` support images and ``query`` query images of each.

    Raises OutOfRange for fewer than 2 classes or 1 image. ``within_group`` and ``other_hand`` together are
    the one-shot test of Brenden M. Lake, Ruslan Salakhutdinov and Joshua B. Tenenbaum, "Human-level concept
    learning through probabilistic program induction", Science 350, 2015: characters of one alphabet, drawn
    once by one person and once by another.
    """

    way: int
    shot: int
    query: int
    within_group: bool = False  # all classes come from one group, such as an alphabet
    other_hand: bool = False  # ``shot`` drawers draw all support images, ``query`` others all query images

    def __post_init__(self) -> None:
        for name, value, least in (("way", self.way, 2), ("shot", self.shot, 1), ("query", self.query, 1)):
            if value < least:
                raise OutOfRange(name, value, least)


@dataclass(frozen=True)
class Episode:
    """One task of N = way classes, its images dealt into a support set and a query set.

    Labels are local to the episode, 0 … N-1, in class order: ``class_ids[label]`` is the class's index in its
    data set. Images lie class by class. ``support_items`` and ``query_items`` are the images' indices in the
    data set, by which they can be drawn on screen.
    """

    support_x: Tensor  # (way * shot, channels, height, width), float, ink 0…1
    support_y: Tensor  # (way * shot,), int64
    query_x: Tensor  # (way * query, channels, height, width)
    query_y: Tensor  # (way * query,)
    class_ids: tuple[int, ...]  # (way,)
    support_items: tuple[int, ...]  # (way * shot,)
    query_items: tuple[int, ...]  # (way * query,)

    @property
    def way(self) -> int:
        """How many classes the task has (N)."""
        return len(self.class_ids)

    @property
    def shot(self) -> int:
        """How many labelled images each class has (K)."""
        return len(self.support_items) // self.way

    @property
    def query(self) -> int:
        """How many query images each class has that the query set holds."""
        return len(self.query_items) // len(self.query_y.unique())

    def asking(self, labels: Sequence[int]) -> Episode:
        """The same task with a query set of these classes alone, given by their labels."""
        asked = torch.isin(self.query_y, torch.tensor(labels, device=self.query_y.device))
        items = zip(self.query_items, asked.tolist(), strict=True)
        return replace(
            self,
            query_x=self.query_x[asked],
            query_y=self.query_y[asked],
            query_items=tuple(item for item, kept in items if kept),
        )


@dataclass(frozen=True)
class Adapted:
    """What a method made of one support set: it answers for query images.

    Methods that adapt by gradient steps have ``states`` = steps + 1 states, the start included; the others
    have one. An answer has two halves, ``features`` and ``classify``, which can also be called separately.
    """

    states: int
    features: Callable[[Tensor, int], Tensor]  # (images, C, H, W), state -> (images, …)
    classify: Callable[[Tensor, int], Tensor]  # such features, state -> scores (images, way)
    trace: AdaptTrace | None = None  # only when adapt was asked to record
    end: Callable[[], Adapted] | None = None  # makes ``ended``; None where there is one state

    def ended(self) -> Adapted:
        """The last state alone, without a trace: to be kept where all states would take too much memory."""
        return self.end() if self.end else replace(self, trace=None)

    @torch.no_grad()
    def answer(self, query_x: Tensor, state: int) -> Tensor:
        """Scores (queries, way) of images (queries, C, H, W) at a state, 0 … ``states`` - 1."""
        return self.classify(self.features(query_x, state), state)

    def predict(self, query_x: Tensor) -> Tensor:
        """Scores (queries, way) of images (queries, C, H, W) after the last step."""
        return self.answer(query_x, self.states - 1)

    def predict_each(self, query_x: Tensor) -> Tensor:
        """Scores (states, queries, way) of images (queries, C, H, W) after every step, the start included."""
        return torch.stack([self.answer(query_x, state) for state in range(self.states)])
