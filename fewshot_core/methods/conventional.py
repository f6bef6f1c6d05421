"""Conventional training: one classifier of all meta-train classes, then several ways to answer for new ones.

Such baselines are strong: Wei-Yu Chen, Yen-Cheng Liu, Zsolt Kira, Yu-Chiang Frank Wang and Jia-Bin Huang, "A
Closer Look at Few-shot Classification", ICLR 2019, arXiv 1904.04232; Yonglong Tian, Yue Wang, Dilip Krishnan,
Joshua B. Tenenbaum and Phillip Isola, "Rethinking Few-Shot Image Classification: a Good Embedding Is All You
Need?", ECCV 2020, arXiv 2003.11539; Yan Wang, Wei-Lun Chao, Kilian Q. Weinberger and Laurens van der Maaten,
"SimpleShot: Revisiting Nearest-Neighbor Classification for Few-Shot Learning", arXiv 1911.04623.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import torch
import torch.nn.functional as F
from torch import Tensor, nn
from torch.func import functional_call

from fewshot_core.methods.gradient_based import walk_answer
from fewshot_core.methods.inner_loop import inner_loop
from fewshot_core.methods.method import number_of_classes
from fewshot_core.methods.supervised import Supervised, SupervisedConfig
from fewshot_core.tensors.episode import Adapted
from fewshot_core.tensors.errors import Unknown
from fewshot_core.tensors.functional import Parameters, class_means, cosine_similarities, parameters_of

ANSWERS = ("fine-tune", "linear-head", "class-mean")
"""Ways to answer for new classes: train all layers, train a new linear head, or compare with class means.

Without any of them the classifier knows only its old classes: see ``Conventional.recognise``.
"""


@dataclass(frozen=True)
class ConventionalConfig(SupervisedConfig):
    """Settings of how the classifier is used on a new task."""

    answer: str = "fine-tune"  # one of ANSWERS
    fine_tune_lr: float = 0.01  # all layers, from a zero head
    fine_tune_steps: int = 10  # the same few steps as MAML's
    head_lr: float = 0.5  # the new linear head alone
    head_steps: int = 100
    temperature: float = 10.0  # of the cosine scores


class Conventional(Supervised):
    """An ordinary image classifier that answers for new classes in the way ``config.answer`` names."""

    id = "conventional"
    Config = ConventionalConfig
    config: ConventionalConfig

    def answering(self, answer: str) -> Conventional:
        """The same trained network, shared and not copied, with another way to answer; raises Unknown."""
        if answer not in ANSWERS:
            raise Unknown("way to answer", answer, ANSWERS)
        other = Conventional(replace(self.config, answer=answer))
        other.network = self.network
        return other

    @torch.no_grad()
    def recognise(self, x: Tensor) -> Tensor:
        """Probabilities (images, classes) of the meta-train classes for images (images, C, H, W)."""
        return self.network(x.to(self.device)).softmax(-1).to(x.device)

    def adapt(self, support_x: Tensor, support_y: Tensor, record: bool = False) -> Adapted:
        """Adapt in the way that the configuration names; ``record`` matters to fine-tuning alone."""
        if self.config.answer == "class-mean":
            return self._class_mean(support_x, support_y)
        if self.config.answer == "linear-head":
            return self._linear_head(support_x, support_y)
        return self._fine_tune(support_x, support_y, record)

    def _features(self, x: Tensor, state: int = 0) -> Tensor:
        """Frozen features of images, each vector scaled to length 1: (images, features)."""
        return F.normalize(self.network.backbone(x), dim=-1)

    def _class_mean(self, support_x: Tensor, support_y: Tensor) -> Adapted:
        with torch.no_grad():
            means = class_means(self._features(support_x), support_y, number_of_classes(support_y))
        return Adapted(
            states=1,
            features=self._features,
            classify=lambda features, state: self.config.temperature * cosine_similarities(features, means),
        )

    def _linear_head(self, support_x: Tensor, support_y: Tensor) -> Adapted:
        """Logistic regression on frozen, normalised features, by plain gradient descent from zero."""
        with torch.no_grad():
            features = self._features(support_x)
        head = nn.Linear(features.shape[1], number_of_classes(support_y)).to(features.device)
        weights: Parameters = {n: torch.zeros_like(p) for n, p in head.named_parameters()}
        temperature = self.config.temperature
        walk = inner_loop(
            head, weights, temperature * features, support_y, self.config.head_lr / temperature,
            self.config.head_steps,
        )  # fmt: skip
        return Adapted(
            states=1,
            features=self._features,
            classify=lambda features, state: functional_call(head, walk.end, (temperature * features,)),
        )

    def _fine_tune(self, support_x: Tensor, support_y: Tensor, record: bool) -> Adapted:
        c = self.config
        way = number_of_classes(support_y)
        theta = parameters_of(self.network)
        features = theta["head.weight"].shape[1]
        head = {"head.weight": support_x.new_zeros(way, features), "head.bias": support_x.new_zeros(way)}
        start = theta | head
        walk = inner_loop(self.network, start, support_x, support_y, c.fine_tune_lr, c.fine_tune_steps)
        return walk_answer(self.network, walk, support_x, support_y, c.fine_tune_lr, record)
