"""``mnist``: handwritten digits. There are ten classes, so tasks of unseen digits have three at most.

Yann LeCun, Léon Bottou, Yoshua Bengio and Patrick Haffner, "Gradient-based learning applied to document
recognition", Proceedings of the IEEE 86, 1998.
"""

from __future__ import annotations

from fewshot_core.data.datasets.dataset import DataSet, DataSource
from fewshot_core.data.datasets.download import Download
from fewshot_core.data.datasets.ten_classes import FILES, load_ten

NAME = "mnist"
DOWNLOAD = Download(
    NAME,
    DataSource(
        NAME,
        "MNIST",
        "Yann LeCun, Corinna Cortes and Christopher J. C. Burges",
        "CC-BY-SA-3.0",
        "http://yann.lecun.com/exdb/mnist/",
        70_000,
    ),
    urls=("https://ossci-datasets.s3.amazonaws.com/mnist/", "http://yann.lecun.com/exdb/mnist/"),
    files=FILES,
    place="MNIST/raw",
)


def load() -> DataSet:
    """70,000 digits, 28x28, fetched on first use; raises Missing."""
    return load_ten(DOWNLOAD, "MNIST", [str(digit) for digit in range(10)])
