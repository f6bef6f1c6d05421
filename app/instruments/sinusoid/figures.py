"""The sinusoid page's arithmetic: a task drawn by a seed, and what a learner makes of some points."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch

from fewshot_core.studies.sinusoid import Learner, sample_sines
from fewshot_core.studies.sinusoid.stored import COMPARED_AT
from fewshot_core.studies.sinusoid.tasks import grid

Points = tuple[tuple[float, float], ...]
MOST_DRAWN = 10
FAR = 1e6
"""Stands for the error of a fit that has run away to infinity."""


@dataclass(frozen=True)
class SineTask:
    """A task of the paper's kind and the points that show it."""

    amplitude: float
    phase: float
    points: Points

    def right(self) -> np.ndarray:
        """The whole sine wave, (COMPARED_AT,)."""
        return self.amplitude * np.sin(grid(COMPARED_AT).squeeze(1).numpy() + self.phase)


@dataclass(frozen=True)
class Fit:
    """A learner's function after each step, and its mean squared error at the points it was given."""

    curves: np.ndarray  # (states, COMPARED_AT)
    left: tuple[float, ...]  # (states,); empty where there are no points

    def wrong(self, right: np.ndarray) -> tuple[float, ...]:
        """Mean squared error along a whole curve, after each step."""
        return tuple(np.nan_to_num(np.square(self.curves - right).mean(-1), nan=FAR, posinf=FAR).tolist())


def draw_task(seed: int, count: int) -> SineTask:
    """The task of a seed; of its ten points, the first ``count``."""
    generator = torch.Generator().manual_seed(seed)
    sine = sample_sines(1, generator)
    x, y = (t[0, :count, 0].tolist() for t in sine.points(MOST_DRAWN, generator))
    points = tuple((round(a, 2), round(b, 2)) for a, b in zip(x, y, strict=True))
    return SineTask(sine.amplitude.item(), sine.phase.item(), points)


def fit_to(learner: Learner, points: Points) -> Fit:
    """Adapt a learner to points; without any, it stays at its start through all steps."""
    x = grid(COMPARED_AT)
    if not points:
        with torch.no_grad():
            start = learner.network(x[None])[0, :, 0].numpy()
        return Fit(np.tile(start, (learner.config.adapt_steps + 1, 1)), ())
    given = torch.tensor(points)[None]  # (1, points, 2)
    adapted = learner.adapt(given[..., :1], given[..., 1:])
    curves = adapted.predict_each(x[None])[:, 0, :, 0].numpy()  # (states, COMPARED_AT)
    left = (adapted.predict_each(given[..., :1]) - given[..., 1:]).square().mean((1, 2, 3))
    return Fit(curves, tuple(left.nan_to_num(nan=FAR, posinf=FAR).tolist()))
