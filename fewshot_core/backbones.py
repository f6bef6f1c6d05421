"""The networks: a backbone that turns images into feature vectors, and the heads that go on it.

Every contender of a comparison uses the same backbone.
"""

from __future__ import annotations

from itertools import pairwise

import torch
import torch.nn.functional as F
from torch import Tensor, nn


class Conv4(nn.Module):
    """Four blocks of 3x3 convolution, batch normalisation, 2x2 max-pooling and ReLU.

    The field's usual small network (Vinyals et al., "Matching Networks for One Shot Learning",
    NeurIPS 2016, arXiv 1606.04080). A 28x28 image becomes ``width`` numbers.

    ``transductive`` says where BatchNorm takes its statistics from: True, from the batch at hand
    (so the query images of a task are normalised together, as in MAML's original code); False,
    from running averages gathered in training (so each image is answered on its own). It changes
    every reported accuracy, hence it is part of every method's configuration.

    Shapes: (images, channels, height, width) -> (images, width).
    """

    def __init__(self, channels: int = 1, width: int = 64, transductive: bool = False) -> None:
        super().__init__()
        self.width = width
        sizes = [channels, width, width, width, width]
        self.convs = nn.ModuleList(
            nn.Conv2d(c_in, c_out, 3, padding=1, bias=False) for c_in, c_out in pairwise(sizes)
        )
        self.norms = nn.ModuleList(
            nn.BatchNorm2d(width, track_running_stats=not transductive) for _ in self.convs
        )
        self.to(memory_format=torch.channels_last)  # type: ignore[call-overload]

    def forward(self, x: Tensor) -> Tensor:
        """Feature vectors of images."""
        x = _channels_last(x)
        for conv, norm in zip(self.convs, self.norms, strict=True):
            # Pooling before ReLU gives the same numbers for a quarter of the ReLU's work.
            x = F.relu(F.max_pool2d(norm(conv(x)), 2))  # (images, width, h / 2, w / 2)
        return x.mean((2, 3))  # (images, width)


def _channels_last(x: Tensor) -> Tensor:
    """Lay the channels of each pixel side by side, which the CPU's convolutions and pooling want.

    PyTorch takes a one-channel image for channels_last already and leaves its strides alone, and
    then everything after it runs in the slow layout; so there the strides are set by hand.
    """
    _, channels, height, width = x.shape
    if channels > 1:
        return x.contiguous(memory_format=torch.channels_last)
    return x.contiguous().as_strided(x.shape, (height * width, 1, width, 1))


class SharedHead(nn.Module):
    """A linear head for any number of classes: one meta-learned vector, copied to every class.

    Han-Jia Ye and Wei-Lun Chao, "How to Train Your MAML to Excel in Few-Shot Classification",
    ICLR 2022, arXiv 2106.16245. Since all classes start from the same vector, the order of the
    classes in a task cannot matter, and one checkpoint serves every N.

    The parameters are stored with one row; ``for_way`` repeats it, and ``forward`` runs with
    whatever number of rows it is given through ``torch.func.functional_call``.
    """

    def __init__(self, features: int) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.zeros(1, features))  # (1 or way, features)
        self.bias = nn.Parameter(torch.zeros(1))  # (1 or way,)

    def forward(self, features: Tensor) -> Tensor:
        """Scores (images, rows) of feature vectors (images, features)."""
        return F.linear(features, self.weight, self.bias)


class Classifier(nn.Module):
    """A backbone with a head on it: what gradient-based methods adapt as a whole."""

    def __init__(self, backbone: Conv4, head: nn.Module) -> None:
        super().__init__()
        self.backbone = backbone
        self.head = head

    def forward(self, x: Tensor) -> Tensor:
        """Scores (images, classes) of images (images, channels, height, width)."""
        return self.head(self.backbone(x))
