"""What MNIST, Fashion-MNIST and KMNIST share: ten classes, white ink on black, four files."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor

from fewshot_core.data.datasets.dataset import ClassInfo, DataSet
from fewshot_core.data.datasets.download import Download, by_class

FILES = tuple(
    f"{part}-{kind}-ubyte.gz" for part in ("train", "t10k") for kind in ("images-idx3", "labels-idx1")
)
SPLITS = ("train",) * 5 + ("val",) * 2 + ("test",) * 3
"""The split of each label: the first five classes are for meta-training, the last three for meta-test."""


def load_ten(download: Download, loader: str, names: Sequence[str]) -> DataSet:
    """The data set that a class of torchvision reads, its training and test images together; raises Missing.

    ``loader`` is the class's name in ``torchvision.datasets``; ``names`` are the classes' names by label.
    """

    def make() -> tuple[Tensor, list[ClassInfo]]:
        with download.fetching() as root:
            from torchvision import datasets

            parts = [getattr(datasets, loader)(root, train=train, download=True) for train in (True, False)]
        images = torch.cat([part.data for part in parts]).unsqueeze(1)
        labels = torch.cat([part.targets for part in parts])
        splits = dict(zip(names, SPLITS, strict=True))
        return by_class(images, labels, names, splits, dict.fromkeys(names, download.name))

    return download.load(make)
