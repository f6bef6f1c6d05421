"""The inner loop: a few steps of gradient descent on one support set, with fast weights."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn
from torch.func import functional_call

from fewshot_core.tensors.functional import Parameters, flatten, parameters_of, sgd_step
from fewshot_core.tensors.trace import AdaptTrace

Loss = Callable[[Tensor, Tensor], Tensor]
"""From scores (images, way) and labels (images,) to the number that the inner loop descends."""


@dataclass(frozen=True)
class Walk:
    """The states of an inner loop, from the start φ₀ to the adapted φ_S: S steps, S + 1 states."""

    states: list[Parameters]
    gradients: list[Parameters]  # S of them: by gradients[k], φ_k became φ_{k+1}
    turns: list[Tensor] | None = None  # S + 1: the support images φ_k learns from; None: all, always

    @property
    def start(self) -> Parameters:
        """φ₀, the parameters before the first step."""
        return self.states[0]

    @property
    def end(self) -> Parameters:
        """φ_S, the parameters after the last step."""
        return self.states[-1]


def start_for(network: nn.Module, way: int) -> Parameters:
    """φ₀ for a task of ``way`` classes: θ itself, its shared head vector repeated for every class.

    It is differentiable, so that a gradient at φ₀ can be taken back to θ.
    """
    theta = parameters_of(network)
    rows = {name: value.expand(way, *value.shape[1:]) for name, value in theta.items() if "head." in name}
    return theta | rows


def inner_loop(
    network: nn.Module,
    start: Parameters,
    support_x: Tensor,
    support_y: Tensor,
    lr: float | Parameters,
    steps: int,
    differentiable: bool = False,
    loss: Loss = F.cross_entropy,
) -> Walk:
    """``steps`` steps φ_{k+1} = φ_k - α ∇L(φ_k; support) from ``start``; the network itself is not changed.

    ``lr`` (α) is one number, or one for each parameter. If ``differentiable``, every state remains a function
    of ``start`` (and of α), and taking a gradient back through it takes second derivatives.
    """
    states: list[Parameters] = [start]
    gradients: list[Parameters] = []
    for _ in range(steps):
        gradient, _ = gradient_at(network, states[-1], support_x, support_y, differentiable, loss)
        gradients.append(gradient)
        step = sgd_step(states[-1], gradient, lr)
        states.append(step if differentiable else {name: value.detach() for name, value in step.items()})
    return Walk(states, gradients)


def gradient_at(
    network: nn.Module,
    phi: Parameters,
    x: Tensor,
    y: Tensor,
    differentiable: bool = False,
    loss: Loss = F.cross_entropy,
) -> tuple[Parameters, Tensor]:
    """The gradient of the loss at φ on images x with labels y, and the scores (images, way).

    Unless ``differentiable``, φ is detached from its history first, and the scores are detached too. Going
    back beyond φ needs only this gradient (one vector-Jacobian product), so the large graph of the query
    images is freed before that.
    """
    if not differentiable:
        phi = {name: value.detach().requires_grad_() for name, value in phi.items()}
    scores = functional_call(network, phi, (x,))
    grads = torch.autograd.grad(loss(scores, y), list(phi.values()), create_graph=differentiable)
    return dict(zip(phi, grads, strict=True)), scores if differentiable else scores.detach()


def pull_back(outputs: Parameters, inputs: Parameters, gradient: Parameters) -> Parameters:
    """The vector-Jacobian product: a gradient at ``outputs`` taken back to ``inputs``."""
    given = [gradient[name] for name in outputs]
    grads = torch.autograd.grad(list(outputs.values()), list(inputs.values()), given, materialize_grads=True)
    return dict(zip(inputs, grads, strict=True))


@torch.no_grad()
def record_walk(
    network: nn.Module, walk: Walk, x: Tensor, y: Tensor, lr: float, loss: Loss = F.cross_entropy
) -> AdaptTrace:
    """The trace of a walk on images x with labels y: scores, losses, parameters and gradients."""
    turns: Sequence[Tensor | slice] = walk.turns or [slice(None)] * len(walk.states)
    scores = [functional_call(network, phi, (x[t],)) for phi, t in zip(walk.states, turns, strict=True)]
    losses = torch.stack([loss(s, y[t]) for s, t in zip(scores, turns, strict=True)])
    return AdaptTrace(
        support_scores=torch.stack(scores).cpu(),
        support_losses=losses.cpu(),
        parameters=torch.stack([backbone_vector(phi) for phi in walk.states]),
        gradients=torch.stack([backbone_vector(g) for g in walk.gradients]),
        lr=lr,
        turns=torch.stack(walk.turns).cpu() if walk.turns else None,
    )


def backbone_vector(parameters: Parameters) -> Tensor:
    """The backbone's parameters as one vector (P,), detached, on the CPU; heads are left out."""
    return flatten({name: value for name, value in parameters.items() if name.startswith("backbone.")})
