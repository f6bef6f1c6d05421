"""The sinusoid page's arithmetic: a task drawn by a seed, and what learners make of some points."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch

from fewshot_core.studies.sinusoid import Learner, sample_sines
from fewshot_core.studies.sinusoid.stored import COMPARED_AT
from fewshot_core.studies.sinusoid.tasks import grid
from fewshot_core.studies.sinusoid.together import fits_of

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


def fits_to(learners: Sequence[Learner], points: Points) -> tuple[Fit, ...]:
    """Adapt learners to points, together; without any, they stay at their starts through all steps."""
    x = grid(COMPARED_AT)
    if not points:
        with torch.no_grad():
            starts = [each.network(x[None])[0, :, 0].numpy() for each in learners]
        steps = learners[0].config.adapt_steps
        return tuple(Fit(np.tile(start, (steps + 1, 1)), ()) for start in starts)
    given = torch.tensor(points)
    values = fits_of(learners, given[:, :1], given[:, 1:], torch.cat([x, given[:, :1]])).squeeze(-1)
    left = (values[..., COMPARED_AT:] - given[:, 1]).square().mean(-1).nan_to_num(nan=FAR, posinf=FAR)
    curves = values[..., :COMPARED_AT].numpy()  # (learners, states, COMPARED_AT)
    return tuple(Fit(curve, tuple(each)) for curve, each in zip(curves, left.tolist(), strict=True))
