"""Drawing episodes and batches from a class split, by a seeded generator and vectorised over tasks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import torch
from torch import Tensor

from fewshot_core.data.augment import Augmentation, jitter, turn_classes
from fewshot_core.data.datasets.dataset import DataSet
from fewshot_core.data.pools import Pools, chosen_pool, pools
from fewshot_core.tensors import distributed
from fewshot_core.tensors.episode import Episode, EpisodeSpec
from fewshot_core.tensors.errors import Unusable


def sample_episode(
    data: DataSet, split: str, spec: EpisodeSpec, seed: int, classes: Sequence[str] = ()
) -> Episode:
    """The task that belongs to a seed, the same on every machine.

    ``classes``, ids of classes of any split, fix and order its classes; the seed draws their images alone.
    Raises what ``pools`` raises, or with ``classes`` what ``chosen_pool`` raises.
    """
    return sample_episodes(data, split, spec, 1, torch.Generator().manual_seed(seed), classes)[0]


def sample_episodes(
    data: DataSet,
    split: str,
    spec: EpisodeSpec,
    count: int,
    generator: torch.Generator,
    classes: Sequence[str] = (),
) -> list[Episode]:
    """``count`` tasks of this form, drawn with the generator.

    Pools are equally likely, and in a pool so are classes, and in a class images (or, with ``other_hand``,
    drawers). ``classes``, and what is raised: see ``sample_episode``.
    """
    if classes:
        source = chosen_pool(data, split, spec, classes)
        pool = torch.zeros(count, dtype=torch.long)
        places = torch.arange(spec.way).expand(count, -1)
    else:
        source = pools(data, split, spec)
        pool, places = _draw_places(source, spec, count, generator)
    chosen = source.classes[pool].gather(1, places)
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


def _draw_places(
    source: Pools, spec: EpisodeSpec, count: int, generator: torch.Generator
) -> tuple[Tensor, Tensor]:
    """For each task a pool (count,), and the places of its classes in that pool (count, way)."""
    pool = torch.zeros(count, dtype=torch.long)
    if spec.within_group:
        pool = torch.randint(len(source.classes), (count,), generator=generator)
    classes = source.classes[pool]  # (count, widest)
    # The largest of random keys are a random choice without replacement, in random order.
    keys = torch.rand(classes.shape, generator=generator)
    keys[classes < 0] = -1  # past the end of a pool
    return pool, keys.topk(spec.way).indices


def _draw_images(data: DataSet, chosen: Tensor, spec: EpisodeSpec, generator: torch.Generator) -> Tensor:
    """Items (count, way, shot + query) of classes (count, way), drawn separately for each class."""
    largest = int(data.sizes.max())
    keys = torch.rand(*chosen.shape, largest, generator=generator)
    keys[torch.arange(largest) >= data.sizes[chosen].unsqueeze(-1)] = -1  # past the end of a class
    return data.firsts[chosen].unsqueeze(-1) + keys.topk(spec.shot + spec.query).indices


def _draw_by_hand(drawn: Tensor, spec: EpisodeSpec, generator: torch.Generator) -> Tensor:
    """Items (count, way, shot + query) from ``drawn`` (count, way, hands), the same hands for all classes."""
    keys = torch.rand(len(drawn), drawn.shape[2], generator=generator)
    keys[drawn[:, 0] < 0] = -1  # no such hand
    hands = keys.topk(spec.shot + spec.query).indices
    return drawn.gather(2, hands.unsqueeze(1).expand(-1, spec.way, -1))


def ink(data: DataSet, items: Tensor) -> Tensor:
    """Items (items,) as the networks see them: (items, channels, side, side), float, 0 (paper) … 1 (ink)."""
    return data.images.index_select(0, items).float().div_(255)


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
        """``count`` augmented tasks on the device, or this process's share; raises as ``pools`` does."""
        spec = replace(spec, within_group=spec.within_group or self.within_group)
        drawn = sample_episodes(self.data, self.split, spec, count, self.generator)
        return distributed.deal([self._augment(episode, spec.within_group) for episode in drawn])

    def batch(self, size: int) -> tuple[Tensor, Tensor, tuple[int, ...]]:
        """A random batch: images (size, C, 28, 28), labels (size,) counted within the split, and the items.

        Raises Unusable where several processes train together: BatchNorm takes its statistics from the batch
        as a whole, so sharing it out would give another network than one process makes.
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
        """The number of every class within the split, (classes,); -1 for classes of other splits."""
        labels = torch.full((len(self.data.classes),), -1)
        classes = torch.tensor(self.data.split_classes(self.split))
        labels[classes] = torch.arange(len(classes))
        return labels

    @cached_property
    def item_pool(self) -> Tensor:
        """All items of the split, (items,)."""
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
