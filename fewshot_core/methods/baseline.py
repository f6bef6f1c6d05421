"""Baseline: an ordinary classifier whose backbone is frozen; a new task gets a new linear head.

Wei-Yu Chen, Yen-Cheng Liu, Zsolt Kira, Yu-Chiang Frank Wang and Jia-Bin Huang, "A Closer Look at Few-shot
Classification", ICLR 2019, arXiv 1904.04232, section 3.2.

The paper trains the new head by stochastic gradient descent with momentum on batches of 4 from a random
start. Here it is plain gradient descent on the whole support set from a start that is the same for every
class, so that a task has one answer and the order of its classes cannot matter.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import torch
from torch import Tensor, nn
from torch.func import functional_call

from fewshot_core.methods.inner_loop import inner_loop
from fewshot_core.methods.method import number_of_classes
from fewshot_core.methods.supervised import Supervised, SupervisedConfig
from fewshot_core.tensors.episode import Adapted
from fewshot_core.tensors.functional import Parameters


@dataclass(frozen=True)
class BaselineConfig(SupervisedConfig):
    """Settings of the new head's training."""

    head_lr: float = 0.01  # as in the paper; of 0.003 to 1, up to 0.03 were best on validation classes
    head_steps: int = 100  # as many as in the paper


class Baseline(Supervised):
    """An ordinary classifier that adapts by training a new head on frozen features."""

    id = "baseline"
    Config: ClassVar[type[BaselineConfig]] = BaselineConfig
    config: BaselineConfig

    def new_head(self, features: Tensor, way: int) -> Parameters:
        """The new head before its training, all zero, for support features (way * shot, features)."""
        return {"weight": features.new_zeros(way, features.shape[1]), "bias": features.new_zeros(way)}

    def adapt(self, support_x: Tensor, support_y: Tensor, record: bool = False) -> Adapted:
        """``head_steps`` gradient steps on the new head; the result has one state, the last."""
        head: nn.Module = self.network.head  # its kind is used, with other weights
        with torch.no_grad():
            features = self.network.backbone(support_x)
        start = self.new_head(features, number_of_classes(support_y))
        walk = inner_loop(head, start, features, support_y, self.config.head_lr, self.config.head_steps)

        return Adapted(
            states=1,
            features=lambda x, state: self.network.backbone(x),
            classify=lambda features, state: functional_call(head, walk.end, (features,)),
        )
