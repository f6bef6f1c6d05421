"""Reptile: train on a task for a few steps, then move the start towards where they led.

Alex Nichol, Joshua Achiam and John Schulman, "On First-Order Meta-Learning Algorithms",
arXiv 1803.02999, algorithm 1.
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
    """Reptile has no query loss: all images of a class that it is given are support images."""

    shot: int = 5
    query: int = 1  # looked at, to report a loss; nothing is learnt from them
    inner_steps: int = 10
    inner_shot: int = 1  # images of a class that an inner step learns from, in turns; 0: all of them
    outer_lr: float = 0.5  # ε

    def __post_init__(self) -> None:
        if self.inner_shot < 0:
            raise OutOfRange("inner_shot", self.inner_shot, 0)


class Reptile(GradientBased):
    """The outer gradient is θ - φ_S: no gradient of a query loss at all."""

    id = "reptile"
    Config = ReptileConfig
    config: ReptileConfig

    def build_optimiser(self) -> torch.optim.Optimizer:
        """θ ← θ + ε (φ_S - θ) is plain gradient descent on θ - φ_S."""
        return torch.optim.SGD(self.network.parameters(), lr=self.config.outer_lr)

    def learn(self, episode: Episode) -> Lesson:
        """θ - φ_S; of the head's rows, one a class, the mean."""
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
        """From θ, every inner step on the next ``inner_shot`` images of each class, round and round.

        With other images at every step, what Reptile raises is the inner product of their gradients, which is
        to learn from some images what helps with others (section 5.1). A 1-shot task is met best with 1.
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
