"""Prototypical networks: a query image gets the class whose support images' mean features are nearest.

Jake Snell, Kevin Swersky and Richard Zemel, "Prototypical Networks for Few-shot Learning", NeurIPS 2017,
arXiv 1703.05175.
"""

from __future__ import annotations

from torch import Tensor, nn

from fewshot_core.methods.episodic import Episodic
from fewshot_core.tensors.functional import class_means, squared_distances


class ProtoNet(Episodic):
    """Scores are minus the squared distances to the class means of the support features."""

    id = "protonet"

    def build_network(self) -> nn.Module:
        """The backbone; there is no head."""
        return self.config.build_backbone()

    def fit_support(self, features: Tensor, labels: Tensor, way: int) -> Tensor:
        """Equation (1): one prototype a class, (way, features)."""
        return class_means(features, labels, way)

    def scores(self, queries: Tensor, fitted: Tensor) -> Tensor:
        """Equation (2): minus the squared distance to each prototype, (queries, way)."""
        return -squared_distances(queries, fitted)
