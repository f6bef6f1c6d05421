"""The classes and images that tasks of one form can be drawn from, and how many such tasks there are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import comb
from weakref import WeakKeyDictionary

import torch
from torch import Tensor

from fewshot_core.data.datasets.dataset import DataSet
from fewshot_core.tensors.episode import EpisodeSpec
from fewshot_core.tensors.errors import (
    NotEnoughClasses,
    NotEnoughHands,
    NotEnoughImages,
    NotEnoughInGroup,
    RepeatedClass,
    TooFewImages,
    UnknownClass,
    WrongNumberOfClasses,
)


@dataclass(frozen=True)
class Pools:
    """What tasks of one form are drawn from: all classes of a task come from one pool.

    Without ``within_group`` there is one pool, the whole split; with it, every large enough group is a pool.
    """

    classes: Tensor  # (pools, widest): class indices, -1 past the end of a pool
    drawn: Tensor  # (pools, widest, hands): the item that a hand drew of a class, -1 where there is none

    def sizes(self) -> list[int]:
        """How many classes each pool has."""
        return (self.classes >= 0).sum(1).tolist()

    def hands(self) -> list[int]:
        """How many drawers drew every class of the pool, for each pool."""
        return (self.drawn[:, 0] >= 0).sum(1).tolist()


MOST_KEPT = 32
"""Pools of a data set that are kept; they go with the data set."""

_kept: WeakKeyDictionary[DataSet, dict[tuple[str, EpisodeSpec], Pools]] = WeakKeyDictionary()


def pools(data: DataSet, split: str, spec: EpisodeSpec) -> Pools:
    """The pools of a split from which tasks of this form can be drawn.

    Raises NotEnoughClasses if the split has fewer than ``way`` classes, NotEnoughImages if too few of them
    are large enough, NotEnoughInGroup if no group has as many, and NotEnoughHands if the classes of no pool
    share ``shot + query`` drawers.
    """
    kept = _kept.setdefault(data, {})
    found = kept.get((split, spec))
    if found is None:
        found = _pools(data, split, spec)
        if len(kept) >= MOST_KEPT:
            kept.clear()
        kept[split, spec] = found
    return found


def _pools(data: DataSet, split: str, spec: EpisodeSpec) -> Pools:
    found = [_large_enough(data, split, spec)]
    if spec.within_group:
        groups: dict[str, list[int]] = {}
        for i in found[0]:
            groups.setdefault(data.classes[i].group, []).append(i)
        found = [group for group in groups.values() if len(group) >= spec.way]
        if not found:
            raise NotEnoughInGroup(spec.way, max(map(len, groups.values())), split)
    tables = [torch.empty(len(pool), 0, dtype=torch.long) for pool in found]
    if spec.other_hand:
        needed = spec.shot + spec.query
        tables = [_by_hand(data, pool) for pool in found]
        if max(table.shape[1] for table in tables) < needed:
            raise NotEnoughHands(needed, max(table.shape[1] for table in tables), split)
        found = [pool for pool, table in zip(found, tables, strict=True) if table.shape[1] >= needed]
        tables = [table for table in tables if table.shape[1] >= needed]
    widest, hands = max(map(len, found)), max(table.shape[1] for table in tables)
    classes = torch.full((len(found), widest), -1)
    drawn = torch.full((len(found), widest, hands), -1)
    for row, (pool, table) in enumerate(zip(found, tables, strict=True)):
        classes[row, : len(pool)] = torch.tensor(pool)
        drawn[row, : len(pool), : table.shape[1]] = table
    return Pools(classes, drawn)


def _large_enough(data: DataSet, split: str, spec: EpisodeSpec) -> list[int]:
    classes = data.split_classes(split)
    if spec.way > len(classes):
        raise NotEnoughClasses(spec.way, len(classes), split)
    needed = spec.shot + spec.query
    eligible = [i for i in classes if data.classes[i].count >= needed]
    if spec.way > len(eligible):
        sizes = sorted((data.classes[i].count for i in classes), reverse=True)
        raise NotEnoughImages(needed, sizes[spec.way - 1], spec.way, split)
    return eligible


def _by_hand(data: DataSet, pool: list[int]) -> Tensor:
    """Items (classes, drawers) of the drawers who drew every class of the pool."""
    of_class = [dict(zip(data.classes[i].origins, data.classes[i].items, strict=False)) for i in pool]
    shared = sorted(set.intersection(*(set(items) for items in of_class)))
    return torch.tensor([[items[hand] for hand in shared] for items in of_class], dtype=torch.long)


def eligible_classes(data: DataSet, split: str, spec: EpisodeSpec) -> tuple[int, ...]:
    """The split's classes that tasks of this form are made of; raises what ``pools`` raises."""
    classes = pools(data, split, spec).classes
    return tuple(classes[classes >= 0].tolist())


def count_tasks(data: DataSet, split: str, spec: EpisodeSpec, classes: Sequence[str] = ()) -> tuple[int, int]:
    """How many sets of ``way`` eligible classes the split offers, and how many different tasks.

    Two tasks differ if their sets of support or query images differ; the order of classes and images does not
    count. ``classes`` fix the classes. Raises what ``pools``, or with ``classes`` ``chosen_pool``, raises.
    """
    source = chosen_pool(data, split, spec, classes) if classes else pools(data, split, spec)
    choices = [comb(size, spec.way) for size in source.sizes()]
    if spec.other_hand:
        dealt = (_deals(hands, spec) for hands in source.hands())
        return sum(choices), sum(n * deals for n, deals in zip(choices, dealt, strict=True))
    counts = ([data.classes[i].count for i in pool if i >= 0] for pool in source.classes.tolist())
    return sum(choices), sum(_count_in_pool(sizes, spec) for sizes in counts)


def _deals(images: int, spec: EpisodeSpec) -> int:
    """In how many ways support and query images can be taken from this many images (or drawers)."""
    return comb(images, spec.shot) * comb(images - spec.shot, spec.query)


def _count_in_pool(sizes: list[int], spec: EpisodeSpec) -> int:
    """How many tasks one pool offers, given its classes' sizes.

    As classes differ in size, it is the elementary symmetric polynomial, of degree ``way``, of their
    ``_deals``.
    """
    tasks = [1] + [0] * spec.way  # tasks[j]: with j of the classes seen so far
    for size in sizes:
        for j in range(spec.way, 0, -1):
            tasks[j] += tasks[j - 1] * _deals(size, spec)
    return tasks[spec.way]


def chosen_pool(data: DataSet, split: str, spec: EpisodeSpec, classes: Sequence[str]) -> Pools:
    """One pool of the classes with these ids alone, in this order, of whatever split they are.

    Raises UnknownClass, RepeatedClass, WrongNumberOfClasses and TooFewImages; NotEnoughInGroup if one group
    is asked for and they are of several; NotEnoughHands if they share fewer than ``shot + query`` drawers.
    """
    data.split_classes(split)  # a split that does not exist is an error here too
    index = {c.id: i for i, c in enumerate(data.classes)}
    for name in classes:
        if name not in index:
            raise UnknownClass(name, data.name, tuple(index))
    if repeated := next((name for name in classes if classes.count(name) > 1), None):
        raise RepeatedClass(repeated)
    if len(classes) != spec.way:
        raise WrongNumberOfClasses(spec.way, len(classes))
    chosen, needed = [index[name] for name in classes], spec.shot + spec.query
    for i in chosen:
        if data.classes[i].count < needed:
            raise TooFewImages(data.classes[i].id, needed, data.classes[i].count)
    groups = [data.classes[i].group for i in chosen]
    if spec.within_group and len(set(groups)) > 1:
        raise NotEnoughInGroup(spec.way, max(map(groups.count, groups)), split)
    drawn = _by_hand(data, chosen) if spec.other_hand else torch.empty(spec.way, 0, dtype=torch.long)
    if spec.other_hand and drawn.shape[1] < needed:
        raise NotEnoughHands(needed, drawn.shape[1], split)
    return Pools(torch.tensor([chosen]), drawn.unsqueeze(0))
