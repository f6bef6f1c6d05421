"""What is asked about: drawings of things, and photographs of groceries, each image in two views.

A learner sees an image as it was trained to see images: as 28×28 ink, or in colour, 128×128. Both views have
the same classes and items, so that a seed draws the same tasks from either.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import cache

import torch
from PIL import Image
from torch import Tensor

from fewshot_core.data.datasets import ClassInfo, DataSet, load_data
from fewshot_core.data.datasets.image_files import INK, PHOTO, PHOTO_SIDE
from fewshot_core.studies.crossover.imagenet import named
from fewshot_core.tensors.errors import Unusable

SPLIT = "test"
"""The classes of this split are asked about: no learner has seen them in its training on drawings."""
DRAWINGS, PHOTOGRAPHS, UNNAMED = "drawings", "photographs", "unnamed"
DOMAINS = (DRAWINGS, PHOTOGRAPHS, UNNAMED)
"""``unnamed`` are those photographs for whose kinds ImageNet has no name."""


@dataclass(frozen=True)
class Domain:
    """Images of one sort in two views; what is asked about is their split ``test``."""

    ink: DataSet  # (items, 1, 28, 28)
    colour: DataSet  # (items, 3, 128, 128)

    @property
    def classes(self) -> tuple[ClassInfo, ...]:
        """The classes that are asked about."""
        return tuple(self.ink.classes[i] for i in self.ink.split_classes(SPLIT))

    @property
    def items(self) -> Tensor:
        """The items of these classes, (items,)."""
        return torch.tensor([item for info in self.classes for item in info.items])

    def digest(self) -> str:
        """A hash of these classes and of their images."""
        of = hashlib.sha256(" ".join(info.id for info in self.classes).encode())
        of.update(self.ink.images[self.items].contiguous().numpy().data)
        return of.hexdigest()[:16]


@cache
def drawings() -> Domain:
    """The drawings of ``everyday``, in colour as a visitor sees them."""
    data = load_data("everyday")
    # Only those rows are filled that are asked about: the others take no memory.
    colour = torch.zeros(len(data.images), 3, PHOTO_SIDE, PHOTO_SIDE, dtype=torch.uint8)
    for info in (data.classes[i] for i in data.split_classes(SPLIT)):
        for item in info.items:
            colour[item] = PHOTO.pixels(data.draw(item))
    return Domain(data, replace(data, images=colour))


@cache
def photographs(name: str) -> Domain:
    """All kinds of a data set of photographs; raises Unusable if it has no colours, and as ``load_data``."""
    data = _asked_about(load_data(name), lambda info: True)
    if data.images.shape[1] != 3:
        raise Unusable("--photos", name, "its images have no colours")
    return Domain(replace(data, images=torch.stack([*map(_as_ink, data.images)])), data)


def unnamed(all_kinds: Domain) -> Domain:
    """The kinds of a domain for which ImageNet has no name."""

    def new(info: ClassInfo) -> bool:
        return not named(info.id)

    return Domain(_asked_about(all_kinds.ink, new), _asked_about(all_kinds.colour, new))


def domains(photos: str) -> Iterable[tuple[str, Domain]]:
    """Every domain by its name, made when its turn comes; raises what ``load_data`` raises."""
    yield DRAWINGS, drawings()
    yield PHOTOGRAPHS, photographs(photos)
    yield UNNAMED, unnamed(photographs(photos))


def _asked_about(data: DataSet, asked: Callable[[ClassInfo], bool]) -> DataSet:
    """The data set with those classes as its split ``test``, and no others in it."""
    classes = (replace(info, split=SPLIT if asked(info) else "train") for info in data.classes)
    return replace(data, classes=tuple(classes))


def _as_ink(photo: Tensor) -> Tensor:
    """A photograph (3, side, side), uint8, as the learners of drawings see it: dark is ink, (1, 28, 28)."""
    return INK.pixels(Image.fromarray(photo.permute(1, 2, 0).contiguous().numpy()))
