"""What metric-based methods share: features, something made of the support set's, scores for the query's.

Training is answering: the gradient of the query loss goes straight through the answer.
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
    """The same episodes for all of them: a fair comparison.

    More classes in training than in testing make a harder practice: see ProtoNet's paper, section 3.1.
    """

    way: int = 20
    shot: int = 2
    query: int = 5
    meta_batch_size: int = 1


class Episodic(Method):
    """Nothing is fine-tuned: to adapt is to read the support set once, through the trained backbone."""

    Config: ClassVar[type[EpisodicConfig]] = EpisodicConfig

    def features(self, x: Tensor) -> Tensor:
        """What the network makes of images (images, C, H, W): (images, …)."""
        return self.network(x)

    @abstractmethod
    def fit_support(self, features: Tensor, labels: Tensor, way: int) -> Any:
        """What a support set, (way * shot, …) and (way * shot,), leaves behind; differentiable."""

    @abstractmethod
    def scores(self, queries: Tensor, fitted: Any) -> Tensor:
        """Scores (queries, way) of query features, given what ``fit_support`` made of the support set."""

    def loss(self, scores: Tensor, labels: Tensor) -> Tensor:
        """What training lowers: cross-entropy, unless the paper has another."""
        return F.cross_entropy(scores, labels)

    def adapt(self, support_x: Tensor, support_y: Tensor, record: bool = False) -> Adapted:
        """Read the support set; there is one state."""
        with torch.no_grad():
            fitted = self.fit_support(self.features(support_x), support_y, number_of_classes(support_y))

        return Adapted(
            states=1,
            features=lambda x, state: self.features(x),
            classify=lambda features, state: self.scores(features, fitted),
        )

    def train_step(self, source: Source, record: bool = False) -> TrainStep:
        """The loss of the query images, averaged over the episodes; one optimiser step."""
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
        """Support and query images go through the network together."""
        features = self.features(torch.cat([episode.support_x, episode.query_x]))
        support, query = features.split([len(episode.support_y), len(episode.query_y)])
        return self.scores(query, self.fit_support(support, episode.support_y, episode.way))
