"""Frozen: a backbone that others trained on photographs, and several ways to answer with it.

It learns nothing from other tasks, like ``scratch``, but brings what it knows. Such transfer is strong:
Yonglong Tian, Yue Wang, Dilip Krishnan, Joshua B. Tenenbaum and Phillip Isola,
"Rethinking Few-Shot Image Classification: a Good Embedding Is All You Need?", ECCV 2020, arXiv 2003.11539;
Simon Kornblith, Jonathon Shlens and Quoc V. Le, "Do Better ImageNet Models Transfer Better?", CVPR 2019,
arXiv 1805.08974.
"""

from __future__ import annotations

import copy
import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace

import torch
import torch.nn.functional as F
from torch import Tensor, nn
from torch.func import functional_call

from fewshot_core.data.sampling import Source
from fewshot_core.methods.inner_loop import inner_loop
from fewshot_core.methods.method import Method, MethodConfig, number_of_classes
from fewshot_core.methods.r2d2 import ridge_solution
from fewshot_core.tensors.episode import Adapted
from fewshot_core.tensors.errors import NothingToTrain, Unknown
from fewshot_core.tensors.functional import Parameters, class_means, cosine_similarities
from fewshot_core.tensors.heads import Classifier
from fewshot_core.tensors.pretrained import LITE, Pretrained, backbone
from fewshot_core.tensors.trace import TrainStep

ANSWERS = ("prototype", "ridge", "head", "last-block")
"""Compare with class means; a ridge regression; train a linear head; train the last block and a head."""

AT_ONCE = 32
"""Images that go through the backbone together."""
MOST_KEPT = 20_000
"""Images whose features are kept; at 5 kB each, 100 MB."""


@dataclass(frozen=True)
class FrozenConfig(MethodConfig):
    """Which backbone, and how it answers; of the settings of training none has any effect."""

    channels: int = 3  # or 1, for ink
    backbone: str = LITE  # one of pretrained.PRETRAINED
    side: int = 0  # of the images that the backbone is given; 0: what suits it
    answer: str = "prototype"  # one of ANSWERS
    temperature: float = 15.0  # of the cosine scores
    regulariser: float = 0.1  # λ of the ridge regression
    ridge_scale: float = 10.0  # of its outputs, for a softmax
    length: float = 10.0  # of the feature vectors that a head is trained on
    head_lr: float = 0.1
    head_steps: int = 50
    block_lr: float = 0.02  # of the last block's own parameters
    block_steps: int = 10


class Frozen(Method):
    """A pretrained network that stays as it is; features of an image are computed once and kept."""

    id = "frozen"
    Config = FrozenConfig
    trains = False
    config: FrozenConfig
    network: Pretrained

    def __init__(self, config: FrozenConfig) -> None:
        if config.answer not in ANSWERS:
            raise Unknown("way to answer", config.answer, ANSWERS)
        super().__init__(config)
        self._kept_features, self._kept_maps = Kept(), Kept()

    def build_network(self) -> Pretrained:
        """The backbone with its pretrained weights; raises Unknown, Missing and Damaged."""
        return backbone(self.config.backbone, self.config.side)

    def answering(self, answer: str, afresh: bool = False) -> Frozen:
        """The same network and what is kept of images, shared and not copied; raises Unknown.

        ``afresh``: nothing is kept of images yet, as for somebody else's. Threads may share the network.
        """
        if answer not in ANSWERS:
            raise Unknown("way to answer", answer, ANSWERS)
        other = Frozen.__new__(Frozen)
        nn.Module.__init__(other)
        other.config, other.network = replace(self.config, answer=answer), self.network
        kept = (Kept(), Kept()) if afresh else (self._kept_features, self._kept_maps)
        other._kept_features, other._kept_maps = kept
        return other.eval()

    def train_step(self, source: Source, record: bool = False) -> TrainStep:
        """Raises NothingToTrain: this method learns nothing from other tasks."""
        raise NothingToTrain(self.id)

    def adapt(self, support_x: Tensor, support_y: Tensor, record: bool = False) -> Adapted:
        """Answer in the way that the configuration names; one state, and ``record`` has no effect."""
        way = number_of_classes(support_y)
        if self.config.answer == "last-block":
            return self._last_block(support_x, support_y, way)
        fit = {"prototype": self._prototype, "ridge": self._ridge, "head": self._head}[self.config.answer]
        classify = fit(self._features(support_x), support_y, way)
        return Adapted(
            states=1,
            features=lambda x, state: self._features(x),
            classify=lambda features, state: classify(features),
        )

    def look_at(self, x: Tensor) -> None:
        """Let images (images, C, H, W) go through the network once for all ways to answer.

        More is kept of each than by any one of them: with the usual backbone 17 kB.
        """
        self._kept_features(x, lambda rows: self.network.last(self._maps(rows)))

    def _features(self, x: Tensor) -> Tensor:
        """Features of images, each vector scaled to length 1: (images, features)."""
        return F.normalize(self._kept_features(x, self.network), dim=-1)

    def _maps(self, x: Tensor) -> Tensor:
        """What the last part of the network is given, kept where the trunk has anything to compute."""
        if isinstance(self.network.trunk, nn.Identity):
            return self.network.maps(x)
        return self._kept_maps(x, self.network.maps)

    def _prototype(self, features: Tensor, labels: Tensor, way: int) -> Callable[[Tensor], Tensor]:
        means = class_means(features, labels, way)
        return lambda queries: self.config.temperature * cosine_similarities(queries, means)

    def _ridge(self, features: Tensor, labels: Tensor, way: int) -> Callable[[Tensor], Tensor]:
        """Regression on one-hot labels from features with a last 1, whose row of W is a bias."""
        targets = F.one_hot(labels, way).to(features.dtype)
        solution = ridge_solution(F.pad(features, (0, 1), value=1.0), targets, self.config.regulariser)
        return lambda queries: self.config.ridge_scale * (F.pad(queries, (0, 1), value=1.0) @ solution)

    def _head(self, features: Tensor, labels: Tensor, way: int) -> Callable[[Tensor], Tensor]:
        """Logistic regression by plain gradient descent from zero."""
        c = self.config
        head = nn.Linear(features.shape[1], way, device="meta")  # its kind is used, with other weights
        start = _zero_head(features, way)
        end = inner_loop(head, start, c.length * features, labels, c.head_lr, c.head_steps).end
        return lambda queries: functional_call(head, end, (c.length * queries,))

    def _last_block(self, support_x: Tensor, support_y: Tensor, way: int) -> Adapted:
        """Gradient descent on copies of the last block's parameters and on a head that starts at zero."""
        # A copy: functional_call swaps fast weights into the module, which another thread may be using.
        c, last = self.config, copy.deepcopy(self.network.last)
        with torch.no_grad():
            maps = self._maps(support_x)
            features = last(maps)
        own = dict(last.named_parameters())
        block: Parameters = {f"backbone.0.{name}": own[name] for name in self.network.tunable}
        head = {f"head.{name}": value for name, value in _zero_head(features, way).items()}
        both = Classifier(nn.Sequential(last, Direction(c.length)), nn.Linear(1, 1, device="meta"))
        rates = dict.fromkeys(block, torch.tensor(c.block_lr, device=maps.device))
        rates |= dict.fromkeys(head, torch.tensor(c.head_lr, device=maps.device))
        end = inner_loop(both, block | head, maps, support_y, rates, c.block_steps).end
        tuned = {name.removeprefix("backbone."): end[name] for name in block}
        return Adapted(
            states=1,
            features=lambda x, state: functional_call(both.backbone, tuned, (self._maps(x),)),
            classify=lambda features, state: F.linear(features, end["head.weight"], end["head.bias"]),
        )


def _zero_head(features: Tensor, way: int) -> Parameters:
    return {"weight": features.new_zeros(way, features.shape[1]), "bias": features.new_zeros(way)}


class Direction(nn.Module):
    """Every vector scaled to one length."""

    def __init__(self, length: float) -> None:
        super().__init__()
        self.length = length

    def forward(self, x: Tensor) -> Tensor:
        """(images, features) -> (images, features)."""
        return self.length * F.normalize(x, dim=-1)


class Kept:
    """What a frozen network makes of images, by the images' content: each is computed once."""

    def __init__(self) -> None:
        self._rows: dict[bytes, Tensor] = {}

    @torch.no_grad()
    def __call__(self, x: Tensor, compute: Callable[[Tensor], Tensor]) -> Tensor:
        """``compute`` of images (images, C, H, W), row by row from what is kept; on their device."""
        keys = [hashlib.blake2b(image.numpy().data).digest() for image in x.detach().cpu().contiguous()]
        new = list({key: row for row, key in enumerate(keys) if key not in self._rows}.values())
        for first in range(0, len(new), AT_ONCE):
            rows = new[first : first + AT_ONCE]
            self._rows |= zip((keys[row] for row in rows), compute(x[rows]).cpu(), strict=True)
        found = torch.stack([self._rows[key] for key in keys]).to(x.device)
        for key in list(self._rows)[: max(len(self._rows) - MOST_KEPT, 0)]:
            del self._rows[key]
        return found
