"""Prototypical networks with ``easyfsl`` as its notebooks train them: TaskSampler, DataLoader, cross-entropy.

Its scores are minus the distances, the engine's minus their squares, so outcomes cannot be compared; the
images through the network are the same.
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
    """What ``torch.utils.data.Sampler`` was when easyfsl was written: today its first line is an error."""

    def __init__(self, data_source: object = None) -> None:
        pass


class _Sampler(TaskSampler, _TakesDataSource):
    """easyfsl's sampler, and nothing else."""


class Images(Dataset):
    """A split's images and labels, ready as floats."""

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
        """What its sampler asks for."""
        return self.labels


def tasks(data: DataSet, split: str, spec: EpisodeSpec) -> Iterator[tuple[Tensor, ...]]:
    """Tasks without end: support images, their labels, query images, their labels, class ids."""
    images = Images(data, split, spec)
    sampler = _Sampler(images, spec.way, spec.shot, spec.query, 1_000_000)  # type: ignore[call-arg]
    return iter(DataLoader(images, batch_sampler=sampler, collate_fn=sampler.episodic_collate_fn))


class Training:
    """Its ProtoNet on any backbone: ``step`` draws a task and updates the network once."""

    def __init__(self, backbone: nn.Module, source: Iterator[tuple[Tensor, ...]]) -> None:
        self.method = PrototypicalNetworks(backbone).train()
        self.optimiser = torch.optim.Adam(backbone.parameters(), lr=1e-3)
        self.source = source

    def step(self) -> float:
        """The loss before the update."""
        support_x, support_y, query_x, query_y, _ = next(self.source)
        self.optimiser.zero_grad()
        self.method.process_support_set(support_x, support_y)
        loss = F.cross_entropy(self.method(query_x), query_y)
        loss.backward()
        self.optimiser.step()
        return loss.item()
