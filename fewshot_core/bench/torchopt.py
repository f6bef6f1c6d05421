"""MAML with ``TorchOpt``.

Jie Ren et al., "TorchOpt: An Efficient Library for Differentiable Optimization", JMLR 2023, arXiv 2211.06934.
As in its own MAML example: ``MetaSGD``, and the start restored after every task.
"""

from __future__ import annotations

import torch.nn.functional as F
import torchopt
from torch import nn

from fewshot_core.tensors.episode import Episode


def meta_gradient(network: nn.Module, tasks: list[Episode], lr: float, steps: int) -> None:
    """Add the mean outer gradient of the tasks to the network's ``grad``; there is no first-order mode."""
    inner = torchopt.MetaSGD(network, lr=lr)
    start = torchopt.extract_state_dict(network, by="reference")
    start_of_inner = torchopt.extract_state_dict(inner, by="reference")
    for task in tasks:
        for _ in range(steps):
            inner.step(F.cross_entropy(network(task.support_x), task.support_y))
        (F.cross_entropy(network(task.query_x), task.query_y) / len(tasks)).backward()
        torchopt.recover_state_dict(network, start)
        torchopt.recover_state_dict(inner, start_of_inner)
