"""Augmentation: further training tasks and images made from the same drawings.

Without it gradient-based meta-learners over-fit the *tasks* within a minute of training.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import torch
import torch.nn.functional as F
from torch import Tensor

from fewshot_core.tensors.episode import Episode

ORIENTATIONS = 8  # four quarter turns, and the mirror image of each
KNOTS = 4  # points a side that are displaced on their own; what is between them follows smoothly
AS_IT_IS = torch.eye(2, 3)


@dataclass(frozen=True)
class Augmentation:
    """How far training images may be changed at random; with all values at zero nothing is changed."""

    turns: bool = False  # a class of a task, as a whole, may be rotated by 90° steps and mirrored
    slant: float = 0.0  # a class as a whole: largest shear, and largest stretch as a share (see turn_classes)
    morph: float = 0.0  # a class as a whole, bent into another: see _bends
    mirror: bool = False  # any single image may be mirrored left to right
    shift: float = 0.0  # largest shift, as a share of the image's side
    rotate: float = 0.0  # largest rotation, degrees
    zoom: float = 0.0  # largest change of size, as a share
    bend: float = 0.0  # any single image, bent a little, as hands differ: see _bends


def turn_classes(
    episode: Episode, augmentation: Augmentation, generator: torch.Generator, together: bool = False
) -> tuple[Tensor, Tensor]:
    """Support and query images with every class, as a whole, turned, slanted and bent at random.

    Returns tensors of the shapes of ``support_x`` and ``query_x``. A turned class counts as a new class (Adam
    Santoro et al., "Meta-Learning with Memory-Augmented Neural Networks", ICML 2016, arXiv 1605.06065,
    rotated Omniglot's characters so). With ``together`` all classes of the task are turned and slanted alike:
    within one alphabet, characters turned separately could be recognised by their turn.
    """
    way, support, query = episode.way, episode.support_x, episode.query_x
    if augmentation.turns:
        turns = (
            torch.randint(ORIENTATIONS, (1 if together else way,), generator=generator).expand(way).tolist()
        )
        support, query = _turned(support, turns, episode.shot), _turned(query, turns, episode.query)
    slanted = augmentation.turns and together and augmentation.slant
    if not (slanted or augmentation.morph):
        return support, query
    affine = _slant(augmentation.slant, generator) if slanted else AS_IT_IS
    bends = _bends(way, support.shape[2], augmentation.morph, generator)

    def warped(images: Tensor, per_class: int) -> Tensor:
        return _warp(images, affine, None if bends is None else bends.repeat_interleave(per_class, 0))

    return warped(support, episode.shot), warped(query, episode.query)


def turned(images: Tensor, turn: int) -> Tensor:
    """Images (…, H, W) in one of eight orientations: ``turn`` % 4 quarter turns, and from 4 on mirrored."""
    quarters = torch.rot90(images, turn % 4, (-2, -1))
    return quarters.flip(-1) if turn >= 4 else quarters


def _turned(images: Tensor, turns: list[int], per_class: int) -> Tensor:
    """Images that lie class by class, ``per_class`` of each, with every class in its own orientation."""
    classes = zip(images.split(per_class), turns, strict=True)
    return torch.cat([turned(of_class, turn) for of_class, turn in classes])


def _slant(largest: float, generator: torch.Generator) -> Tensor:
    """A random shear and stretch as an affine map (2, 3), each at most ``largest``."""
    shear, wide, high = ((torch.rand(3, generator=generator) * 2 - 1) * largest).tolist()
    return torch.tensor([[math.exp(wide), shear, 0.0], [0.0, math.exp(high), 0.0]])


def _bends(count: int, side: int, size: float, generator: torch.Generator) -> Tensor | None:
    """Smooth random displacements (count, side, side, 2) for ``grid_sample``, or None where ``size`` is 0.

    ``size`` is the standard deviation of the displacement of KNOTS x KNOTS points, as a share of the side.
    After Patrice Y. Simard, Dave Steinkraus and John C. Platt, "Best Practices for Convolutional Neural
    Networks Applied to Visual Document Analysis", ICDAR 2003.
    """
    if not size:
        return None
    knots = 2 * size * torch.randn(count, 2, KNOTS, KNOTS, generator=generator)  # a side is 2 to grid_sample
    return F.interpolate(knots, (side, side), mode="bicubic", align_corners=True).permute(0, 2, 3, 1)


def _warp(images: Tensor, affine: Tensor, bends: Tensor | None = None) -> Tensor:
    """Images (images, C, H, W) under an affine map, then displaced by ``bends``.

    ``affine`` is one map (2, 3) for all or one each (images, 2, 3); ``bends`` has the shape (images, H, W,
    2).
    """
    grid = F.affine_grid(affine.expand(len(images), 2, 3), list(images.shape), align_corners=False)
    return F.grid_sample(images, grid if bends is None else grid + bends, align_corners=False)


def jitter(images: Tensor, augmentation: Augmentation, generator: torch.Generator) -> Tensor:
    """Images (images, C, H, W), each shifted, rotated, resized, mirrored and bent at random on its own."""
    a = augmentation
    if not (a.mirror or a.shift or a.rotate or a.zoom or a.bend):
        return images
    count = len(images)

    def spread(largest: float) -> Tensor:
        return (torch.rand(count, generator=generator) * 2 - 1) * largest

    angle, size = spread(math.radians(a.rotate)), 1 + spread(a.zoom)
    flip = 1 - 2 * (torch.rand(count, generator=generator) < 0.5) if a.mirror else torch.ones(count)
    cos, sin = torch.cos(angle) * size, torch.sin(angle) * size
    rows = (cos * flip, -sin, spread(2 * a.shift), sin * flip, cos, spread(2 * a.shift))
    affine = torch.stack(rows, 1).view(count, 2, 3)
    return _warp(images, affine, _bends(count, images.shape[2], a.bend, generator))


LITTLE = Augmentation(shift=0.07, rotate=12, zoom=0.12)
"""Changes so small that a drawing still shows the same thing."""


def with_copies(images: Tensor, copies: int, generator: torch.Generator) -> list[Tensor]:
    """The images (images, C, H, W) as they are, then ``copies`` jittered versions: 1 + ``copies`` tensors."""
    return [images, *(jitter(images, LITTLE, generator) for _ in range(copies))]


def usual_augmentation(handed: bool) -> Augmentation:
    """What the checkpoints are trained with; ``handed`` images are not mirrored one by one."""
    return replace(LITTLE, turns=True, slant=0.25, mirror=not handed)


def mirrored(handed: bool) -> Augmentation:
    """Mirroring alone, of images that are not ``handed``: for trainings too short to learn by heart."""
    return Augmentation(mirror=not handed)


def bent(augmentation: Augmentation) -> Augmentation:
    """The augmentation with bending of classes and of images added.

    Meant for few characters drawn by many hands: it makes new characters and new hands from those there are.
    """
    return replace(augmentation, morph=0.036, bend=0.021)
