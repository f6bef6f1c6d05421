"""Drawing episodes and batches from a class split: seeded, vectorised, a gather of tensors."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from math import comb

import torch
from torch import Tensor

from fewshot_core.data.augment import Augmentation, jitter, turn_classes
from fewshot_core.data.datasets.dataset import DataSet
from fewshot_core.tensors import distributed
from fewshot_core.tensors.episode import Episode, EpisodeSpec
from fewshot_core.tensors.errors import (
    NotEnoughClasses,
    NotEnoughHands,
    NotEnoughImages,
    NotEnoughInGroup,
    Unusable,
)


@dataclass(frozen=True)
class Pools:
    """What tasks of one form are drawn from: every task's classes come from one pool.

    A plain task's pool is the whole split; within groups, every large enough group is a pool.
    """

    classes: Tensor  # (pools, widest): class indices, -1 past the end of a pool
    drawn: Tensor  # (pools, widest, hands): the item that a hand drew of a class, -1 where there is none

    def sizes(self) -> list[int]:
        """How many classes each pool has."""
        return (self.classes >= 0).sum(1).tolist()

    def hands(self) -> list[int]:
        """How many drawers drew every class of each pool."""
        return (self.drawn[:, 0] >= 0).sum(1).tolist()


@lru_cache(maxsize=32)
def pools(data: DataSet, split: str, spec: EpisodeSpec) -> Pools:
    """The pools of a split that can serve such a task; no class outside them is ever drawn.

    Raises NotEnoughClasses if the split has fewer than ``way`` classes, NotEnoughImages if too few
    of them are large enough, NotEnoughInGroup if no group has as many, and NotEnoughHands if the
    classes of no pool share ``shot + query`` drawers.
    """
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
    """The items of the drawers who drew every class of the pool: (classes, drawers)."""
    of_class = [dict(zip(data.classes[i].origins, data.classes[i].items, strict=False)) for i in pool]
    shared = sorted(set.intersection(*(set(items) for items in of_class)))
    return torch.tensor([[items[hand] for hand in shared] for items in of_class], dtype=torch.long)


def eligible_classes(data: DataSet, split: str, spec: EpisodeSpec) -> tuple[int, ...]:
    """The split's classes that such a task can be made of; raises what ``pools`` raises."""
    classes = pools(data, split, spec).classes
    return tuple(classes[classes >= 0].tolist())


def sample_episode(data: DataSet, split: str, spec: EpisodeSpec, seed: int) -> Episode:
    """The task of this form that belongs to this seed: the same on every machine."""
    return sample_episodes(data, split, spec, 1, torch.Generator().manual_seed(seed))[0]


def sample_episodes(
    data: DataSet, split: str, spec: EpisodeSpec, count: int, generator: torch.Generator
) -> list[Episode]:
    """``count`` tasks at once. Pools, and in them classes and images (or drawers), are equally likely."""
    source = pools(data, split, spec)
    pool = torch.zeros(count, dtype=torch.long)
    if spec.within_group:
        pool = torch.randint(len(source.classes), (count,), generator=generator)
    classes = source.classes[pool]  # (count, widest)
    # The largest of random keys are a random choice without replacement, in random order.
    keys = torch.rand(classes.shape, generator=generator)
    keys[classes < 0] = -1  # past the end of a pool
    places = keys.topk(spec.way).indices
    chosen = classes.gather(1, places)
    if spec.other_hand:
        items = _draw_by_hand(source.drawn[pool.unsqueeze(1), places], spec, generator)
    else:
        items = _draw_images(data, chosen, spec, generator)
    support = items[..., : spec.shot].flatten(1)  # (count, way * shot)
    query = items[..., spec.shot :].flatten(1)  # (count, way * query)
    labels = torch.arange(spec.way)
    support_y, query_y = labels.repeat_interleave(spec.shot), labels.repeat_interleave(spec.query)
    rows = zip(support, query, chosen.tolist(), support.tolist(), query.tolist(), strict=True)
    return [
        Episode(ink(data, s), support_y, ink(data, q), query_y, tuple(ids), tuple(s_items), tuple(q_items))
        for s, q, ids, s_items, q_items in rows
    ]


def _draw_images(data: DataSet, chosen: Tensor, spec: EpisodeSpec, generator: torch.Generator) -> Tensor:
    """Items (count, way, shot + query) of classes (count, way), each class's on their own."""
    largest = int(data.sizes.max())
    keys = torch.rand(*chosen.shape, largest, generator=generator)
    keys[torch.arange(largest) >= data.sizes[chosen].unsqueeze(-1)] = -1  # past the end of a class
    return data.firsts[chosen].unsqueeze(-1) + keys.topk(spec.shot + spec.query).indices


def _draw_by_hand(drawn: Tensor, spec: EpisodeSpec, generator: torch.Generator) -> Tensor:
    """Items (count, way, shot + query) of drawers' items (count, way, hands), the same hands for all."""
    keys = torch.rand(len(drawn), drawn.shape[2], generator=generator)
    keys[drawn[:, 0] < 0] = -1  # no such hand
    hands = keys.topk(spec.shot + spec.query).indices
    return drawn.gather(2, hands.unsqueeze(1).expand(-1, spec.way, -1))


def ink(data: DataSet, items: Tensor) -> Tensor:
    """The network's view of items: (items, channels, 28, 28), float, 0 (paper) … 1 (ink)."""
    return data.images.index_select(0, items).float().div_(255)


def count_tasks(data: DataSet, split: str, spec: EpisodeSpec) -> tuple[int, int]:
    """How many different sets of ``way`` eligible classes the split offers, and how many different tasks.

    Two tasks differ when their sets of support or query images differ; the order of classes and
    images does not count.
    """
    source = pools(data, split, spec)
    choices = [comb(size, spec.way) for size in source.sizes()]
    if spec.other_hand:
        dealt = (_deals(hands, spec) for hands in source.hands())
        return sum(choices), sum(n * deals for n, deals in zip(choices, dealt, strict=True))
    counts = ([data.classes[i].count for i in pool if i >= 0] for pool in source.classes.tolist())
    return sum(choices), sum(_count_in_pool(sizes, spec) for sizes in counts)


def _deals(images: int, spec: EpisodeSpec) -> int:
    """In how many ways support and query can be taken from so many images (or drawers)."""
    return comb(images, spec.shot) * comb(images - spec.shot, spec.query)


def _count_in_pool(sizes: list[int], spec: EpisodeSpec) -> int:
    """Tasks of one pool: as classes differ in size, an elementary symmetric polynomial of their deals."""
    tasks = [1] + [0] * spec.way  # tasks[j]: with j of the classes seen so far
    for size in sizes:
        for j in range(spec.way, 0, -1):
            tasks[j] += tasks[j - 1] * _deals(size, spec)
    return tasks[spec.way]


@dataclass
class Source:
    """What a method draws its training material from: one split, augmented, with its own generator.

    The generator is the only thing that changes; saving its state makes training resumable. Where several
    processes train together (``distributed``), each draws all tasks, so that their generators stay in the
    same state, and gets its share. Drawing and augmenting take about 1 % of a training step.
    """

    data: DataSet
    split: str
    augmentation: Augmentation
    generator: torch.Generator
    device: torch.device
    within_group: bool = False  # whatever form a method asks for, every task keeps to one group

    def episodes(self, spec: EpisodeSpec, count: int) -> list[Episode]:
        """``count`` augmented tasks, on the device, or this process's share of them."""
        spec = replace(spec, within_group=spec.within_group or self.within_group)
        drawn = sample_episodes(self.data, self.split, spec, count, self.generator)
        return distributed.deal([self._augment(episode, spec.within_group) for episode in drawn])

    def batch(self, size: int) -> tuple[Tensor, Tensor, tuple[int, ...]]:
        """Images (size, C, 28, 28), labels counted within the split (size,), and the items drawn.

        Raises Unusable where several processes train together: BatchNorm takes its statistics of the batch
        as a whole, so parts of it would make another network than one process makes.
        """
        if distributed.size() > 1:
            raise Unusable(distributed.PROCESSES, str(distributed.size()), "a batch is not dealt out")
        pool = self.item_pool
        items = pool[torch.randint(len(pool), (size,), generator=self.generator)]
        x = jitter(ink(self.data, items), self.augmentation, self.generator)
        y = self.label_of[self.data.class_of[items]]
        return x.to(self.device), y.to(self.device), tuple(items.tolist())

    @cached_property
    def label_of(self) -> Tensor:
        """Of every class its number within the split; -1 for classes of other splits."""
        labels = torch.full((len(self.data.classes),), -1)
        classes = torch.tensor(self.data.split_classes(self.split))
        labels[classes] = torch.arange(len(classes))
        return labels

    @cached_property
    def item_pool(self) -> Tensor:
        """All items of the split."""
        return (self.label_of[self.data.class_of] >= 0).nonzero().squeeze(1)

    def _augment(self, episode: Episode, of_one_group: bool) -> Episode:
        support, query = turn_classes(episode, self.augmentation, self.generator, of_one_group)
        return Episode(
            support_x=jitter(support, self.augmentation, self.generator).to(self.device),
            support_y=episode.support_y.to(self.device),
            query_x=jitter(query, self.augmentation, self.generator).to(self.device),
            query_y=episode.query_y.to(self.device),
            class_ids=episode.class_ids,
            support_items=episode.support_items,
            query_items=episode.query_items,
        )
