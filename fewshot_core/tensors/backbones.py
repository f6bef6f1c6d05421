"""The backbones: networks that turn images into feature vectors.

All learners of a comparison use the same backbone. A new one is a module here with ``features``, the length
of its vectors, and a line in ``build_backbone``.

All take ``transductive``, which says where BatchNorm takes its statistics from: True, from the batch at hand
(so the query images of a task are normalised together, as in MAML's original code); False, from running
averages gathered in training (so each image is answered on its own). It changes every reported accuracy,
hence it is part of every method's configuration.
"""

from __future__ import annotations

from itertools import pairwise

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from fewshot_core.tensors.batch_norm import BatchNorm2d
from fewshot_core.tensors.errors import Unknown

BACKBONES = ("conv4", "conv4-strided", "conv5", "resnet12")


def build_backbone(name: str, channels: int, width: int, transductive: bool, halvings: int = 4) -> Backbone:
    """The backbone of this name with random weights.

    ``channels`` are the images', ``width`` is the number of feature maps (see the classes below), and the
    first ``halvings`` blocks halve height and width. Raises Unknown for a name that is not in ``BACKBONES``.
    """
    if name == "conv4":
        return Conv4(channels, width, transductive, halvings=halvings)
    if name == "conv4-strided":
        return Conv4(channels, width, transductive, strided=True, halvings=halvings)
    if name == "conv5":
        return Conv5(channels, width, transductive, halvings)
    if name == "resnet12":
        return ResNet12(channels, width, transductive, halvings)
    raise Unknown("backbone", name, BACKBONES)


class _Blocks(nn.Module):
    """Blocks of 3x3 convolution, batch normalisation, ReLU and, where they halve the image, 2x2 max-pooling.

    ``sizes`` holds the channels of the image and of each block's output, ``halves`` says which blocks halve
    height and width. ``strided`` blocks halve the image in the convolution itself instead of pooling, as
    MAML's Omniglot network does.
    """

    def __init__(
        self, sizes: list[int], halves: list[bool], transductive: bool, strided: bool = False
    ) -> None:
        super().__init__()
        self.features = sizes[-1]
        self.pools = [halving and not strided for halving in halves]
        self.convs = nn.ModuleList(
            nn.Conv2d(c_in, c_out, 3, stride=2 if strided and halving else 1, padding=1, bias=False)
            for (c_in, c_out), halving in zip(pairwise(sizes), halves, strict=True)
        )
        self.norms = nn.ModuleList(
            BatchNorm2d(c_out, track_running_stats=not transductive) for c_out in sizes[1:]
        )
        self.to(memory_format=torch.channels_last)  # type: ignore[call-overload]

    def forward(self, x: Tensor) -> Tensor:
        """Feature vectors (images, features) of images (images, channels, height, width)."""
        return self.maps(x).mean((2, 3))  # (images, features)

    def maps(self, x: Tensor) -> Tensor:
        """The last block's feature maps, (images, features, h, w)."""
        x = _channels_last(x)
        for conv, norm, pool in zip(self.convs, self.norms, self.pools, strict=True):
            x = norm(conv(x))  # (images, c_out, h, w), or half of h and w if strided
            # Pooling before ReLU gives the same numbers for a quarter of the ReLU's work.
            x = F.relu(F.max_pool2d(x, 2) if pool else x)  # (images, c_out, h / 2, w / 2)
        return x


class Conv4(_Blocks):
    """Four blocks of equal width: (images, channels, height, width) -> (images, features).

    The field's usual small network (Vinyals et al., "Matching Networks for One Shot Learning", NeurIPS 2016,
    arXiv 1606.04080). A 28x28 image becomes ``width`` numbers. With ``strided`` it needs a quarter of the
    multiplications.
    """

    def __init__(
        self,
        channels: int = 1,
        width: int = 64,
        transductive: bool = False,
        strided: bool = False,
        halvings: int = 4,
    ) -> None:
        sizes = [channels, width, width, width, width]
        super().__init__(sizes, [block < halvings for block in range(4)], transductive, strided)


class Conv5(_Blocks):
    """Five blocks that widen as the image shrinks: (images, channels, height, width) -> (images, features).

    After Karen Simonyan and Andrew Zisserman, "Very Deep Convolutional Networks for Large-Scale Image
    Recognition", ICLR 2015, arXiv 1409.1556. A 28x28 image becomes ``features`` = 4 * ``width`` numbers, for
    about 1.7 times the work of Conv4.
    """

    def __init__(
        self, channels: int = 1, width: int = 64, transductive: bool = False, halvings: int = 4
    ) -> None:
        sizes = [channels, width // 2, width, 2 * width, 2 * width, 4 * width]
        halves = [halvings > 0, halvings > 1, False, halvings > 2, halvings > 3]
        super().__init__(sizes, halves, transductive)


class ResNet12(nn.Module):
    """Four residual blocks of three convolutions: (images, channels, height, width) -> (images, features).

    The field's usual larger network, from Boris N. Oreshkin, Pau Rodriguez and Alexandre Lacoste, "TADAM:
    Task Dependent Adaptive Metric for Improved Few-Shot Learning", NeurIPS 2018, arXiv 1805.10123, with the
    widths 64, 160, 320, 640 and the leaky ReLU of Kwonjoon Lee, Subhransu Maji, Avinash Ravichandran and
    Stefano Soatto, "Meta-Learning with Differentiable Convex Optimization", CVPR 2019, arXiv 1904.03758;
    their DropBlock is left out. ``width`` is the first block's, the other widths grow with it, and
    ``features`` = 10 * ``width``.
    """

    def __init__(
        self, channels: int = 1, width: int = 64, transductive: bool = False, halvings: int = 4
    ) -> None:
        super().__init__()
        sizes = [channels, width, width * 5 // 2, width * 5, width * 10]
        self.features = sizes[-1]
        self.blocks = nn.ModuleList(
            _ResidualBlock(c_in, c_out, transductive, halves=block < halvings)
            for block, (c_in, c_out) in enumerate(pairwise(sizes))
        )
        self.to(memory_format=torch.channels_last)  # type: ignore[call-overload]

    def forward(self, x: Tensor) -> Tensor:
        """Feature vectors (images, features) of images (images, channels, height, width)."""
        return self.maps(x).mean((2, 3))  # (images, features)

    def maps(self, x: Tensor) -> Tensor:
        """The last block's feature maps, (images, features, h, w)."""
        x = _channels_last(x)
        for block in self.blocks:
            x = block(x)  # (images, c_out, h / 2, w / 2), rounded up
        return x


Backbone = Conv4 | Conv5 | ResNet12
"""Any backbone. ``features`` is the length of its vectors; ``maps`` gives the maps that they average."""


class _ResidualBlock(nn.Module):
    """Three 3x3 convolutions beside a 1x1 shortcut, then 2x2 pooling that rounds up: 28, 14, 7, 4, 2."""

    def __init__(self, c_in: int, c_out: int, transductive: bool, halves: bool) -> None:
        super().__init__()
        self.halves = halves

        def convolution(c_in: int, side: int) -> nn.Sequential:
            norm = BatchNorm2d(c_out, track_running_stats=not transductive)
            return nn.Sequential(nn.Conv2d(c_in, c_out, side, padding=side // 2, bias=False), norm)

        self.convs = nn.ModuleList([convolution(c_in, 3), convolution(c_out, 3), convolution(c_out, 3)])
        self.shortcut = convolution(c_in, 1)

    def forward(self, x: Tensor) -> Tensor:
        """(images, c_in, h, w) -> (images, c_out, h / 2, w / 2), or with h and w if it does not halve."""
        y = self.convs[0](x)
        for conv in self.convs[1:]:
            y = conv(F.leaky_relu(y, 0.1))
        y = F.leaky_relu(y + self.shortcut(x), 0.1)
        return F.max_pool2d(y, 2, ceil_mode=True) if self.halves else y


def _channels_last(x: Tensor) -> Tensor:
    """The same values with the channels of each pixel side by side in memory.

    The CPU's convolutions and pooling are faster so. PyTorch regards a one-channel image as channels_last
    already and leaves its strides alone, and then everything after it runs in the slow layout; there the
    strides are set directly.
    """
    _, channels, height, width = x.shape
    if channels > 1:
        return x.contiguous(memory_format=torch.channels_last)
    return x.contiguous().as_strided(x.shape, (height * width, 1, width, 1))
