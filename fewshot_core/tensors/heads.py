"""Heads that turn feature vectors into scores, and a backbone with a head as one network."""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor, nn


class SharedHead(nn.Module):
    """A linear head for any number of classes: one meta-learned vector, copied to every class.

    Han-Jia Ye and Wei-Lun Chao, "How to Train Your MAML to Excel in Few-Shot Classification", ICLR 2022,
    arXiv 2106.16245. Since all classes start from the same vector, the order of the classes in a task cannot
    matter, and one checkpoint serves every N. Under gradient descent the vector's value cannot matter either,
    since it shifts all scores of an image alike: it stays at zero. The LSTM meta-learner, whose steps depend
    on a weight's value, does learn it.

    The parameters are stored with one row. ``forward`` runs with whatever number of rows it is given through
    ``torch.func.functional_call``; ``start_for`` in ``methods/inner_loop.py`` makes them for a task.
    """

    def __init__(self, features: int) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.zeros(1, features))  # (1 or way, features)
        self.bias = nn.Parameter(torch.zeros(1))  # (1 or way,)

    def forward(self, features: Tensor) -> Tensor:
        """Scores (images, rows) of feature vectors (images, features)."""
        return F.linear(features, self.weight, self.bias)


class Classifier(nn.Module):
    """A backbone with a head on it, which gradient-based methods adapt as a whole."""

    def __init__(self, backbone: nn.Module, head: nn.Module) -> None:
        super().__init__()
        self.backbone = backbone
        self.head = head

    def forward(self, x: Tensor) -> Tensor:
        """Scores (images, classes) of images (images, channels, height, width)."""
        return self.head(self.backbone(x))
