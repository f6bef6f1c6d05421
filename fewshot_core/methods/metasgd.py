"""Meta-SGD: learn, with the start, the size and sign of every weight's inner step.

Zhenguo Li, Fengwei Zhou, Fei Chen and Hang Li, "Meta-SGD: Learning to Learn Quickly for Few-Shot Learning",
arXiv 1707.09835.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor

from fewshot_core.methods.gradient_based import GradientConfig
from fewshot_core.methods.inner_loop import Walk, inner_loop, start_for
from fewshot_core.methods.maml import MAML
from fewshot_core.methods.method import number_of_classes
from fewshot_core.tensors.functional import part
from fewshot_core.tensors.heads import Classifier

RATES = "rates."


@dataclass(frozen=True)
class MetaSGDConfig(GradientConfig):
    """Learnt rates fit the number of steps they were trained with, so a task is answered with as many."""

    inner_lr: float = 0.1  # every rate's first value
    adapt_steps: int = 3


class ClassifierWithRates(Classifier):
    """A classifier, and a second set of parameters of the same shapes: the rates α."""

    def __init__(self, start: Classifier, rates: Classifier, first: float) -> None:
        super().__init__(start.backbone, start.head)
        self.rates = rates
        for rate in rates.parameters():
            torch.nn.init.constant_(rate, first)


class MetaSGD(MAML):
    """MAML whose rates α are learnt too, one for each weight: φ = θ - α ∘ ∇L. A rate may become negative."""

    id = "metasgd"
    Config = MetaSGDConfig
    config: MetaSGDConfig

    def build_network(self) -> ClassifierWithRates:
        """The start θ and the rates α."""
        start = super().build_network()
        return ClassifierWithRates(start, super().build_network(), self.config.inner_lr)

    def walk(
        self, support_x: Tensor, support_y: Tensor, lr: float, steps: int, differentiable: bool = False
    ) -> Walk:
        """Equation (3) of the paper, ``steps`` times, by the learnt rates; ``lr`` is not used."""
        both = start_for(self.network, number_of_classes(support_y))
        rates = part(both, RATES)
        start = {name: both[name] for name in rates}
        return inner_loop(self.network, start, support_x, support_y, rates, steps, differentiable, self.loss)
