"""Prototypical networks: a class is the mean of its support images' features; the nearest one wins.

Jake Snell, Kevin Swersky and Richard Zemel, "Prototypical Networks for Few-shot Learning",
NeurIPS 2017, arXiv 1703.05175.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor

from fewshot_core.backbones import Conv4
from fewshot_core.functional import accuracy, class_means, squared_distances
from fewshot_core.methods.method import Method, MethodConfig, number_of_classes
from fewshot_core.sampling import Source
from fewshot_core.trace import TrainStep
from fewshot_core.types import Adapted


@dataclass(frozen=True)
class ProtoNetConfig(MethodConfig):
    """More classes in training than in testing make a harder practice (section 3.1)."""

    way: int = 20
    shot: int = 2
    query: int = 5
    meta_batch_size: int = 1
    transductive: bool = False


class ProtoNet(Method):
    """Nothing is fine-tuned: to adapt is to average."""

    id = "protonet"
    Config = ProtoNetConfig
    config: ProtoNetConfig

    def build_network(self) -> Conv4:
        """The backbone alone; there is no head."""
        return Conv4(self.config.channels, self.config.width, self.config.transductive)

    def adapt(self, support_x: Tensor, support_y: Tensor, record: bool = False) -> Adapted:
        """Equation (1): one prototype a class."""
        with torch.no_grad():
            prototypes = class_means(self.network(support_x), support_y, number_of_classes(support_y))

        @torch.no_grad()
        def answer(query_x: Tensor, state: int) -> Tensor:
            return self.scores(self.network(query_x), prototypes)

        return Adapted(1, answer)

    def train_step(self, source: Source, record: bool = False) -> TrainStep:
        """Cross-entropy of the query images, averaged over the episodes, one optimiser step."""
        episodes = source.episodes(self.spec, self.config.meta_batch_size)
        self.train()
        self.optimiser.zero_grad()
        losses, right = [], []
        for episode in episodes:
            features = self.network(torch.cat([episode.support_x, episode.query_x]))
            support, query = features.split([len(episode.support_y), len(episode.query_y)])
            scores = self.scores(query, class_means(support, episode.support_y, episode.way))
            loss = F.cross_entropy(scores, episode.query_y)
            (loss / len(episodes)).backward()
            losses.append(loss.item())
            right.append(accuracy(scores, episode.query_y))
        self.optimiser.step()
        self.eval()
        images = sum(len(e.support_y) + len(e.query_y) for e in episodes)
        return TrainStep(sum(losses) / len(losses), sum(right) / len(right), len(episodes), images)

    @staticmethod
    def scores(queries: Tensor, prototypes: Tensor) -> Tensor:
        """Equation (2): minus the squared distance to each prototype, (queries, way)."""
        return -squared_distances(queries, prototypes)
