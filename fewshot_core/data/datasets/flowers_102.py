"""``flowers-102``: photographs of 102 kinds of flowers, 40 to 258 of each.

Maria-Elena Nilsback and Andrew Zisserman, "Automated Flower Classification over a Large Number of
Classes", ICVGIP 2008.
"""

from __future__ import annotations

import torch
from PIL import Image
from torch import Tensor

from fewshot_core.data.datasets.dataset import ClassInfo, DataSet, DataSource
from fewshot_core.data.datasets.download import Download, by_class, colour_view
from fewshot_core.data.datasets.splits import deal_splits

NAME = "flowers-102"
DOWNLOAD = Download(
    NAME,
    DataSource(
        NAME,
        "Flowers-102",
        "Maria-Elena Nilsback and Andrew Zisserman",
        "NOASSERTION",
        "https://www.robots.ox.ac.uk/~vgg/data/flowers/102/",
        8_189,
    ),
    urls=("https://www.robots.ox.ac.uk/~vgg/data/flowers/102/",),
    files=("102flowers.tgz", "imagelabels.mat", "setid.mat"),
    place="flowers-102",
    handed=False,
)


def load() -> DataSet:
    """8,189 photographs, RGB, the middle square resized to 28x28, fetched on first use; raises Missing.

    Classes are named by the authors' numbers, ``001`` … ``102``, and dealt to the splits by them.
    """
    return DOWNLOAD.load(_make)


def _make() -> tuple[Tensor, list[ClassInfo]]:
    with DOWNLOAD.fetching() as root:
        import scipy.io  # noqa: F401  (torchvision needs it to read the labels, and says so only later)
        from torchvision.datasets import Flowers102

        parts = [Flowers102(root, split=split, download=True) for split in ("train", "val", "test")]
        views: list[Tensor] = []
        for file in (file for part in parts for file in part._image_files):
            with Image.open(file) as photograph:
                views.append(colour_view(photograph))
    labels = torch.tensor([label for part in parts for label in part._labels])
    names = [f"{number:03d}" for number in range(1, 103)]
    return by_class(torch.stack(views), labels, names, deal_splits(names), dict.fromkeys(names, NAME))
