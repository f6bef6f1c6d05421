"""ANIL ("almost no inner loop"): MAML that adapts only the head.

Aniruddh Raghu, Maithra Raghu, Samy Bengio and Oriol Vinyals, "Rapid Learning or Feature Reuse? Towards
Understanding the Effectiveness of MAML", ICLR 2020, arXiv 1909.09157.
"""

from __future__ import annotations

import torch
from torch import Tensor

from fewshot_core.methods.inner_loop import Walk, inner_loop, start_for
from fewshot_core.methods.maml import MAML
from fewshot_core.methods.method import number_of_classes
from fewshot_core.tensors.functional import Parameters, part
from fewshot_core.tensors.heads import Classifier


class ANIL(MAML):
    """The outer loop trains backbone and head; inner steps change the head alone."""

    id = "anil"
    network: Classifier

    def walk(
        self, support_x: Tensor, support_y: Tensor, lr: float, steps: int, differentiable: bool = False
    ) -> Walk:
        """``steps`` gradient steps of size ``lr`` on the head; see ``GradientBased.walk``.

        Since the backbone does not change, the features of the support set are computed once.
        """
        start = start_for(self.network, number_of_classes(support_y))
        body = {name: value for name, value in start.items() if not name.startswith("head.")}
        head = part(start, "head.")
        with torch.set_grad_enabled(differentiable):
            features = self.network.backbone(support_x)
        short = inner_loop(self.network.head, head, features, support_y, lr, steps, differentiable, self.loss)
        still = {name: torch.zeros_like(value) for name, value in body.items()}
        return Walk(
            states=[body | _of_the_head(state) for state in short.states],
            gradients=[still | _of_the_head(gradient) for gradient in short.gradients],
        )


def _of_the_head(parameters: Parameters) -> Parameters:
    return {f"head.{name}": value for name, value in parameters.items()}
