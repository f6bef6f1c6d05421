"""Prototypical networks with ``easyfsl`` as its notebooks train them: TaskSampler, DataLoader, cross-entropy.

Its scores are minus the distances, the engine's minus their squares, so outcomes cannot be compared. Both put
the same number of images through the network.
"""

from __future__ import annotations

from collections.abc import Iterator

import torch
import torch.nn.functional as F
from easyfsl.methods import PrototypicalNetworks
from easyfsl.samplers import TaskSampler
from torch import Tensor, nn
from torch.utils.data import DataLoader, Dataset

from fewshot_core.data.datasets import DataSet
from fewshot_core.data.sampling import ink
from fewshot_core.tensors.episode import EpisodeSpec


class _TakesDataSource:
    """A base class that accepts ``data_source``, as ``torch.utils.data.Sampler`` did.

    easyfsl still passes it, and today's Sampler raises an error at it.
    """

    def __init__(self, data_source: object = None) -> None:
        pass


class _Sampler(TaskSampler, _TakesDataSource):
    """easyfsl's sampler with that base class."""


class Images(Dataset):
    """A split's images and labels as floats in memory."""

    def __init__(self, data: DataSet, split: str, spec: EpisodeSpec) -> None:
        needed = spec.shot + spec.query
        classes = [c for c in (data.classes[i] for i in data.split_classes(split)) if c.count >= needed]
        self.labels = [label for label, c in enumerate(classes) for _ in c.items]
        self.images = ink(data, torch.tensor([item for c in classes for item in c.items]))

    def __len__(self) -> int:
        return len(self.labels)

    def __getitem__(self, item: int) -> tuple[Tensor, int]:
        return self.images[item], self.labels[item]

    def get_labels(self) -> list[int]:
        """The label of every image, which easyfsl's sampler asks for."""
        return self.labels


def tasks(data: DataSet, split: str, spec: EpisodeSpec) -> Iterator[tuple[Tensor, ...]]:
    """An endless iterator of tasks: support images and labels, query images and labels, class ids."""
    images = Images(data, split, spec)
    sampler = _Sampler(images, spec.way, spec.shot, spec.query, 1_000_000)  # type: ignore[call-arg]
    return iter(DataLoader(images, batch_sampler=sampler, collate_fn=sampler.episodic_collate_fn))


class Training:
    """easyfsl's ProtoNet on any backbone; ``step`` draws a task and updates the network once."""

    def __init__(self, backbone: nn.Module, source: Iterator[tuple[Tensor, ...]]) -> None:
        self.method = PrototypicalNetworks(backbone).train()
        self.optimiser = torch.optim.Adam(backbone.parameters(), lr=1e-3)
        self.source = source

    def step(self) -> float:
        """One update; returns the loss before it."""
        support_x, support_y, query_x, query_y, _ = next(self.source)
        self.optimiser.zero_grad()
        self.method.process_support_set(support_x, support_y)
        loss = F.cross_entropy(self.method(query_x), query_y)
        loss.backward()
        self.optimiser.step()
        return loss.item()
