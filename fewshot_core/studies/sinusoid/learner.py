"""MAML for regression: the engine's own, with another network and another loss.

Chelsea Finn, Pieter Abbeel and Sergey Levine, "Model-Agnostic Meta-Learning for Fast Adaptation of Deep
Networks", ICML 2017, arXiv 1703.03400, section 5.1: two hidden layers of 40 ReLU units, mean squared error.
The networks are tiny, so a whole meta-batch goes through one as if it were a single task: every task has its
own copy of θ along the parameters' first dimension.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import torch.nn.functional as F
from torch import Tensor, nn
from torch.func import functional_call

from fewshot_core.methods.gradient_based import GradientConfig
from fewshot_core.methods.maml import MAML
from fewshot_core.tensors.episode import Adapted, Episode
from fewshot_core.tensors.functional import Parameters, parameters_of


@dataclass(frozen=True)
class SinusoidConfig(GradientConfig):
    """The paper's settings. With 0 inner steps, MAML is ordinary training on all tasks mixed together."""

    width: int = 40  # units of each hidden layer
    shot: int = 10
    query: int = 10
    inner_lr: float = 0.01
    inner_steps: int = 1
    adapt_lr: float = 0.01
    meta_batch_size: int = 25


class Regressor(nn.Module):
    """Two hidden layers with ReLU: x (tasks, points, 1) -> y (tasks, points, 1).

    All parameters have a first dimension: 1 as they are stored, or the number of tasks, for which they
    are given through ``torch.func.functional_call``.
    """

    def __init__(self, width: int) -> None:
        super().__init__()
        layers = [nn.Linear(n_in, n_out) for n_in, n_out in pairwise((1, width, width, 1))]
        self.weights = nn.ParameterList(layer.weight.detach().T[None].contiguous() for layer in layers)
        self.biases = nn.ParameterList(layer.bias.detach()[None, None] for layer in layers)

    def forward(self, x: Tensor) -> Tensor:
        """The function's values (tasks, points, 1) at inputs x (tasks, points, 1)."""
        last = len(self.weights) - 1
        for i, (weight, bias) in enumerate(zip(self.weights, self.biases, strict=True)):
            x = x @ weight + bias  # (tasks, points, units)
            x = F.relu(x) if i < last else x
        return x


class Learner(MAML):
    """A start θ for the sinusoid's tasks, trained by ``step``; there are no images for ``train_step``."""

    id = "sinusoid"
    Config = SinusoidConfig

    def build_network(self) -> Regressor:  # type: ignore[override]
        """The paper's network with random weights."""
        return Regressor(self.config.width)

    def adapt(self, support_x: Tensor, support_y: Tensor, record: bool = False) -> Adapted:
        """``adapt_steps`` steps from θ on points x and y, both (tasks, points, 1).

        The result predicts values (tasks, points, 1); its ``classify`` returns them unchanged.
        """
        c = self.config
        walk = self.walk(support_x, support_y, c.adapt_lr, c.adapt_steps)
        return Adapted(
            states=len(walk.states),
            features=lambda x, state: functional_call(self.network, walk.states[state], (x,)),
            classify=lambda values, state: values,
        )

    @staticmethod
    def loss(scores: Tensor, labels: Tensor) -> Tensor:
        """Each task's mean squared error, summed over tasks, so that each copy of θ gets its own gradient."""
        return F.mse_loss(scores, labels, reduction="none").mean((1, 2)).sum()

    def start(self, support_y: Tensor) -> Parameters:
        """A copy of θ for each of the tasks, (tasks, …)."""
        theta = parameters_of(self.network)
        return {name: value.expand(len(support_y), *value.shape[1:]) for name, value in theta.items()}

    def step(self, tasks: Episode) -> float:
        """One outer update from a meta-batch; returns the mean squared error on its query points."""
        lesson = self.learn(tasks)
        self.apply_lessons([lesson])
        return F.mse_loss(lesson.query_scores, tasks.query_y).item()
