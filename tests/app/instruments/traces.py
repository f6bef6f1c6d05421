"""Small made-up traces and a tiny data set, in the engine's own types."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import torch
from PIL import Image

from fewshot_core.data.datasets.dataset import ClassInfo, DataSet, Group
from fewshot_core.tensors.trace import AdaptTrace, BatchTrace, OuterTrace, TaskTrace

PARAMETERS = 240
PER_CLASS = 12
CLASSES = 20


@dataclass(frozen=True)
class Loop:
    early: tuple
    late: Any
    curve: tuple
    info: dict
    log: tuple
    test: Any = None


def tiny_data() -> DataSet:
    classes = tuple(
        ClassInfo(f"c{i}", f"thing <{i}>", f"东西{i}", "g", "train", i * PER_CLASS, PER_CLASS)
        for i in range(CLASSES)
    )
    images = torch.zeros(CLASSES * PER_CLASS, 1, 28, 28, dtype=torch.uint8)
    return DataSet(
        "tiny", classes, (Group("g", "g", "g"),), (), images, lambda item: Image.new("RGB", (64, 64))
    )


def task_trace(
    dice: torch.Generator, theta: torch.Tensor, way: int, shot: int, query: int, steps: int
) -> TaskTrace:
    def noise(*shape: int) -> torch.Tensor:
        return torch.randn(*shape, generator=dice)

    gradients = noise(steps, len(theta))
    walk = torch.stack([theta, *(theta - 0.1 * gradients.cumsum(0))])
    chosen = torch.randperm(CLASSES, generator=dice)[:way].tolist()
    inner = AdaptTrace(noise(steps + 1, way * shot, way), noise(steps + 1).abs(), walk, gradients, 0.1)
    losses = noise(steps + 1).abs()
    return TaskTrace(
        tuple(chosen),
        tuple(c * PER_CLASS + i for c in chosen for i in range(shot)),
        tuple(c * PER_CLASS + shot + i for c in chosen for i in range(query)),
        tuple(label for label in range(way) for _ in range(query)),
        walk[-1],
        float(losses[-1]),
        noise(len(theta)),
        inner,
        noise(steps + 1, way * query, way),
        losses,
        noise(len(theta)),
    )


def outer_trace(
    way: int = 3, shot: int = 2, query: int = 2, steps: int = 3, tasks: int = 4, seed: int = 0
) -> OuterTrace:
    dice = torch.Generator().manual_seed(seed)
    theta = torch.randn(PARAMETERS, generator=dice)
    each = tuple(task_trace(dice, theta, way, shot, query, steps) for _ in range(tasks))
    mean = torch.stack([t.outer_gradient for t in each]).mean(0)
    return OuterTrace(theta, theta - 0.01 * mean, mean, each[0], each[1:])


def batch_trace(size: int = 32, seed: int = 0) -> BatchTrace:
    dice = torch.Generator().manual_seed(seed)
    theta = torch.randn(PARAMETERS, generator=dice)
    items = torch.randint(CLASSES * PER_CLASS, (size,), generator=dice).tolist()
    gradient = torch.randn(PARAMETERS, generator=dice)
    true = tuple(i // PER_CLASS for i in items)
    predicted = tuple((c + i % 2) % CLASSES for i, c in enumerate(true))
    chance = torch.rand(size, generator=dice)
    return BatchTrace(tuple(items), true, chance, predicted, 2.5, theta, gradient, theta - 0.01 * gradient)


def loop_trace(method: str, **form: int) -> Loop:
    info: dict[str, Any] = {"outer_lr": 0.001, "optimiser": "Adam", "train_way": 5}
    if method == "conventional":
        updates = tuple(batch_trace(seed=i) for i in range(3))
        info |= {"batch_size": 32}
    else:
        updates = tuple(outer_trace(seed=i, **form) for i in range(3))
        info |= {"inner_lr": 0.1, "transductive": True}
    curve = tuple((4 * i, 1.6 - i / 1000) for i in range(1, 500))
    log = tuple((i, 4 * i, 1.6 - i / 1000, 0.2 + i / 1000) for i in range(1, 500))
    return Loop(updates[:2], updates[2], curve, info, log)
