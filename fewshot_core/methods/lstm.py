"""The LSTM meta-learner: a small recurrent network takes the steps that gradient descent takes elsewhere.

Sachin Ravi and Hugo Larochelle, "Optimization as a Model for Few-Shot Learning", ICLR 2017
(https://openreview.net/forum?id=rJY0-Kcll; not on arXiv). Gradient descent, θ ← θ - α ∇L, has the form of an
LSTM's cell, c ← f ∘ c + i ∘ c̃: the state c is θ, the candidate c̃ is -∇L, the forget gate f is 1 and the
input gate i is α. Here both gates are learnt; every weight of θ has its own, computed by one rule shared by
all of them.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from fewshot_core.methods.gradient_based import GradientConfig
from fewshot_core.methods.inner_loop import Walk, gradient_at, start_for
from fewshot_core.methods.maml import MAML
from fewshot_core.methods.method import number_of_classes
from fewshot_core.tensors.functional import Parameters
from fewshot_core.tensors.heads import Classifier

CELL = "cell."


@dataclass(frozen=True)
class LSTMConfig(GradientConfig):
    """Settings of the cell; a task is answered with as many steps as were trained."""

    inner_lr: float = 0.1  # the input gate before training
    inner_steps: int = 4
    adapt_steps: int = 4
    hidden: int = 8  # units of the first layer (20 in the paper's code; 8 take under half the time)
    exact: bool = False  # True: differentiate through the inner gradients, too


class LSTMLearner(MAML):
    """The start θ and the cell are learnt together; as in the paper, inner gradients count as constants."""

    id = "lstm"
    Config = LSTMConfig
    config: LSTMConfig
    network: ClassifierWithCell

    def build_network(self) -> ClassifierWithCell:
        """The classifier, whose parameters are the cell's first state and are learnt too, and the cell."""
        return ClassifierWithCell(super().build_network(), Cell(self.config.hidden, self.config.inner_lr))

    def walk(
        self, support_x: Tensor, support_y: Tensor, lr: float, steps: int, differentiable: bool = False
    ) -> Walk:
        """``steps`` steps of the cell from θ; ``lr`` is not used. See ``GradientBased.walk``."""
        both = start_for(self.network, number_of_classes(support_y))
        states = [{name: value for name, value in both.items() if not name.startswith(CELL)}]
        gradients: list[Parameters] = []
        memory: Memory | None = None
        exact = differentiable and self.config.exact
        for _ in range(steps):
            gradient, scores = gradient_at(self.network, states[-1], support_x, support_y, exact)
            loss = F.cross_entropy(scores, support_y)
            with torch.set_grad_enabled(differentiable):
                state, memory = self.network.cell(_vector(states[-1]), _vector(gradient), loss, memory)
            gradients.append(gradient)
            states.append(_like(states[-1], state))
        return Walk(states, gradients)


@dataclass(frozen=True)
class Memory:
    """What the cell keeps of each of P parameters from one step to the next."""

    first: tuple[Tensor, Tensor]  # the first layer's hidden and cell state, (P, hidden) each
    forget: Tensor  # (P,): the last gates
    admit: Tensor  # (P,)


class Cell(nn.Module):
    """Two layers: an LSTM that is given gradient and loss, and the two gates of every parameter."""

    def __init__(self, hidden: int, rate: float) -> None:
        super().__init__()
        self.hidden = hidden
        self.first = nn.LSTMCell(4, hidden)
        self.gates = nn.Linear(hidden + 3, 2)
        with torch.no_grad():  # begins as gradient descent: nothing forgotten, steps of size ``rate``
            self.gates.weight.mul_(0.01)
            self.gates.bias.copy_(torch.logit(torch.tensor([0.998, rate])))

    def forward(
        self, state: Tensor, gradient: Tensor, loss: Tensor, memory: Memory | None
    ) -> tuple[Tensor, Memory]:
        """Equation (2) of the paper, c ← f ∘ c - i ∘ ∇L, for all P parameters at once.

        ``state`` and ``gradient`` are (P,), ``loss`` is one number, ``memory`` is None at the first step.
        Returns the new state (P,) and the new memory.
        """
        inputs = torch.cat([scaled(gradient), scaled(loss).expand(len(state), 2)], 1)  # (P, 4)
        if memory is None:
            nothing = state.new_zeros(len(state), self.hidden)
            memory = Memory((nothing, nothing), torch.ones_like(state), torch.zeros_like(state))
        first = self.first(inputs, memory.first)
        seen = [state.unsqueeze(1), memory.forget.unsqueeze(1), memory.admit.unsqueeze(1)]
        forget, admit = self.gates(torch.cat([first[0], *seen], 1)).sigmoid().unbind(1)  # (P,) each
        return forget * state - admit * gradient, Memory(first, forget, admit)


class ClassifierWithCell(Classifier):
    """A classifier and the cell that adapts it."""

    def __init__(self, start: Classifier, cell: Cell) -> None:
        super().__init__(start.backbone, start.head)
        self.cell = cell


def scaled(x: Tensor, p: float = 10.0) -> Tensor:
    """Numbers of any size (…,) as pairs of numbers of about size 1, (…, 2): their logarithm and their sign.

    Marcin Andrychowicz et al., "Learning to learn by gradient descent by gradient descent", NeurIPS 2016,
    arXiv 1606.04474, appendix A: (log|x| / p, sgn x) where |x| ≥ e^-p, otherwise (-1, e^p x).
    """
    least = torch.exp(torch.tensor(-p, dtype=x.dtype, device=x.device))
    size = x.abs().clamp(min=least).log() / p
    return torch.stack([size, (x / least).clamp(-1, 1)], -1)


def _vector(parameters: Parameters) -> Tensor:
    """All parameters as one differentiable vector (P,)."""
    return torch.cat([value.reshape(-1) for value in parameters.values()])


def _like(parameters: Parameters, vector: Tensor) -> Parameters:
    """The inverse of ``_vector``: a vector (P,) as tensors with the names and shapes of ``parameters``."""
    parts = vector.split([value.numel() for value in parameters.values()])
    return {n: part.view(value.shape) for (n, value), part in zip(parameters.items(), parts, strict=True)}
