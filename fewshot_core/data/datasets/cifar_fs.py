"""``cifar-fs``: the hundred classes of CIFAR-100, split for few-shot learning.

Images: Alex Krizhevsky, "Learning Multiple Layers of Features from Tiny Images", 2009. Split: Luca
Bertinetto, João F. Henriques, Philip H. S. Torr and Andrea Vedaldi, "Meta-learning with differentiable
closed-form solvers", ICLR 2019, arXiv 1805.08136.
"""

from __future__ import annotations

import numpy as np
import torch
from PIL import Image
from torch import Tensor

from fewshot_core.data.datasets.dataset import SPLITS, ClassInfo, DataSet, DataSource
from fewshot_core.data.datasets.download import Download, by_class, colour_view

NAME = "cifar-fs"
DOWNLOAD = Download(
    NAME,
    DataSource(
        NAME,
        "CIFAR-100",
        "Alex Krizhevsky, Vinod Nair and Geoffrey Hinton",
        "NOASSERTION",
        "https://www.cs.toronto.edu/~kriz/cifar.html",
        60_000,
    ),
    urls=("https://www.cs.toronto.edu/~kriz/",),
    files=("cifar-100-python.tar.gz",),
    place="",
    handed=False,
)
TABLE = """
aquatic_mammals: dolphin seal | beaver otter | whale
fish: aquarium_fish ray trout | flatfish shark |
flowers: orchid sunflower tulip | | poppy rose
food_containers: bottle bowl can cup plate | |
fruit_and_vegetables: apple mushroom orange pear | | sweet_pepper
household_electrical_devices: clock keyboard | lamp television | telephone
household_furniture: chair couch | | bed table wardrobe
insects: bee caterpillar cockroach | beetle butterfly |
large_carnivores: bear lion tiger wolf | | leopard
large_man-made_outdoor_things: bridge castle house road skyscraper | |
large_natural_outdoor_scenes: cloud forest mountain | sea | plain
large_omnivores_and_herbivores: elephant kangaroo | camel cattle | chimpanzee
medium_mammals: porcupine possum raccoon skunk | | fox
non-insect_invertebrates: lobster spider | crab | snail worm
people: boy girl | | baby man woman
reptiles: dinosaur lizard snake turtle | crocodile |
small_mammals: hamster mouse rabbit shrew squirrel | |
trees: oak_tree palm_tree pine_tree willow_tree | maple_tree |
vehicles_1: bus train | motorcycle | bicycle pickup_truck
vehicles_2: lawn_mower streetcar tank | tractor | rocket
"""
"""Superclass: its classes for meta-training | meta-validation | meta-test (64, 16 and 20 in all)."""


def load() -> DataSet:
    """60,000 photographs, RGB, resized from 32x32 to 28x28, fetched on first use; raises Missing.

    Groups are CIFAR-100's superclasses.
    """
    return DOWNLOAD.load(_make)


def _make() -> tuple[Tensor, list[ClassInfo]]:
    with DOWNLOAD.fetching() as root:
        from torchvision.datasets import CIFAR100

        parts = [CIFAR100(root, train=train, download=True) for train in (True, False)]
    pixels = np.concatenate([part.data for part in parts])  # (60000, 32, 32, 3)
    images = torch.stack([colour_view(Image.fromarray(each)) for each in pixels])
    labels = torch.tensor(parts[0].targets + parts[1].targets)
    splits, groups = read_table()
    return by_class(images, labels, parts[0].classes, splits, groups)


def read_table() -> tuple[dict[str, str], dict[str, str]]:
    """The split of every class, and the superclass of every class, both by the class's name."""
    splits: dict[str, str] = {}
    groups: dict[str, str] = {}
    for line in TABLE.strip().splitlines():
        group, _, columns = line.partition(":")
        for split, names in zip(SPLITS, columns.split("|"), strict=True):
            splits |= dict.fromkeys(names.split(), split)
            groups |= dict.fromkeys(names.split(), group)
    return splits, groups
