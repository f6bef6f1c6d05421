"""What methods without inner steps share: features, a fit of the support set, scores of the query set.

The whole answer is differentiable, so training descends the query loss through it.
"""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import dataclass
from typing import Any, ClassVar

import torch
import torch.nn.functional as F
from torch import Tensor

from fewshot_core.data.sampling import Source
from fewshot_core.methods.method import Method, MethodConfig, number_of_classes
from fewshot_core.tensors.episode import Adapted, Episode
from fewshot_core.tensors.functional import accuracy
from fewshot_core.tensors.trace import TrainStep


@dataclass(frozen=True)
class EpisodicConfig(MethodConfig):
    """Settings of the training episodes, the same for all these methods.

    More classes in training than in testing make the training tasks harder: see ProtoNet's paper, section
    3.1.
    """

    way: int = 20
    shot: int = 2
    query: int = 5
    meta_batch_size: int = 1


class Episodic(Method):
    """A method that adapts by one pass of the support set through the network, without gradient steps."""

    Config: ClassVar[type[EpisodicConfig]] = EpisodicConfig

    def features(self, x: Tensor) -> Tensor:
        """The network's features (images, …) of images (images, C, H, W)."""
        return self.network(x)

    @abstractmethod
    def fit_support(self, features: Tensor, labels: Tensor, way: int) -> Any:
        """What is kept of a support set to score queries with, as differentiable tensors.

        ``features`` (way * shot, …) and ``labels`` (way * shot,) in 0 … way-1.
        """

    @abstractmethod
    def scores(self, queries: Tensor, fitted: Any) -> Tensor:
        """Scores (queries, way) of query features (queries, …), given what ``fit_support`` returned."""

    def loss(self, scores: Tensor, labels: Tensor) -> Tensor:
        """The training loss of scores (queries, way) and labels (queries,): cross-entropy by default."""
        return F.cross_entropy(scores, labels)

    def adapt(self, support_x: Tensor, support_y: Tensor, record: bool = False) -> Adapted:
        """Fit the support set; the result has one state, and ``record`` has no effect."""
        with torch.no_grad():
            fitted = self.fit_support(self.features(support_x), support_y, number_of_classes(support_y))

        return Adapted(
            states=1,
            features=lambda x, state: self.features(x),
            classify=lambda features, state: self.scores(features, fitted),
        )

    def train_step(self, source: Source, record: bool = False) -> TrainStep:
        """One update by the query loss, averaged over a meta-batch of episodes."""
        episodes = source.episodes(self.spec, self.config.meta_batch_size)
        self.train()
        losses, right = [], []
        for episode in episodes:
            scores = self._answer(episode)
            loss = self.loss(scores, episode.query_y)
            (loss / len(episodes)).backward()
            losses.append(loss.item())
            right.append(accuracy(scores, episode.query_y))
        self.update()
        self.eval()
        images = sum(len(e.support_y) + len(e.query_y) for e in episodes)
        return TrainStep(sum(losses) / len(losses), sum(right) / len(right), len(episodes), images)

    def _answer(self, episode: Episode) -> Tensor:
        """Scores of an episode's query images, which go through the network with its support images."""
        features = self.features(torch.cat([episode.support_x, episode.query_x]))
        support, query = features.split([len(episode.support_y), len(episode.query_y)])
        return self.scores(query, self.fit_support(support, episode.support_y, episode.way))
