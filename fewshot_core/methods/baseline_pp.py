"""Baseline++: as Baseline, but the head's scores are cosines between features and class weights.

Wei-Yu Chen, Yen-Cheng Liu, Zsolt Kira, Yu-Chiang Frank Wang and Jia-Bin Huang, "A Closer Look at Few-shot
Classification", ICLR 2019, arXiv 1904.04232, section 3.2.

Since a cosine does not depend on length, training draws the features of a class to one direction, which
reduces the variation within it. The new head's training differs from the paper's as Baseline's does.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor, nn

from fewshot_core.methods.baseline import Baseline, BaselineConfig
from fewshot_core.tensors.functional import Parameters, cosine_similarities


@dataclass(frozen=True)
class BaselinePPConfig(BaselineConfig):
    """The factor of the cosines, in training and on new tasks, and settings of the new head's training."""

    scale: float = 10.0
    head_lr: float = 0.03


class CosineHead(nn.Module):
    """A head whose scores are cosines times ``scale``, without which the softmax would stay nearly even."""

    def __init__(self, features: int, classes: int, scale: float) -> None:
        super().__init__()
        self.scale = scale
        self.weight = nn.Parameter(torch.randn(classes, features) / features**0.5)

    def forward(self, features: Tensor) -> Tensor:
        """Scores (images, classes) of feature vectors (images, features)."""
        return self.scale * cosine_similarities(features, self.weight)


class BaselinePP(Baseline):
    """Baseline with a cosine head."""

    id = "baseline-pp"
    Config = BaselinePPConfig
    config: BaselinePPConfig

    def build_head(self, features: int) -> CosineHead:
        """A cosine head with one weight vector for every meta-train class."""
        return CosineHead(features, self.config.classes, self.config.scale)

    def new_head(self, features: Tensor, way: int) -> Parameters:
        """The new head before its training: every class at the mean direction of the support features."""
        mean = nn.functional.normalize(features, dim=-1).mean(0, keepdim=True)
        return {"weight": nn.functional.normalize(mean, dim=-1).repeat(way, 1)}
