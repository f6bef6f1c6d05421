"""``kmnist``: ten cursive Japanese characters (kuzushiji) in the format of MNIST.

Tarin Clanuwat, Mikel Bober-Irizar, Asanobu Kitamoto, Alex Lamb, Kazuaki Yamamoto and David Ha,
"Deep Learning for Classical Japanese Literature", 2018, arXiv 1812.01718.
"""

from __future__ import annotations

from fewshot_core.data.datasets.dataset import DataSet, DataSource
from fewshot_core.data.datasets.download import Download
from fewshot_core.data.datasets.ten_classes import FILES, load_ten

NAME = "kmnist"
DOWNLOAD = Download(
    NAME,
    DataSource(
        NAME,
        "KMNIST",
        "ROIS-DS Center for Open Data in the Humanities",
        "CC-BY-SA-4.0",
        "http://codh.rois.ac.jp/kmnist/",
        70_000,
    ),
    urls=("http://codh.rois.ac.jp/kmnist/dataset/kmnist/",),
    files=FILES,
    place="KMNIST/raw",
)


def load() -> DataSet:
    """70,000 characters, 28x28, fetched on first use; raises Missing."""
    return load_ten(DOWNLOAD, "KMNIST", ["o", "ki", "su", "tsu", "na", "ha", "ma", "ya", "re", "wo"])
