"""A task's images as a learner sees them, laid on a plane that stays the same at every adaptation step."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypedDict

import torch
from torch import Tensor

from fewshot_core.tensors.episode import Adapted, Episode
from fewshot_core.tensors.functional import class_means

from ...shared.projection import principal_axes, rounded

GRID = 48
"""The plane is asked at so many places along each side."""

NEIGHBOURS = 3
MARGIN = 1.18
WIDE = 1.5
"""On a wide screen the plane is shown so many times as wide as high; all images are inside."""
TIE = 1e-5
BATCH = 256


@dataclass(frozen=True)
class Embedding:
    """Support and query images, in this order, and the classes' mean support features, at every state.

    The plane is spanned by the two directions in which the images, of all states together and each state
    around its own centre, differ most: principal components. So the axes do not move between the steps.
    """

    points: Tensor  # (states, images + way, 2), the centre of a state's images at 0; the means come last
    extent: float  # of the plane, -extent … extent is looked at both ways; images are in its middle band
    kept: tuple[float, ...]  # (states,): the share of the images' variance that the plane shows
    regions: Tensor  # (states, GRID, GRID), y down: the class answered at a place; -1 where classes tie
    scores: Tensor  # (states, queries, way)
    near: Tensor  # (states, images, NEIGHBOURS): the nearest other images, in all dimensions
    distances: Tensor  # (states, images, NEIGHBOURS)


@torch.no_grad()
def embed(adapted: Adapted, episode: Episode) -> Embedding:
    """Look at a task through an adapted learner."""
    each = [
        [adapted.features(x, state) for x in (episode.support_x, episode.query_x)]
        for state in range(adapted.states)
    ]
    shape = each[0][0].shape[1:]
    images = torch.stack([torch.cat(sets).flatten(1) for sets in each])  # (states, images, features)
    count = len(episode.support_y)
    means = torch.stack([class_means(x[:count], episode.support_y, episode.way) for x in images])
    centres = images.mean(1, keepdim=True)
    axes = principal_axes((images - centres).flatten(0, 1))  # (features, 2)
    points = (torch.cat([images, means], 1) - centres) @ axes
    extent = MARGIN * float((points.abs() * torch.tensor([1, WIDE])).max().clamp_min(1e-6))
    between = torch.cdist(images, images)  # in all dimensions
    between.diagonal(dim1=1, dim2=2).fill_(torch.inf)
    distances, near = between.topk(min(NEIGHBOURS, images.shape[1] - 1), largest=False)
    places = plane_places(extent) @ axes.T  # (GRID * GRID, features)
    answers = [
        _classify(adapted, (centre + places).unflatten(1, shape), state)
        for state, centre in enumerate(centres)
    ]
    return Embedding(
        points=points,
        extent=extent,
        kept=tuple(_share(points[:, : images.shape[1]], images - centres)),
        regions=torch.stack([winners(scores) for scores in answers]).unflatten(1, (GRID, GRID)),
        scores=torch.stack([adapted.classify(sets[1], state) for state, sets in enumerate(each)]),
        near=near,
        distances=distances,
    )


def plane_places(extent: float) -> Tensor:
    """Places all over the plane, (GRID * GRID, 2), row by row from the top."""
    along = (torch.arange(GRID) + 0.5) / GRID * 2 - 1
    y, x = torch.meshgrid(-along, along, indexing="ij")
    return extent * torch.stack([x, y], -1).flatten(0, 1)


def winners(scores: Tensor) -> Tensor:
    """The best class of each row of scores (n, way); -1 where the best two are equal."""
    best = scores.topk(2, dim=-1)
    return best.indices[:, 0].where(best.values[:, 0] - best.values[:, 1] > TIE, -1)


def _classify(adapted: Adapted, features: Tensor, state: int) -> Tensor:
    """In parts: feature maps of thousands of places are large."""
    return torch.cat([adapted.classify(part, state) for part in features.split(BATCH)])


def _share(points: Tensor, images: Tensor) -> list[float]:
    """Variance on the plane over variance in all dimensions, state by state."""
    whole = images.square().sum((1, 2)).clamp_min(1e-12)
    return (points.square().sum((1, 2)) / whole).tolist()


class MapRecord(TypedDict):
    """An embedding as plain, short numbers. Images are all of the task's, support images first."""

    states: int
    support: int  # how many support images there are
    labels: list[int]  # (images,)
    points: list[list[list[int]]]  # (states, images + way, 2), thousandths of the extent
    kept: list[int]  # (states,), percent
    regions: list[str]  # (states,): a letter a place, row by row from the top; a dot where classes tie
    grid: int
    answer: list[list[int]]  # (states, queries)
    sure: list[list[int]]  # (states, queries), percent
    near: list[list[list[int]]]  # (states, images, NEIGHBOURS)
    distances: list[list[list[float]]]  # the same shape, in the units of the features


def embedding_record(e: Embedding, episode: Episode) -> MapRecord:
    """What the map is drawn from."""
    probabilities = e.scores.softmax(-1)
    sure, answer = probabilities.max(-1)
    return {
        "states": len(e.points),
        "support": len(episode.support_y),
        "labels": [*episode.support_y.tolist(), *episode.query_y.tolist()],
        "points": (1000 * e.points / e.extent).round().int().tolist(),
        "kept": [round(100 * share) for share in e.kept],
        "regions": ["".join(_sign(label) for label in state.flatten().tolist()) for state in e.regions],
        "grid": GRID,
        "answer": answer.tolist(),
        "sure": (100 * sure).round().int().tolist(),
        "near": e.near.tolist(),
        "distances": rounded(e.distances, 2),
    }


def _sign(label: int) -> str:
    """A letter for each class, as on the badges; a dot for none."""
    return chr(ord("A") + label) if label >= 0 else "."
