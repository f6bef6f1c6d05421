"""R2-D2: ridge regression on the support features, solved in closed form and trained through the solution.

Luca Bertinetto, João F. Henriques, Philip H. S. Torr and Andrea Vedaldi, "Meta-learning with Differentiable
Closed-form Solvers", ICLR 2019, arXiv 1805.08136.

The backbone is that of all learners, not the paper's wider one. The paper also learns an offset of the
scores; being the same number for every class, it changes no softmax and is left out.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from fewshot_core.methods.episodic import Episodic, EpisodicConfig


@dataclass(frozen=True)
class R2D2Config(EpisodicConfig):
    """The values of the two learnt numbers before training."""

    first_regulariser: float = 1.0  # λ before training
    first_scale: float = 10.0  # α before training


def ridge_solution(x: Tensor, y: Tensor, regulariser: Tensor | float) -> Tensor:
    """W that minimises |XW - Y|² + λ|W|², by the Woodbury identity W = Xᵀ(XXᵀ + λI)⁻¹Y.

    Shapes: x (images, features), y (images, outputs), λ > 0; returns (features, outputs). The system to be
    solved is (images, images), however long the features are.
    """
    eye = torch.eye(len(x), dtype=x.dtype, device=x.device)
    return x.T @ torch.linalg.solve(x @ x.T + regulariser * eye, y)


class RidgeNetwork(nn.Module):
    """A backbone and two learnt numbers, λ and α, stored as logarithms so that they stay positive."""

    def __init__(self, backbone: nn.Module, regulariser: float, scale: float) -> None:
        super().__init__()
        self.backbone = backbone
        self.log_regulariser = nn.Parameter(torch.tensor(regulariser).log())
        self.log_scale = nn.Parameter(torch.tensor(scale).log())

    def forward(self, x: Tensor) -> Tensor:
        """Features (images, features + 1) of images; the last is 1, which makes the last row of W a bias."""
        return F.pad(self.backbone(x), (0, 1), value=1.0)


class R2D2(Episodic):
    """Scores are the outputs of a ridge regression from support features to labels, times α."""

    id = "r2d2"
    Config = R2D2Config
    config: R2D2Config
    network: RidgeNetwork

    def build_network(self) -> RidgeNetwork:
        """The backbone with λ and α."""
        c = self.config
        return RidgeNetwork(c.build_backbone(), c.first_regulariser, c.first_scale)

    def fit_support(self, features: Tensor, labels: Tensor, way: int) -> Tensor:
        """W (features + 1, way) of the regression on one-hot labels."""
        targets = F.one_hot(labels, way).to(features.dtype)
        return ridge_solution(features, targets, self.network.log_regulariser.exp())

    def scores(self, queries: Tensor, fitted: Tensor) -> Tensor:
        """α X'W (queries, way): the regression's outputs, scaled for a softmax."""
        return self.network.log_scale.exp() * (queries @ fitted)
