"""Reptile: train on a task for a few steps, then move the start towards the trained weights.

Alex Nichol, Joshua Achiam and John Schulman, "On First-Order Meta-Learning Algorithms", arXiv 1803.02999,
algorithm 1.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch.func import functional_call

from fewshot_core.methods.gradient_based import GradientBased, GradientConfig, Lesson
from fewshot_core.methods.inner_loop import Walk, inner_loop
from fewshot_core.tensors.episode import Episode
from fewshot_core.tensors.errors import OutOfRange


@dataclass(frozen=True)
class ReptileConfig(GradientConfig):
    """Settings of Reptile. It has no query loss, so the images it learns from are all support images.

    Raises OutOfRange for a negative ``inner_shot``.
    """

    shot: int = 5
    query: int = 1  # looked at, to report a loss; nothing is learnt from them
    inner_steps: int = 10
    inner_shot: int = 1  # images of a class that an inner step learns from, in turns; 0: all of them
    outer_lr: float = 0.5  # ε

    def __post_init__(self) -> None:
        if self.inner_shot < 0:
            raise OutOfRange("inner_shot", self.inner_shot, 0)


class Reptile(GradientBased):
    """The outer gradient is θ - φ_S; no gradient of a query loss is taken."""

    id = "reptile"
    Config = ReptileConfig
    config: ReptileConfig

    def build_optimiser(self) -> torch.optim.Optimizer:
        """Plain gradient descent, since θ ← θ + ε (φ_S - θ) is a step along θ - φ_S."""
        return torch.optim.SGD(self.network.parameters(), lr=self.config.outer_lr)

    def learn(self, episode: Episode) -> Lesson:
        """The outer gradient θ - φ_S; for the head, whose rows belong to classes, the mean over the rows."""
        c = self.config
        if 0 < c.inner_shot < episode.shot:
            walk = self._walk_in_turns(episode)
        else:
            walk = self.walk(episode.support_x, episode.support_y, c.inner_lr, c.inner_steps)
        change = {name: (walk.start[name] - walk.end[name]).detach() for name in walk.start}
        outer = {n: g.mean(0, keepdim=True) if n.startswith("head.") else g for n, g in change.items()}
        with torch.no_grad():
            scores = functional_call(self.network, walk.end, (episode.query_x,))
        unused = {name: torch.zeros_like(value) for name, value in walk.end.items()}
        return Lesson(outer, walk, unused, scores)

    def _walk_in_turns(self, episode: Episode) -> Walk:
        """From θ, every inner step on the next ``inner_shot`` images of each class, in turns.

        With other images at every step, Reptile's update raises the inner product of their gradients, so that
        learning from some images helps with others (section 5.1). For 1-shot tasks ``inner_shot`` = 1 fits
        best.
        """
        c, x, y = self.config, episode.support_x, episode.support_y
        rows = torch.arange(len(y), device=y.device).view(episode.way, episode.shot)
        round_and_round = torch.arange((c.inner_steps + 1) * c.inner_shot) % episode.shot
        turns = [rows[:, shots].flatten() for shots in round_and_round.split(c.inner_shot)]
        walk = Walk([self.start(y)], [], turns)
        for now in turns[:-1]:
            stride = inner_loop(self.network, walk.end, x[now], y[now], c.inner_lr, 1, loss=self.loss)
            walk.states.append(stride.end)
            walk.gradients.extend(stride.gradients)
        return walk
