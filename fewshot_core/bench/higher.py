"""MAML with ``higher``.

Edward Grefenstette et al., "Generalized Inner Loop Meta-Learning", arXiv 1910.01727.
"""

from __future__ import annotations

import higher
import torch
import torch.nn.functional as F
from torch import nn

from fewshot_core.tensors.episode import Episode


def meta_gradient(
    network: nn.Module, tasks: list[Episode], lr: float, steps: int, second_order: bool
) -> None:
    """Add the mean outer gradient of the tasks to the network's ``grad``.

    First order is ``track_higher_grads=False``, with which higher builds no second-order graph; the gradient
    at the adapted weights is then added to ``grad`` here.
    """
    optimiser = torch.optim.SGD(network.parameters(), lr=lr)
    for task in tasks:
        with higher.innerloop_ctx(
            network, optimiser, copy_initial_weights=False, track_higher_grads=second_order
        ) as (adapted, inner):
            for _ in range(steps):
                inner.step(F.cross_entropy(adapted(task.support_x), task.support_y))
            loss = F.cross_entropy(adapted(task.query_x), task.query_y) / len(tasks)
            if second_order:
                loss.backward()
                continue
            gradients = torch.autograd.grad(loss, list(adapted.parameters()))
            for parameter, gradient in zip(network.parameters(), gradients, strict=True):
                parameter.grad = gradient if parameter.grad is None else parameter.grad + gradient
