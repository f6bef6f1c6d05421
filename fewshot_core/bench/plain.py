"""Plain PyTorch: a functional loop over tasks, one graph, the default memory layout."""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import nn
from torch.func import functional_call

from fewshot_core.tensors.episode import Episode
from fewshot_core.tensors.functional import parameters_of


def usual_network(channels: int, width: int, way: int) -> nn.Sequential:
    """Conv4 with a linear head, as usually written: convolution, BatchNorm, ReLU, max-pooling."""
    layers: list[nn.Module] = []
    for c_in in (channels, width, width, width):
        convolution = nn.Conv2d(c_in, width, 3, padding=1, bias=False)
        layers += [convolution, nn.BatchNorm2d(width, track_running_stats=False), nn.ReLU(), nn.MaxPool2d(2)]
    return nn.Sequential(*layers, nn.Flatten(), nn.Linear(width, way))


def meta_gradient(
    network: nn.Module, tasks: list[Episode], lr: float, steps: int, second_order: bool
) -> None:
    """Add the mean outer gradient of the tasks to the network's ``grad``."""
    for task in tasks:
        weights = parameters_of(network)
        for _ in range(steps):
            loss = F.cross_entropy(functional_call(network, weights, (task.support_x,)), task.support_y)
            gradients = torch.autograd.grad(loss, list(weights.values()), create_graph=second_order)
            weights = {n: w - lr * g for (n, w), g in zip(weights.items(), gradients, strict=True)}
        loss = F.cross_entropy(functional_call(network, weights, (task.query_x,)), task.query_y)
        (loss / len(tasks)).backward()
