"""The plane of the map: how one learner sees a support set, and where query images lie in it. Pure."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor

from fewshot_core.tensors.functional import class_means

from ...shared.projection import principal_axes, rounded

MARGIN = 1.3
"""What is looked at goes so much beyond the farthest image: a query drawing may lie farther out."""

Places = list[list[int]]
"""From the middle to the right and up, in thousandths of what is looked at each way."""


@dataclass(frozen=True)
class Plane:
    """Two directions in a learner's features that stay as they are while query images are drawn.

    They are the two in which the support images and others like them differ most: principal components.
    """

    support: Places  # (support images,), class by class
    others: Places  # of images like them, of the same classes
    labels: list[int]  # of the others
    means: Places  # (way,): of each class's support images
    kept: int  # percent of the spread of all these images that the plane shows
    _middle: Tensor  # (features,)
    _axes: Tensor  # (features, 2)
    _extent: float
    _means: Tensor  # (way, features)

    def places(self, features: Tensor) -> Places:
        """Where features (images, features) lie."""
        return _thousandths((features - self._middle) @ self._axes, self._extent)

    def distances(self, features: Tensor) -> list[list[float]]:
        """How far features (images, features) are from each class's mean, in all dimensions."""
        found: list[list[float]] = rounded(torch.cdist(features, self._means), 2)
        return found


def plane_of(support: Tensor, others: Tensor, labels: Tensor, way: int) -> Plane:
    """The plane through features of support images (way * shot, features), class by class, and of others.

    ``labels`` (others,) say what the others are of.
    """
    of_support = torch.arange(way).repeat_interleave(len(support) // way)
    images, means = torch.cat([support, others]), class_means(support, of_support, way)
    middle = images.mean(0)
    axes = principal_axes(images - middle)
    seen = (images - middle) @ axes
    extent = MARGIN * float(seen.abs().max().clamp_min(1e-6))
    kept = seen.square().sum() / (images - middle).square().sum().clamp_min(1e-12)
    places = _thousandths(seen, extent)
    return Plane(
        support=places[: len(support)],
        others=places[len(support) :],
        labels=labels.tolist(),
        means=_thousandths((means - middle) @ axes, extent),
        kept=round(100 * kept.item()),
        _middle=middle,
        _axes=axes,
        _extent=extent,
        _means=means,
    )


def _thousandths(seen: Tensor, extent: float) -> Places:
    found: Places = (1000 * seen / extent).round().int().tolist()
    return found
