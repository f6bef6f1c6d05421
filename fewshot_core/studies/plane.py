"""Meta-learning with two parameters, so that parameters can be drawn as points in a plane.

Three tasks of two classes of points in the plane, answered by logistic regression without bias: the network
is one weight w ∈ R². The outer gradients are computed by the methods of this engine.

Many θ are computed in one call: the network then holds one weight for each of them. The loss is the mean over
all, which divides a weight's own gradient by their number; α and the result are multiplied by it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from fewshot_core.methods.fomaml import FOMAML
from fewshot_core.methods.gradient_based import GradientBased, GradientConfig
from fewshot_core.methods.maml import MAML
from fewshot_core.methods.reptile import Reptile, ReptileConfig
from fewshot_core.tensors.episode import Episode

BEST = ((1.3, 0.8), (-1.4, 0.9), (0.2, -1.5))
"""The weight w that each task's labels are drawn from."""
ANGLES = (0.9, 2.0, 0.2)
"""The direction, in radians, along which each task's points spread most and its loss curves most."""
SPREAD = (2.2, 0.8)
POINTS = 40
"""The number of points in each support set and in each query set."""


@dataclass(frozen=True)
class View:
    """What the methods do from G starts θ with T tasks and S inner steps; all tensors are float64."""

    paths: Tensor  # (T, S + 1, G, 2): φ₀ = θ … φ_S
    gradients: dict[str, Tensor]  # by method (G, 2): mean outer gradient; θ moves by -β times it
    before: Tensor  # (T, G): query loss at θ
    after: Tensor  # (T, G): query loss at φ_S


class Weights(nn.Module):
    """G weights, each with its own copy of the points; the scores of a point x are 0 and x·w."""

    def __init__(self, theta: Tensor) -> None:
        super().__init__()
        self.w = nn.Parameter(theta.clone())

    def forward(self, x: Tensor) -> Tensor:
        """Scores (G * points, 2) of points (G * points, 2), which lie weight by weight."""
        scores = (x.view(len(self.w), -1, 2) @ self.w.unsqueeze(-1)).flatten()
        return torch.stack([torch.zeros_like(scores), scores], -1)


class _PlaneMAML(MAML):
    def build_network(self) -> Weights:  # type: ignore[override]
        return Weights(torch.zeros(1, 2, dtype=torch.float64))


class _PlaneFOMAML(FOMAML):
    def build_network(self) -> Weights:  # type: ignore[override]
        return Weights(torch.zeros(1, 2, dtype=torch.float64))


class _PlaneReptile(Reptile):
    def build_network(self) -> Weights:  # type: ignore[override]
        return Weights(torch.zeros(1, 2, dtype=torch.float64))


METHODS: dict[str, type[GradientBased]] = {
    "maml": _PlaneMAML,
    "fomaml": _PlaneFOMAML,
    "reptile": _PlaneReptile,
}


@cache
def tasks() -> tuple[Episode, ...]:
    """The three tasks, always the same; their labels are random, so no line separates a task's classes."""
    source = torch.Generator().manual_seed(108)
    return tuple(_task(torch.tensor(b).double(), a, source) for b, a in zip(BEST, ANGLES, strict=True))


def _task(best: Tensor, angle: float, source: torch.Generator) -> Episode:
    turn = torch.tensor(angle, dtype=torch.float64)
    axes = torch.stack([torch.stack([turn.cos(), turn.sin()]), torch.stack([-turn.sin(), turn.cos()])])
    x = torch.randn(2 * POINTS, 2, generator=source, dtype=torch.float64)
    x = x * torch.tensor(SPREAD, dtype=torch.float64) @ axes
    y = (torch.rand(2 * POINTS, generator=source, dtype=torch.float64) < (x @ best).sigmoid()).long()
    support, query = x[:POINTS], x[POINTS:]
    return Episode(support, y[:POINTS], query, y[POINTS:], (0, 1), (), ())


def loss(theta: Tensor, x: Tensor, y: Tensor) -> Tensor:
    """Cross-entropy of weights (G, 2) on points x (points, 2) with labels y (points,): (G,)."""
    scores = theta @ x.T
    return F.softplus(torch.where(y.bool(), -scores, scores)).mean(-1)


def look(theta: Tensor, inner_lr: float, inner_steps: int) -> View:
    """The view from starts θ (G, 2): each method's ``learn`` on each task, averaged over the tasks."""
    walks, gradients = [], {}
    for name in METHODS:
        method = _method(name, theta, inner_lr, inner_steps)
        lessons = [method.learn(_copies(task, len(theta))) for task in tasks()]
        mean = torch.stack([lesson.outer_gradient["w"] for lesson in lessons]).mean(0)
        gradients[name] = (mean if name == "reptile" else mean * len(theta)).detach()
        walks = [torch.stack([state["w"].detach() for state in lesson.walk.states]) for lesson in lessons]
    paths = torch.stack(walks)
    before = torch.stack([loss(theta, t.query_x, t.query_y) for t in tasks()])
    after = torch.stack([loss(p[-1], t.query_x, t.query_y) for p, t in zip(paths, tasks(), strict=True)])
    return View(paths, gradients, before, after)


def travel(
    theta: Tensor, name: str, inner_lr: float, inner_steps: int, outer_lr: float, count: int
) -> Tensor:
    """θ (2,) and its positions after each of ``count`` outer updates by a method: (count + 1, 2)."""
    places = [theta]
    for _ in range(count):
        method = _method(name, places[-1][None], inner_lr, inner_steps)
        lessons = [method.learn(task).outer_gradient["w"] for task in tasks()]
        places.append(places[-1] - outer_lr * torch.stack(lessons).mean(0)[0].detach())
    return torch.stack(places)


def _method(name: str, theta: Tensor, inner_lr: float, inner_steps: int) -> GradientBased:
    config: GradientConfig = ReptileConfig(inner_shot=0) if name == "reptile" else GradientConfig()
    # All of a task's points at every step, of Reptile too, so that all methods walk alike.
    method = METHODS[name](replace(config, inner_lr=inner_lr * len(theta), inner_steps=inner_steps))
    method.network = Weights(theta)  # type: ignore[assignment]  # answers points, not images
    return method


def _copies(task: Episode, count: int) -> Episode:
    """The task with a copy of its points for each of ``count`` weights."""
    x, y = task.support_x.repeat(count, 1), task.support_y.repeat(count)
    return Episode(x, y, task.query_x.repeat(count, 1), task.query_y.repeat(count), (0, 1), (), ())
