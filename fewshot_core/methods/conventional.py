"""Conventional training: one classifier of all meta-train classes, then four ways to answer for new ones.

Such baselines are strong: Wei-Yu Chen et al., "A Closer Look at Few-shot Classification", ICLR 2019,
arXiv 1904.04232; Yonglong Tian et al., "Rethinking Few-Shot Image Classification: a Good Embedding Is
All You Need?", ECCV 2020, arXiv 2003.11539; Yan Wang et al., "SimpleShot", arXiv 1911.04623.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import torch
import torch.nn.functional as F
from torch import Tensor, nn
from torch.func import functional_call

from fewshot_core.backbones import Classifier, Conv4
from fewshot_core.functional import Parameters, accuracy, class_means, cosine_similarities, parameters_of
from fewshot_core.methods.gradient_based import walk_answer
from fewshot_core.methods.inner_loop import backbone_vector, inner_loop
from fewshot_core.methods.method import Method, MethodConfig, number_of_classes
from fewshot_core.sampling import Source
from fewshot_core.trace import BatchTrace, TrainStep
from fewshot_core.types import Adapted, Unknown

ANSWERS = ("fine-tune", "linear-head", "class-mean")
"""Ways to answer for new classes. A fourth, as it stands, cannot: see ``Conventional.recognise``."""


@dataclass(frozen=True)
class ConventionalConfig(MethodConfig):
    """Ordinary supervised learning, and how the result is put to use on a new task."""

    classes: int = 64  # meta-train classes, the outputs of its own head
    batch_size: int = 64
    weight_decay: float = 5e-4
    answer: str = "fine-tune"  # one of ANSWERS
    fine_tune_lr: float = 0.01  # all layers, from a zero head
    fine_tune_steps: int = 10  # the same few steps as MAML's
    head_lr: float = 0.5  # the new linear head alone
    head_steps: int = 100
    temperature: float = 10.0  # of the cosine scores
    transductive: bool = False


class Conventional(Method):
    """A usual image classifier. New classes get a new head; how, is ``config.answer``."""

    id = "conventional"
    Config = ConventionalConfig
    config: ConventionalConfig
    network: Classifier

    def build_network(self) -> Classifier:
        """The backbone with one output for every meta-train class."""
        c = self.config
        return Classifier(Conv4(c.channels, c.width, c.transductive), nn.Linear(c.width, c.classes))

    def build_optimiser(self) -> torch.optim.Optimizer:
        """Adam with decoupled weight decay."""
        c = self.config
        return torch.optim.AdamW(self.network.parameters(), lr=c.outer_lr, weight_decay=c.weight_decay)

    def answering(self, answer: str) -> Conventional:
        """The same trained network (shared, not copied) with another way to answer."""
        if answer not in ANSWERS:
            raise Unknown("way to answer", answer, ANSWERS)
        other = Conventional(replace(self.config, answer=answer))
        other.network = self.network
        return other

    @torch.no_grad()
    def recognise(self, x: Tensor) -> Tensor:
        """As it stands: probabilities (images, classes) of the meta-train classes, the only ones it knows."""
        return self.network(x).softmax(-1)

    def adapt(self, support_x: Tensor, support_y: Tensor, record: bool = False) -> Adapted:
        """Answer in the way that the configuration names."""
        if self.config.answer == "class-mean":
            return self._class_mean(support_x, support_y)
        if self.config.answer == "linear-head":
            return self._linear_head(support_x, support_y)
        return self._fine_tune(support_x, support_y, record)

    def _class_mean(self, support_x: Tensor, support_y: Tensor) -> Adapted:
        with torch.no_grad():
            features = F.normalize(self.network.backbone(support_x), dim=-1)
            means = class_means(features, support_y, number_of_classes(support_y))

        @torch.no_grad()
        def answer(query_x: Tensor, state: int) -> Tensor:
            return self.config.temperature * cosine_similarities(self.network.backbone(query_x), means)

        return Adapted(1, answer)

    def _linear_head(self, support_x: Tensor, support_y: Tensor) -> Adapted:
        """Logistic regression on frozen, normalised features, by plain gradient descent."""
        with torch.no_grad():
            features = F.normalize(self.network.backbone(support_x), dim=-1)  # (images, width)
        head = nn.Linear(self.config.width, number_of_classes(support_y)).to(features.device)
        weights: Parameters = {n: torch.zeros_like(p) for n, p in head.named_parameters()}
        temperature = self.config.temperature
        walk = inner_loop(
            head, weights, temperature * features, support_y, self.config.head_lr / temperature,
            self.config.head_steps,
        )  # fmt: skip

        @torch.no_grad()
        def answer(query_x: Tensor, state: int) -> Tensor:
            query = temperature * F.normalize(self.network.backbone(query_x), dim=-1)
            return functional_call(head, walk.end, (query,))

        return Adapted(1, answer)

    def _fine_tune(self, support_x: Tensor, support_y: Tensor, record: bool) -> Adapted:
        c = self.config
        way = number_of_classes(support_y)
        head = {"head.weight": support_x.new_zeros(way, c.width), "head.bias": support_x.new_zeros(way)}
        start = parameters_of(self.network) | head
        walk = inner_loop(self.network, start, support_x, support_y, c.fine_tune_lr, c.fine_tune_steps)
        return walk_answer(self.network, walk, support_x, support_y, c.fine_tune_lr, record)

    def train_step(self, source: Source, record: bool = False) -> TrainStep:
        """Forward, loss, gradient, update of the original parameters: one batch of labelled images."""
        x, y, items = source.batch(self.config.batch_size)
        before = backbone_vector(parameters_of(self.network))
        self.train()
        scores = self.network(x)
        loss = F.cross_entropy(scores, y)
        self.optimiser.zero_grad()
        loss.backward()
        self.optimiser.step()
        self.eval()
        shares = scores.detach().softmax(-1)
        trace = self._trace(source, shares, y, items, loss.item(), before) if record else None
        return TrainStep(loss.item(), accuracy(scores, y), 0, len(items), trace)

    def _trace(
        self, source: Source, shares: Tensor, y: Tensor, items: tuple[int, ...], loss: float, before: Tensor
    ) -> BatchTrace:
        classes = source.data.split_classes(source.split)
        parameters = parameters_of(self.network)
        gradients = {name: value.grad for name, value in parameters.items() if value.grad is not None}
        return BatchTrace(
            items=items,
            class_ids=tuple(classes[i] for i in y.tolist()),
            true_probabilities=shares.gather(1, y.unsqueeze(1)).squeeze(1).cpu(),
            predicted_class_ids=tuple(classes[i] for i in shares.argmax(-1).tolist()),
            loss=loss,
            theta=before,
            gradient=backbone_vector(gradients),
            theta_after=backbone_vector(parameters),
        )
