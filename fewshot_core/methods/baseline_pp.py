"""Baseline++: as Baseline, but the head looks only at the angle between features and class weights.

Wei-Yu Chen, Yen-Cheng Liu, Zsolt Kira, Yu-Chiang Frank Wang and Jia-Bin Huang, "A Closer Look at Few-shot
Classification", ICLR 2019, arXiv 1904.04232, section 3.2.

Since lengths do not count, features of one class are driven together, not only to one side of a line.
The new head's training deviates from the paper as Baseline's does.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor, nn

from fewshot_core.methods.baseline import Baseline, BaselineConfig
from fewshot_core.tensors.functional import Parameters, cosine_similarities


@dataclass(frozen=True)
class BaselinePPConfig(BaselineConfig):
    """The head's scale in training and on new tasks, and the training of the new head."""

    scale: float = 10.0
    head_lr: float = 0.03


class CosineHead(nn.Module):
    """Scores are scaled cosines: a cosine alone, at most 1, could never make a sure answer."""

    def __init__(self, features: int, classes: int, scale: float) -> None:
        super().__init__()
        self.scale = scale
        self.weight = nn.Parameter(torch.randn(classes, features) / features**0.5)

    def forward(self, features: Tensor) -> Tensor:
        """Scores (images, classes) of feature vectors (images, features)."""
        return self.scale * cosine_similarities(features, self.weight)


class BaselinePP(Baseline):
    """Baseline with another kind of head."""

    id = "baseline-pp"
    Config = BaselinePPConfig
    config: BaselinePPConfig

    def build_head(self, features: int) -> CosineHead:
        """One direction for every meta-train class."""
        return CosineHead(features, self.config.classes, self.config.scale)

    def new_head(self, features: Tensor, way: int) -> Parameters:
        """Every class starts in the mean direction of all support features; zero has no direction."""
        mean = nn.functional.normalize(features, dim=-1).mean(0, keepdim=True)
        return {"weight": nn.functional.normalize(mean, dim=-1).repeat(way, 1)}
