"""Images named from a few examples of each class, by any method."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor

from fewshot_core.methods.method import Method

AT_ONCE = 64


@dataclass(frozen=True)
class Names:
    """For every image its two likeliest classes, the first one first, with their probabilities."""

    classes: Tensor  # (images, 2), indices of classes
    shares: Tensor  # (images, 2), 0…1

    @property
    def margins(self) -> Tensor:
        """How much likelier the first class is than the second, (images,), 0…1."""
        return self.shares[:, 0] - self.shares[:, 1]

    def least_certain(self, count: int) -> list[int]:
        """The ``count`` images with the smallest margins, those first that most need a look."""
        return self.margins.argsort(stable=True)[:count].tolist()


def name_images(method: Method, support: Tensor, labels: Tensor, images: Tensor) -> Names:
    """Names of images (images, C, H, W), given support images and their labels 0 … way-1, way at least 2.

    Images are uint8. A method that normalises query images together (transductive) is given all at once.
    """
    adapted = method.adapt(support.float() / 255, labels)
    size = len(images) if method.config.transductive else AT_ONCE
    scores = torch.cat([adapted.predict(part.float() / 255) for part in images.split(size)])
    shares, classes = scores.softmax(-1).topk(2)
    return Names(classes, shares)
