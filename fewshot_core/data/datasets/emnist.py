"""``emnist``: handwritten digits and letters, the balanced form: 47 classes of 2,800 images.

Gregory Cohen, Saeed Afshar, Jonathan Tapson and André van Schaik, "EMNIST: an extension of MNIST to
handwritten letters", 2017, arXiv 1702.05373. Letters whose capital looks like the small one
(c, i, j …) are one class there.
"""

from __future__ import annotations

import torch
from torch import Tensor

from fewshot_core.data.datasets.dataset import ClassInfo, DataSet, DataSource
from fewshot_core.data.datasets.download import Download, by_class
from fewshot_core.data.datasets.splits import deal_splits

NAME = "emnist"
DOWNLOAD = Download(
    NAME,
    DataSource(
        NAME,
        "EMNIST",
        "Gregory Cohen et al., from NIST Special Database 19",
        "NOASSERTION",
        "https://www.nist.gov/itl/products-and-services/emnist-dataset",
        131_600,
    ),
    urls=("https://biometrics.nist.gov/cs_links/EMNIST/",),
    files=("gzip.zip",),
    place="EMNIST/raw",
)


def load() -> DataSet:
    """131,600 characters, 28x28, fetched on first use; raises Missing.

    Groups are digits, capitals and small letters. A letter's two forms are in the same split.
    """
    return DOWNLOAD.load(_make)


def _make() -> tuple[Tensor, list[ClassInfo]]:
    with DOWNLOAD.fetching() as root:
        from torchvision.datasets import EMNIST

        parts = [EMNIST(root, "balanced", train=train, download=True) for train in (True, False)]
    images = torch.cat([part.data for part in parts]).transpose(1, 2).unsqueeze(1)  # they are stored lying
    labels = torch.cat([part.targets for part in parts])
    names = parts[0].classes
    dealt = deal_splits({name.lower() for name in names})
    splits = {name: dealt[name.lower()] for name in names}
    groups = {n: "digits" if n.isdigit() else "capitals" if n.isupper() else "small letters" for n in names}
    return by_class(images, labels, names, splits, groups)
