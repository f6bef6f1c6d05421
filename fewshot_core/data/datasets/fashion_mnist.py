"""``fashion-mnist``: pieces of clothing, ten classes in the format of MNIST.

Han Xiao, Kashif Rasul and Roland Vollgraf, "Fashion-MNIST: a Novel Image Dataset for Benchmarking
Machine Learning Algorithms", 2017, arXiv 1708.07747.
"""

from __future__ import annotations

from fewshot_core.data.datasets.dataset import DataSet, DataSource
from fewshot_core.data.datasets.download import Download
from fewshot_core.data.datasets.ten_classes import FILES, load_ten

NAME = "fashion-mnist"
DOWNLOAD = Download(
    NAME,
    DataSource(
        NAME, "Fashion-MNIST", "Zalando SE", "MIT", "https://github.com/zalandoresearch/fashion-mnist", 70_000
    ),
    urls=("http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/",),
    files=FILES,
    place="FashionMNIST/raw",
    handed=False,
)
NAMES = ["t-shirt", "trousers", "pullover", "dress", "coat", "sandal", "shirt", "sneaker", "bag", "boot"]


def load() -> DataSet:
    """70,000 photographs, grey, 28x28, fetched on first use; raises Missing."""
    return load_ten(DOWNLOAD, "FashionMNIST", NAMES)
