"""Matching networks: a query image takes the labels of the support images whose features are similar.

Oriol Vinyals, Charles Blundell, Timothy Lillicrap, Koray Kavukcuoglu and Daan Wierstra, "Matching Networks
for One Shot Learning", NeurIPS 2016, arXiv 1606.04080.

The paper's full-context embeddings (LSTMs that see the whole support set before it is compared) are left out:
one backbone serves support and query images, each separately.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import torch
from torch import Tensor, nn

from fewshot_core.methods.episodic import Episodic, EpisodicConfig
from fewshot_core.tensors.functional import cosine_similarities


@dataclass(frozen=True)
class MatchingNetConfig(EpisodicConfig):
    """The temperature of the attention.

    The paper's attention is a softmax of cosines. As they lie between -1 and 1, the best of 20 images could
    never get more than e / (e + 19 / e) = 28 % of it; the temperature lifts that bound.
    """

    temperature: float = 10.0  # by which the cosines are multiplied


class Memory(NamedTuple):
    """A fitted support set: the features of all its images, and which image is of which class."""

    features: Tensor  # (way * shot, features)
    member: Tensor  # (way, way * shot), bool: which images are of which class


class MatchingNet(Episodic):
    """Scores are a class's share of an attention over all support images."""

    id = "matchingnet"
    Config = MatchingNetConfig
    config: MatchingNetConfig

    def build_network(self) -> nn.Module:
        """The backbone; there is no head."""
        return self.config.build_backbone()

    def fit_support(self, features: Tensor, labels: Tensor, way: int) -> Memory:
        """The support images' features and their labels as a table."""
        classes = torch.arange(way, device=labels.device)
        return Memory(features, classes.unsqueeze(1) == labels)

    def scores(self, queries: Tensor, fitted: Memory) -> Tensor:
        """Equation (1): log-probabilities (queries, way), the attention to each class's images summed."""
        cosines = cosine_similarities(queries, fitted.features)
        attention = (self.config.temperature * cosines).log_softmax(-1)  # (queries, way * shot)
        of_class = attention.unsqueeze(1).masked_fill(~fitted.member, -torch.inf)
        return of_class.logsumexp(-1)
