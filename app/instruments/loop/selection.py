"""What of a recorded run is shown: which parameters, classes, images and points of a curve."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

import torch

from fewshot_core.tensors.trace import BatchTrace, OuterTrace

from ...shared.projection import rounded

CELLS = 12  # parameters shown
SHELF = 12  # classes shown on the shelf

Update = OuterTrace | BatchTrace


class Tiles:
    """Gives every image that is shown a place on one sheet, in the order of first use."""

    def __init__(self) -> None:
        self.items: list[int] = []
        self._place: dict[int, int] = {}

    def place(self, item: int) -> int:
        """Where the item lies on the sheet."""
        if item not in self._place:
            self._place[item] = len(self.items)
            self.items.append(item)
        return self._place[item]

    def places(self, items: Iterable[int]) -> list[int]:
        """Places of several items."""
        return [self.place(item) for item in items]


def shown_parameters(updates: Sequence[Update], count: int = CELLS) -> list[int]:
    """Of each of ``count`` slices of the parameter vector the index that moves most over all updates."""
    score = torch.zeros_like(updates[0].theta)
    for update in updates:
        moves = [update.theta_after - update.theta]
        if isinstance(update, OuterTrace):
            moves += [task.adapted - update.theta for task in update.tasks]
        score += sum(move.abs() / move.abs().max().clamp_min(1e-12) for move in moves) / len(moves)
    edges = torch.linspace(0, len(score), count + 1).long().tolist()
    return [a + int(score[a:b].argmax()) for a, b in pairwise(edges) if b > a]


def shelf(classes: Sequence[int], pool: Sequence[int], size: int = SHELF) -> list[int]:
    """The classes of this task among others of the split, evenly picked, in the data set's order."""
    chosen = list(dict.fromkeys(classes))[:size]
    step = max(1, len(pool) // size)
    others = [c for c in (*pool[::step], *pool) if c not in chosen]
    return sorted([*chosen, *dict.fromkeys(others)][:size])


def thin(curve: Sequence[tuple[float, float]], points: int) -> list[list[float]]:
    """At most ``points`` points of a curve: means of neighbours, the last one's place kept."""
    group = -(-len(curve) // points) if curve else 1
    parts = [curve[i : i + group] for i in range(0, len(curve), group)]
    return [[part[-1][0], rounded(sum(y for _, y in part) / len(part), 4)] for part in parts]
