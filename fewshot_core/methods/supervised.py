"""What conventional training and the baselines share: one ordinary classifier of all meta-train classes."""

from __future__ import annotations

from dataclasses import dataclass, replace

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from fewshot_core.data.sampling import Source
from fewshot_core.methods.inner_loop import backbone_vector
from fewshot_core.methods.method import Method, MethodConfig
from fewshot_core.tensors.functional import accuracy, parameters_of
from fewshot_core.tensors.heads import Classifier
from fewshot_core.tensors.trace import BatchTrace, TrainStep


@dataclass(frozen=True)
class SupervisedConfig(MethodConfig):
    """Settings of ordinary supervised training; there are no episodes, hence no way, shot and query."""

    classes: int = 64  # meta-train classes, the outputs of its own head
    batch_size: int = 64
    weight_decay: float = 5e-4


class Supervised(Method):
    """A classifier of the meta-train classes; how it answers for new ones is up to ``adapt``."""

    config: SupervisedConfig
    network: Classifier

    def build_head(self, features: int) -> nn.Module:
        """A head from feature vectors (images, features) to scores (images, meta-train classes)."""
        return nn.Linear(features, self.config.classes)

    def build_network(self) -> Classifier:
        """The backbone and a head with one output for every meta-train class."""
        backbone = self.config.build_backbone()
        return Classifier(backbone, self.build_head(backbone.features))

    def build_optimiser(self) -> torch.optim.Optimizer:
        """Adam with decoupled weight decay."""
        c = self.config
        return torch.optim.AdamW(self.network.parameters(), lr=c.outer_lr, weight_decay=c.weight_decay)

    def train_step(self, source: Source, record: bool = False) -> TrainStep:
        """One update by the cross-entropy of a labelled batch; raises what ``Source.batch`` raises."""
        x, y, items = source.batch(self.config.batch_size)
        self.train()
        scores = self.network(x)
        loss = F.cross_entropy(scores, y)
        loss.backward()
        # Before θ moves.
        trace = self._trace(source, scores.detach(), y, items, loss.item()) if record else None
        self.update()
        self.eval()
        if trace:
            trace = replace(trace, theta_after=backbone_vector(parameters_of(self.network)))
        return TrainStep(loss.item(), accuracy(scores, y), 0, len(items), trace)

    def _trace(
        self, source: Source, scores: Tensor, y: Tensor, items: tuple[int, ...], loss: float
    ) -> BatchTrace:
        classes = source.data.split_classes(source.split)
        shares = scores.softmax(-1)
        parameters = parameters_of(self.network)
        theta = backbone_vector(parameters)
        return BatchTrace(
            items=items,
            class_ids=tuple(classes[i] for i in y.tolist()),
            true_probabilities=shares.gather(1, y.unsqueeze(1)).squeeze(1).cpu(),
            predicted_class_ids=tuple(classes[i] for i in shares.argmax(-1).tolist()),
            loss=loss,
            theta=theta,
            gradient=backbone_vector({n: p.grad for n, p in parameters.items() if p.grad is not None}),
            theta_after=theta,
        )
