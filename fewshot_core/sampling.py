"""Drawing episodes and batches from a class split: seeded, vectorised, a gather of tensors."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from math import comb

import torch
from torch import Tensor

from fewshot_core.augment import Augmentation, jitter, turn_classes
from fewshot_core.datasets.dataset import DataSet
from fewshot_core.types import Episode, EpisodeSpec, NotEnoughClasses, NotEnoughImages


def eligible_classes(data: DataSet, split: str, spec: EpisodeSpec) -> tuple[int, ...]:
    """The split's classes that have images enough for such a task; no other is ever drawn.

    Raises NotEnoughClasses if the split has fewer than ``way`` classes, NotEnoughImages if too few
    of them are large enough.
    """
    classes = data.split_classes(split)
    if spec.way > len(classes):
        raise NotEnoughClasses(spec.way, len(classes), split)
    needed = spec.shot + spec.query
    eligible = tuple(i for i in classes if data.classes[i].count >= needed)
    if spec.way > len(eligible):
        sizes = sorted((data.classes[i].count for i in classes), reverse=True)
        raise NotEnoughImages(needed, sizes[spec.way - 1], spec.way, split)
    return eligible


def sample_episode(data: DataSet, split: str, spec: EpisodeSpec, seed: int) -> Episode:
    """The task of this form that belongs to this seed: the same on every machine."""
    return sample_episodes(data, split, spec, 1, torch.Generator().manual_seed(seed))[0]


def sample_episodes(
    data: DataSet, split: str, spec: EpisodeSpec, count: int, generator: torch.Generator
) -> list[Episode]:
    """``count`` tasks at once. Classes and images are drawn without replacement, all equally likely."""
    classes = torch.tensor(eligible_classes(data, split, spec))
    first = torch.tensor([c.first for c in data.classes])
    size = torch.tensor([c.count for c in data.classes])
    # The largest of random keys are a random choice without replacement, in random order.
    chosen = classes[torch.rand(count, len(classes), generator=generator).topk(spec.way).indices]
    keys = torch.rand(count, spec.way, int(size.max()), generator=generator)
    keys[torch.arange(int(size.max())) >= size[chosen].unsqueeze(-1)] = -1  # past the end of a class
    items = first[chosen].unsqueeze(-1) + keys.topk(spec.shot + spec.query).indices
    support = items[..., : spec.shot].flatten(1)  # (count, way * shot)
    query = items[..., spec.shot :].flatten(1)  # (count, way * query)
    return [_episode(data, spec, c, s, q) for c, s, q in zip(chosen, support, query, strict=True)]


def _episode(data: DataSet, spec: EpisodeSpec, classes: Tensor, support: Tensor, query: Tensor) -> Episode:
    labels = torch.arange(spec.way)
    return Episode(
        support_x=ink(data, support),
        support_y=labels.repeat_interleave(spec.shot),
        query_x=ink(data, query),
        query_y=labels.repeat_interleave(spec.query),
        class_ids=tuple(classes.tolist()),
        support_items=tuple(support.tolist()),
        query_items=tuple(query.tolist()),
    )


def ink(data: DataSet, items: Tensor) -> Tensor:
    """The network's view of items: (items, channels, 28, 28), float, 0 (paper) … 1 (ink)."""
    return data.images[items].float() / 255


def count_tasks(data: DataSet, split: str, spec: EpisodeSpec) -> tuple[int, int]:
    """How many different sets of ``way`` eligible classes the split offers, and how many different tasks.

    Two tasks differ when their sets of support or query images differ; the order of classes and
    images does not count. A task's number of image choices depends on its classes' sizes, so the
    total is the ``way``-th elementary symmetric polynomial of the choices a class offers.
    """
    sizes = [data.classes[i].count for i in eligible_classes(data, split, spec)]
    deals = [comb(n, spec.shot) * comb(n - spec.shot, spec.query) for n in sizes]
    tasks = [1] + [0] * spec.way  # tasks[j]: with j of the classes seen so far
    for deal in deals:
        for j in range(spec.way, 0, -1):
            tasks[j] += tasks[j - 1] * deal
    return comb(len(sizes), spec.way), tasks[spec.way]


@dataclass
class Source:
    """What a method draws its training material from: one split, augmented, with its own dice.

    The generator is the only thing that changes; saving its state makes training resumable.
    """

    data: DataSet
    split: str
    augmentation: Augmentation
    generator: torch.Generator
    device: torch.device

    def episodes(self, spec: EpisodeSpec, count: int) -> list[Episode]:
        """``count`` augmented tasks, on the device."""
        drawn = sample_episodes(self.data, self.split, spec, count, self.generator)
        return [self._augment(episode) for episode in drawn]

    def batch(self, size: int) -> tuple[Tensor, Tensor, tuple[int, ...]]:
        """Images (size, C, 28, 28), labels counted within the split (size,), and the items drawn."""
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

    def _augment(self, episode: Episode) -> Episode:
        support, query = turn_classes(episode, self.augmentation, self.generator)
        return Episode(
            support_x=jitter(support, self.augmentation, self.generator).to(self.device),
            support_y=episode.support_y.to(self.device),
            query_x=jitter(query, self.augmentation, self.generator).to(self.device),
            query_y=episode.query_y.to(self.device),
            class_ids=episode.class_ids,
            support_items=episode.support_items,
            query_items=episode.query_items,
        )
