"""The arithmetic that several methods share, as pure functions: none changes its arguments."""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor, nn

Parameters = dict[str, Tensor]
"""A network's parameters by name; those of an inner loop are its *fast weights*."""


def parameters_of(network: nn.Module) -> Parameters:
    """The network's own parameters by name (θ); the tensors are not copied."""
    return {name: value for name, value in network.named_parameters()}


def part(parameters: Parameters, prefix: str) -> Parameters:
    """The parameters whose names begin with ``prefix``, keyed by the rest of their names."""
    return {n.removeprefix(prefix): value for n, value in parameters.items() if n.startswith(prefix)}


def class_means(features: Tensor, labels: Tensor, way: int) -> Tensor:
    """Mean feature vector of each class; in metric learning, the class's *prototype*.

    Shapes: features (images, features), labels (images,) in 0 … way-1; returns (way, features).
    """
    member = F.one_hot(labels, way).to(features.dtype)  # (images, way)
    return (member.T @ features) / member.sum(0).unsqueeze(1)  # (way, features)


def squared_distances(a: Tensor, b: Tensor) -> Tensor:
    """Squared Euclidean distance of every row of ``a`` (m, d) to every row of ``b`` (n, d): (m, n)."""
    return (a.unsqueeze(1) - b.unsqueeze(0)).square().sum(-1)


def cosine_similarities(a: Tensor, b: Tensor) -> Tensor:
    """Cosine of the angle between every row of ``a`` (m, d) and every row of ``b`` (n, d): (m, n)."""
    return F.normalize(a, dim=-1) @ F.normalize(b, dim=-1).T


def sgd_step(parameters: Parameters, gradients: Parameters, lr: float | Parameters) -> Parameters:
    """One step of gradient descent, φ ← φ - α g, as new tensors, through which gradients can flow.

    ``lr`` (α) is one number, or one for each parameter: a dict of the same names and shapes.
    """
    if isinstance(lr, dict):
        return {name: value - lr[name] * gradients[name] for name, value in parameters.items()}
    return {name: torch.sub(value, gradients[name], alpha=lr) for name, value in parameters.items()}


def interpolate(start: Parameters, end: Parameters, fraction: float) -> Parameters:
    """Reptile's outer step θ + ε (φ - θ), for ``start`` θ, ``end`` φ and ``fraction`` ε, as new tensors."""
    return {name: torch.lerp(value, end[name], fraction) for name, value in start.items()}


def accuracy(scores: Tensor, labels: Tensor) -> float:
    """Share, 0…1, of the rows of ``scores`` (images, way) whose largest entry is at the label (images,)."""
    return (scores.argmax(-1) == labels).float().mean().item()


def flatten(parameters: Parameters) -> Tensor:
    """All parameters as one vector (P,), detached, on the CPU, in the dict's order."""
    return torch.cat([value.detach().reshape(-1) for value in parameters.values()]).cpu()
