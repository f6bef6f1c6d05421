"""Relation networks: a small network is trained to score how alike a query image and a class are.

Flood Sung, Yongxin Yang, Li Zhang, Tao Xiang, Philip H. S. Torr and Timothy M. Hospedales, "Learning to
Compare: Relation Network for Few-Shot Learning", CVPR 2018, arXiv 1711.06025.

A class's feature maps are averaged where the paper sums them: one network here serves any number of images a
class, and a sum would grow with it. Scores are the relation scores before their sigmoid, since the softmax of
numbers between 0 and 1 is flat. Their order is the same; the loss is the paper's.
"""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from fewshot_core.methods.episodic import Episodic
from fewshot_core.tensors.backbones import Backbone
from fewshot_core.tensors.functional import class_means


class RelationNetwork(nn.Module):
    """A backbone that keeps feature maps, and the relation module: two convolutions, two linear layers."""

    def __init__(self, backbone: Backbone, width: int, transductive: bool) -> None:
        super().__init__()
        self.backbone = backbone
        self.compare = nn.Conv2d(2 * backbone.features, width, 3, padding=1, bias=False)
        self.conv = nn.Conv2d(width, width, 3, padding=1, bias=False)
        self.norms = nn.ModuleList(nn.BatchNorm2d(width, track_running_stats=not transductive) for _ in "12")
        self.linear = nn.Sequential(nn.Linear(width, 8), nn.ReLU(), nn.Linear(8, 1))
        self.to(memory_format=torch.channels_last)  # type: ignore[call-overload]

    def forward(self, x: Tensor) -> Tensor:
        """Feature maps (images, features, h, w) of images (images, channels, 4h, 4w)."""
        return self.backbone.maps(x)

    def first_half(self, maps: Tensor, of_query: bool) -> Tensor:
        """The first convolution applied to one half of [class maps, query maps]: (images, width, h, w).

        It is linear, so the results for both halves of a pair add up to the result for the pair, and are
        computed once an image instead of once a pair.
        """
        of_class_weight, of_query_weight = self.compare.weight.chunk(2, dim=1)
        return F.conv2d(maps, of_query_weight if of_query else of_class_weight, padding=1)

    def relate(self, pairs: Tensor) -> Tensor:
        """Relation scores (pairs,) before the sigmoid, from ``first_half``'s sums (pairs, width, h, w)."""
        x = F.relu(F.max_pool2d(self.norms[0](pairs), 2))
        x = F.relu(F.max_pool2d(self.norms[1](self.conv(x)), 2))
        return self.linear(x.mean((2, 3))).squeeze(1)  # maps of 28x28 images are down to one pixel


class RelationNet(Episodic):
    """Scores are the relation module's outputs for every pair of a query image and a class."""

    id = "relationnet"
    network: RelationNetwork

    def build_network(self) -> RelationNetwork:
        """The network; as in the paper only two blocks of the backbone halve the image: 28x28 becomes 7x7."""
        backbone = self.config.build_backbone(halvings=2)
        return RelationNetwork(backbone, self.config.width, self.config.transductive)

    def fit_support(self, features: Tensor, labels: Tensor, way: int) -> Tensor:
        """Every class's mean feature maps after its half of the first convolution, (way, width, h, w)."""
        means = class_means(features.flatten(1), labels, way).view(way, *features.shape[1:])
        return self.network.first_half(means, of_query=False)

    def scores(self, queries: Tensor, fitted: Tensor) -> Tensor:
        """Relation scores before the sigmoid (section 3.2), (queries, way)."""
        halves = self.network.first_half(queries, of_query=True)
        pairs = (halves.unsqueeze(1) + fitted).flatten(0, 1)  # (queries * way, width, h, w)
        related = self.network.relate(pairs.contiguous(memory_format=torch.channels_last))
        return related.view(len(queries), len(fitted))

    def loss(self, scores: Tensor, labels: Tensor) -> Tensor:
        """Equation (2): squared error of the relation scores, 1 for the true class and 0 for the others."""
        return F.mse_loss(scores.sigmoid(), F.one_hot(labels, scores.shape[1]).to(scores.dtype))
