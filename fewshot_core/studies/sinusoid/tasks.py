"""The tasks: sine waves of random amplitude and phase, each given by a few of its points.

Chelsea Finn, Pieter Abbeel and Sergey Levine, "Model-Agnostic Meta-Learning for Fast Adaptation of
Deep Networks", ICML 2017, arXiv 1703.03400, section 5.1.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import torch
from torch import Tensor

from fewshot_core.tensors.episode import Episode

AMPLITUDES = (0.1, 5.0)
PHASES = (0.0, math.pi)
INPUTS = (-5.0, 5.0)


@dataclass(frozen=True)
class Sines:
    """Several tasks at once: y = A sin(x + b)."""

    amplitude: Tensor  # A, (tasks,)
    phase: Tensor  # b, (tasks,)

    def __call__(self, x: Tensor) -> Tensor:
        """The values (tasks, points, 1) at inputs x (tasks, points, 1), or (points, 1) for all tasks."""
        return self.amplitude.view(-1, 1, 1) * torch.sin(x + self.phase.view(-1, 1, 1))

    def points(self, count: int, generator: torch.Generator) -> tuple[Tensor, Tensor]:
        """``count`` random points of each task: x and y, both (tasks, count, 1)."""
        x = uniform((len(self.amplitude), count, 1), INPUTS, generator)
        return x, self(x)


def sample_sines(count: int, generator: torch.Generator) -> Sines:
    """``count`` random tasks."""
    return Sines(uniform((count,), AMPLITUDES, generator), uniform((count,), PHASES, generator))


def sample_meta_batch(count: int, shot: int, query: int, generator: torch.Generator) -> Episode:
    """``count`` tasks as one episode, with ``shot`` support and ``query`` query points of each.

    The fields of an episode that name classes and items stay empty.
    """
    sines = sample_sines(count, generator)
    return Episode(*sines.points(shot, generator), *sines.points(query, generator), (), (), ())


def mean_of_all(x: Tensor) -> Tensor:
    """The mean of all tasks at inputs x, E[A] E[sin(x + b)] = (2/π) E[A] cos x for b in 0 … π.

    Of all functions that know neither A nor b it has the least expected squared error.
    """
    return sum(AMPLITUDES) / 2 * (2 / math.pi) * torch.cos(x)


def least_error(sines: Sines, x: Tensor) -> float:
    """The least mean squared error of any one function on these tasks at inputs x: that of their mean."""
    right = sines(x)  # (tasks, points, 1)
    return (right - right.mean(0)).square().mean().item()


def grid(points: int) -> Tensor:
    """``points`` evenly spaced inputs over the whole range: (points, 1)."""
    return torch.linspace(*INPUTS, points).unsqueeze(1)


def uniform(shape: tuple[int, ...], between: tuple[float, float], generator: torch.Generator) -> Tensor:
    """Random numbers of this shape, uniform between two bounds."""
    low, high = between
    return low + (high - low) * torch.rand(shape, generator=generator)
