"""``omniglot-rotated``: Omniglot with every character, turned by 0, 90, 180 and 270°, as four classes.

After Adam Santoro, Sergey Bartunov, Matthew Botvinick, Daan Wierstra and Timothy Lillicrap,
"Meta-Learning with Memory-Augmented Neural Networks", ICML 2016, arXiv 1605.06065.
"""

from __future__ import annotations

from dataclasses import replace

import torch
from torch import Tensor

from fewshot_core.data.datasets import omniglot
from fewshot_core.data.datasets.dataset import ClassInfo, DataSet

NAME = "omniglot-rotated"
DOWNLOAD = replace(omniglot.DOWNLOAD, name=NAME)


def load() -> DataSet:
    """Four times the classes of ``omniglot``, in the same splits, fetched on first use; raises Missing.

    A turned alphabet is a group of its own.
    """
    return DOWNLOAD.load(_make)


def _make() -> tuple[Tensor, list[ClassInfo]]:
    upright = omniglot.load()
    images = torch.cat([torch.rot90(upright.images, turn, (2, 3)) for turn in range(4)])
    classes: list[ClassInfo] = []
    for turn in range(4):
        for info in upright.classes:
            id, group = f"{info.id}@{90 * turn}", f"{info.group}@{90 * turn}"
            first = info.first + turn * len(upright.images)
            classes.append(replace(info, id=id, en=id, zh=id, group=group, first=first))
    return images, classes
