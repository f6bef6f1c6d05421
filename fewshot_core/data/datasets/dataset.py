"""What a data set is: images by class, classes by split, and names in English and Chinese."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import torch
from PIL import Image
from torch import Tensor

from fewshot_core.tensors.errors import Unknown

SPLITS = ("train", "val", "test")
"""Meta-train, meta-validation and meta-test; no class is in two of them."""

SIDE = 28
"""Height and width, in pixels, of the images that the networks see; photographs are larger."""


@dataclass(frozen=True)
class ClassInfo:
    """One class: its names, group and split, and which images are its own (``count`` from ``first`` on)."""

    id: str
    en: str
    zh: str
    group: str  # everyday: animals, food …; scripts and characters: the alphabet
    split: str
    first: int
    count: int
    origins: tuple[str, ...] = ()  # of each image: the drawing, font or drawer it came from
    styles: tuple[str, ...] = ()  # of each image: outline, filled, colour; pen, plain

    @property
    def items(self) -> range:
        """Indices of the class's images in the data set."""
        return range(self.first, self.first + self.count)


@dataclass(frozen=True)
class Group:
    """A set of related classes, such as animals or the characters of one alphabet."""

    id: str
    en: str
    zh: str


@dataclass(frozen=True)
class DataSource:
    """Where some of the images came from, with author and licence."""

    id: str
    name: str
    author: str
    licence: str  # SPDX
    url: str
    images: int


@dataclass(frozen=True, eq=False)
class DataSet:
    """Labelled images with a fixed split by class; two data sets are equal only if they are one object."""

    name: str
    classes: tuple[ClassInfo, ...]
    groups: tuple[Group, ...]
    sources: tuple[DataSource, ...]
    images: Tensor  # (items, channels, side, side), uint8: the network's view; ink, or with 3 channels RGB
    draw: Callable[[int], Image.Image]  # item -> picture for the screen, RGB, 64 x 64
    handed: bool = True  # mirroring an image may make another thing of it, as with characters
    skipped: tuple[str, ...] = ()  # files that could not be read and are left out

    @cached_property
    def firsts(self) -> Tensor:
        """The index of every class's first item: (classes,)."""
        return torch.tensor([c.first for c in self.classes])

    @cached_property
    def sizes(self) -> Tensor:
        """How many items every class has: (classes,)."""
        return torch.tensor([c.count for c in self.classes])

    @cached_property
    def class_of(self) -> Tensor:
        """The class index of every item: (items,)."""
        return torch.repeat_interleave(torch.arange(len(self.classes)), self.sizes)

    def split_classes(self, split: str) -> tuple[int, ...]:
        """Indices of the classes of a split; raises Unknown for a name that is not in ``SPLITS``."""
        if split not in SPLITS:
            raise Unknown("split", split, SPLITS)
        return tuple(i for i, c in enumerate(self.classes) if c.split == split)
