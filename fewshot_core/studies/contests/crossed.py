"""Tasks with two questions: the same drawings are sorted once by thing and once by hand.

A hand is what gave a drawing its look: a font, or (in ``everyday``) a style: outline, filled, colour. A
support set is a grid of N things by N hands, one drawing in each cell. Only its labels say whether things or
hands are asked for, so no single fixed answer to a drawing can be right in both tasks.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeVar

import torch

from fewshot_core.data.datasets import DataSet
from fewshot_core.data.sampling import ink
from fewshot_core.tensors.episode import Episode
from fewshot_core.tensors.errors import NotEnoughHands, Unusable

T = TypeVar("T")
QUERY = 5
"""The number of query images of each thing, or of each hand."""


@dataclass(frozen=True)
class CrossedTask:
    """One support set with two sets of labels; each question has its own query images."""

    by_thing: Episode  # query: other drawings of the same things
    by_hand: Episode  # query: drawings of other things by the same hands; class_ids count Crossing.hands
    group: str  # where all its things come from


@dataclass(frozen=True)
class Pool:
    """The drawings (items) that one task is drawn from, by thing and by hand."""

    name: str
    cells: dict[tuple[int, int], list[int]]  # (thing, hand) -> items
    things: dict[int, list[int]]  # thing -> items
    hands: dict[int, list[tuple[int, int]]]  # hand -> (thing, item) pairs


@dataclass(frozen=True)
class Crossing:
    """The pools from which the crossed tasks of one split are drawn."""

    data: DataSet
    way: int  # N things and N hands
    hands: tuple[str, ...]  # their names
    pools: tuple[Pool, ...]

    def draw(self, generator: torch.Generator) -> CrossedTask:
        """One random task; pools are equally likely, and in them hands and things. Raises NotEnoughHands."""
        pool = self.pools[_below(len(self.pools), generator)]
        hands, things = self._grid(pool, generator)
        grid = [[_choose(pool.cells[t, h], 1, generator)[0] for h in hands] for t in things]
        support = [item for row in grid for item in row]
        taken = set(support)
        of_things = [_choose([i for i in pool.things[t] if i not in taken], QUERY, generator) for t in things]
        of_hands = [
            _choose([i for thing, i in pool.hands[h] if thing not in things], QUERY, generator) for h in hands
        ]
        turned = [item for column in zip(*grid, strict=True) for item in column]
        return CrossedTask(
            by_thing=self._episode(things, support, of_things),
            by_hand=self._episode(hands, turned, of_hands),
            group=pool.name,
        )

    def _grid(self, pool: Pool, generator: torch.Generator) -> tuple[list[int], list[int]]:
        """``way`` hands, and ``way`` things that all of them drew; raises NotEnoughHands."""
        for _ in range(1000):
            hands = _choose(list(pool.hands), self.way, generator)
            things = [t for t in pool.things if all((t, h) in pool.cells for h in hands)]
            if len(things) >= self.way:
                return hands, _choose(things, self.way, generator)
        raise NotEnoughHands(self.way, 0, pool.name)

    def _episode(self, ids: list[int], support: list[int], query: list[list[int]]) -> Episode:
        """An episode of support and query items that lie label by label."""
        items = [item for of_label in query for item in of_label]
        labels = torch.arange(self.way)
        return Episode(
            support_x=ink(self.data, torch.tensor(support)),
            support_y=labels.repeat_interleave(self.way),
            query_x=ink(self.data, torch.tensor(items)),
            query_y=labels.repeat_interleave(QUERY),
            class_ids=tuple(ids),
            support_items=tuple(support),
            query_items=tuple(items),
        )


@lru_cache(maxsize=16)
def crossing(data: DataSet, split: str) -> Crossing:
    """The crossed tasks of a split.

    In ``everyday``, 3 things by the 3 styles. Where hands drew whole groups, as fonts do scripts, 5
    characters of one script by 5 of its fonts. Raises Unusable for a data set that says nothing about hands,
    and NotEnoughHands if no group is large enough.
    """
    classes = [data.classes[i] for i in data.split_classes(split)]
    by_style = {s for c in classes for s in c.styles} == {"outline", "filled", "colour"}
    if not by_style and not all(c.origins for c in classes):
        raise Unusable("data", data.name, "nothing says by which hands its images were drawn")
    way = 3 if by_style else 5
    names: dict[str, int] = {}
    groups: dict[str, list[tuple[int, int, int]]] = defaultdict(list)  # (thing, hand, item)
    for thing in data.split_classes(split):
        of_class = data.classes[thing]
        for item, hand in zip(of_class.items, of_class.styles if by_style else of_class.origins, strict=True):
            number = names.setdefault(hand, len(names))
            groups["" if by_style else of_class.group].append((thing, number, item))
    pools = [_pool(name, rows, way) for name, rows in groups.items()]
    large = tuple(pool for pool in pools if min(len(pool.hands), len(pool.things)) >= way)
    if not large:
        raise NotEnoughHands(way, max(len(pool.hands) for pool in pools), split)
    return Crossing(data, way, tuple(names), large)


def _pool(name: str, rows: list[tuple[int, int, int]], way: int) -> Pool:
    """A pool without the things and hands that have too few drawings for support and query."""
    of_thing: dict[int, list[int]] = defaultdict(list)
    of_hand: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for thing, hand, item in rows:
        of_thing[thing].append(item)
        of_hand[hand].append((thing, item))
    things = {t: items for t, items in of_thing.items() if len(items) >= way + QUERY}
    hands = {h: drawn for h, drawn in of_hand.items() if len({t for t, _ in drawn}) >= way + QUERY}
    cells: dict[tuple[int, int], list[int]] = defaultdict(list)
    for thing, hand, item in rows:
        if thing in things and hand in hands:
            cells[thing, hand].append(item)
    return Pool(name, dict(cells), things, hands)


def _below(count: int, generator: torch.Generator) -> int:
    return int(torch.randint(count, (1,), generator=generator))


def _choose(among: Sequence[T], count: int, generator: torch.Generator) -> list[T]:
    """``count`` different ones in random order."""
    return [among[i] for i in torch.randperm(len(among), generator=generator)[:count].tolist()]
