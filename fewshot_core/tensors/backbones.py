"""The networks: a backbone that turns images into feature vectors, and the heads that go on it.

All learners of a comparison use the same backbone. A new one is a module here with ``features``, the
length of its vectors, and a line in ``build_backbone``.

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
    """A backbone by name, random weights; its first ``halvings`` blocks halve the image. Raises Unknown."""
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

    ``sizes``: channels of the image and after each block. ``strided`` blocks halve the image in the
    convolution itself instead of pooling, as MAML's Omniglot network does.
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
        """Feature vectors of images."""
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
    """Four blocks of equal width.

    The field's usual small network (Vinyals et al., "Matching Networks for One Shot Learning",
    NeurIPS 2016, arXiv 1606.04080). A 28x28 image becomes ``width`` numbers. ``strided`` is a quarter of
    the work.

    Shapes: (images, channels, height, width) -> (images, features).
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
    """Five blocks that widen as the image shrinks: most of the work is done where there are few pixels.

    After Karen Simonyan and Andrew Zisserman, "Very Deep Convolutional Networks for Large-Scale Image
    Recognition", ICLR 2015, arXiv 1409.1556. A 28x28 image becomes four times ``width`` numbers, for about
    1.7 times the work of Conv4.

    Shapes: (images, channels, height, width) -> (images, features), features = 4 * width.
    """

    def __init__(
        self, channels: int = 1, width: int = 64, transductive: bool = False, halvings: int = 4
    ) -> None:
        sizes = [channels, width // 2, width, 2 * width, 2 * width, 4 * width]
        halves = [halvings > 0, halvings > 1, False, halvings > 2, halvings > 3]
        super().__init__(sizes, halves, transductive)


class ResNet12(nn.Module):
    """Four residual blocks of three convolutions: the field's usual larger network.

    Boris Oreshkin et al., "TADAM", NeurIPS 2018, arXiv 1805.10123, with the widths 64, 160, 320, 640 and the
    leaky ReLU of Kwonjoon Lee et al., "Meta-Learning with Differentiable Convex Optimization", CVPR 2019,
    arXiv 1904.03758; their DropBlock is left out. ``width`` is the first block's; the others grow with it.

    Shapes: (images, channels, height, width) -> (images, features), features = 10 * width.
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
        """Feature vectors of images."""
        return self.maps(x).mean((2, 3))  # (images, features)

    def maps(self, x: Tensor) -> Tensor:
        """The last block's feature maps, (images, features, h, w)."""
        x = _channels_last(x)
        for block in self.blocks:
            x = block(x)  # (images, c_out, h / 2, w / 2), rounded up
        return x


Backbone = Conv4 | Conv5 | ResNet12
"""Any of them: ``features`` is the length of its vectors, ``maps`` gives what they are the means of."""


class _ResidualBlock(nn.Module):
    """Three convolutions beside a 1x1 shortcut, then pooling. Odd sizes are rounded up: 28, 14, 7, 4, 2."""

    def __init__(self, c_in: int, c_out: int, transductive: bool, halves: bool) -> None:
        super().__init__()
        self.halves = halves

        def convolution(c_in: int, side: int) -> nn.Sequential:
            norm = BatchNorm2d(c_out, track_running_stats=not transductive)
            return nn.Sequential(nn.Conv2d(c_in, c_out, side, padding=side // 2, bias=False), norm)

        self.convs = nn.ModuleList([convolution(c_in, 3), convolution(c_out, 3), convolution(c_out, 3)])
        self.shortcut = convolution(c_in, 1)

    def forward(self, x: Tensor) -> Tensor:
        """(images, c_in, h, w) -> (images, c_out, h / 2, w / 2), or h and w where nothing is halved."""
        y = self.convs[0](x)
        for conv in self.convs[1:]:
            y = conv(F.leaky_relu(y, 0.1))
        y = F.leaky_relu(y + self.shortcut(x), 0.1)
        return F.max_pool2d(y, 2, ceil_mode=True) if self.halves else y


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
    classes in a task cannot matter, and one checkpoint serves every N. Under gradient descent the vector's
    value cannot matter either, since it shifts all scores of an image alike: it stays at zero. The LSTM
    meta-learner, whose steps depend on a weight's value, does learn it.

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

    def __init__(self, backbone: nn.Module, head: nn.Module) -> None:
        super().__init__()
        self.backbone = backbone
        self.head = head

    def forward(self, x: Tensor) -> Tensor:
        """Scores (images, classes) of images (images, channels, height, width)."""
        return self.head(self.backbone(x))
