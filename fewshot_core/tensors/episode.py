"""The central types: what a task is, and what adapting to it gives."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import torch
from torch import Tensor

from fewshot_core.tensors.errors import OutOfRange
from fewshot_core.tensors.trace import AdaptTrace


@dataclass(frozen=True)
class EpisodeSpec:
    """The form of a task: ``way`` classes, ``shot`` support and ``query`` query images of each.

    Both options together are the one-shot test of Brenden M. Lake, Ruslan Salakhutdinov and Joshua
    B. Tenenbaum, "Human-level concept learning through probabilistic program induction", Science
    350, 2015: characters of one alphabet, drawn once by one person and once by another.
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

    Labels are local to the episode, 0 … N-1, in class order: ``class_ids[label]`` is the
    class's index in its data set. Images lie class by class. ``*_items`` are indices into
    the data set, so that a picture on screen and a tensor in the engine are the same thing.
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
        """How many query images each class has."""
        return len(self.query_items) // self.way


@dataclass(frozen=True)
class Adapted:
    """What a method made of one support set: something that can answer for query images.

    Methods that adapt by gradient steps pass through ``states`` = steps + 1 states; the others
    have one. An answer is given in two halves, either of which can be asked for by itself.
    """

    states: int
    features: Callable[[Tensor, int], Tensor]  # (images, C, H, W), state -> (images, …)
    classify: Callable[[Tensor, int], Tensor]  # such features, state -> scores (images, way)
    trace: AdaptTrace | None = None  # only when adapt was asked to record

    @torch.no_grad()
    def answer(self, query_x: Tensor, state: int) -> Tensor:
        """Scores (queries, way) that cross-entropy accepts, at a state, 0 … states - 1."""
        return self.classify(self.features(query_x, state), state)

    def predict(self, query_x: Tensor) -> Tensor:
        """Scores (queries, way) after the last step."""
        return self.answer(query_x, self.states - 1)

    def predict_each(self, query_x: Tensor) -> Tensor:
        """Scores after every step, the start included: (states, queries, way)."""
        return torch.stack([self.answer(query_x, state) for state in range(self.states)])
