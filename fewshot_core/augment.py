"""Augmentation: more different training tasks and images from the same drawings.

Without it gradient-based meta-learners over-fit the *tasks* within a minute of training.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import torch
import torch.nn.functional as F
from torch import Tensor

from fewshot_core.types import Episode


@dataclass(frozen=True)
class Augmentation:
    """What may happen to training images; the all-zero one changes nothing."""

    turns: bool = False  # a class of a task, as a whole, may be rotated by 90° steps and mirrored
    slant: float = 0.0  # a class as a whole: largest shear, and largest stretch as a share (see turn_classes)
    mirror: bool = False  # any single image may be mirrored left to right
    shift: float = 0.0  # largest shift, as a share of the image's side
    rotate: float = 0.0  # largest rotation, degrees
    zoom: float = 0.0  # largest change of size, as a share


def turn_classes(
    episode: Episode, augmentation: Augmentation, generator: torch.Generator, together: bool = False
) -> tuple[Tensor, Tensor]:
    """Support and query images with every class, as a whole, turned and mirrored at random.

    A turned class counts as a new class (Santoro et al., "Meta-Learning with Memory-Augmented
    Neural Networks", ICML 2016, arXiv 1605.06065, rotated Omniglot's characters so).
    ``together``: all classes of the task alike, and slanted alike. A turned or slanted alphabet is a new
    alphabet, while characters turned one by one would be told apart by their turns.
    """
    if not augmentation.turns:
        return episode.support_x, episode.query_x
    turns = torch.randint(8, (1 if together else episode.way,), generator=generator).expand(episode.way)
    slant = _slant(augmentation.slant, generator) if together and augmentation.slant else None
    support, query = episode.support_x.clone(), episode.query_x.clone()
    for images, per_class in ((support, episode.shot), (query, episode.query)):
        for label, turn in enumerate(turns.tolist()):
            rows = slice(label * per_class, (label + 1) * per_class)
            turned = torch.rot90(images[rows], turn % 4, (2, 3))
            images[rows] = turned.flip(3) if turn >= 4 else turned
    return (support, query) if slant is None else (_warp(support, slant), _warp(query, slant))


def _slant(largest: float, generator: torch.Generator) -> Tensor:
    """A random shear and stretch, (2, 3)."""
    shear, wide, high = ((torch.rand(3, generator=generator) * 2 - 1) * largest).tolist()
    return torch.tensor([[math.exp(wide), shear, 0.0], [0.0, math.exp(high), 0.0]])


def _warp(images: Tensor, affine: Tensor) -> Tensor:
    """Images (images, C, H, W) under one affine map (2, 3), or one each (images, 2, 3)."""
    grid = F.affine_grid(affine.expand(len(images), 2, 3), list(images.shape), align_corners=False)
    return F.grid_sample(images, grid, align_corners=False)


def jitter(images: Tensor, augmentation: Augmentation, generator: torch.Generator) -> Tensor:
    """Each image moved, turned, resized and mirrored a little, on its own: (images, C, H, W)."""
    a = augmentation
    if not (a.mirror or a.shift or a.rotate or a.zoom):
        return images
    count = len(images)

    def spread(largest: float) -> Tensor:
        return (torch.rand(count, generator=generator) * 2 - 1) * largest

    angle, size = spread(math.radians(a.rotate)), 1 + spread(a.zoom)
    flip = 1 - 2 * (torch.rand(count, generator=generator) < 0.5) if a.mirror else torch.ones(count)
    cos, sin = torch.cos(angle) * size, torch.sin(angle) * size
    rows = (cos * flip, -sin, spread(2 * a.shift), sin * flip, cos, spread(2 * a.shift))
    return _warp(images, torch.stack(rows, 1).view(count, 2, 3))


LITTLE = Augmentation(shift=0.07, rotate=12, zoom=0.12)
"""What changes no drawing into another."""


def usual_augmentation(handed: bool) -> Augmentation:
    """What the checkpoints are trained with; ``handed`` images are not mirrored one by one."""
    return replace(LITTLE, turns=True, slant=0.25, mirror=not handed)
