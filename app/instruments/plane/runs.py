"""Meta-learning on two parameters, computed for the whole picture at once."""

from __future__ import annotations

from functools import lru_cache
from itertools import takewhile

import torch

from fewshot_core.studies import plane

from ...shared.web import Json
from .walks import Walk

EDGE = 3.0
"""Half the side of the square that is drawn."""
Place = tuple[float, float]


@lru_cache
def surfaces(side: int) -> Json:
    """Support losses of the two-parameter tasks over the square, row by row."""
    losses = [plane.loss(_lattice(side), t.support_x, t.support_y) for t in plane.tasks()]
    return {"side": side, "edge": EDGE, "losses": [[round(v, 4) for v in each.tolist()] for each in losses]}


@lru_cache(20)  # half a megabyte each
def grid(side: int, rate: float, steps: int) -> Json:
    """The view from every point of a square lattice, to be interpolated while θ is dragged."""
    return {"side": side, "edge": EDGE, "views": _view(_lattice(side), rate, steps, 3)}


@lru_cache(200)
def ahead(theta: Place, learner: str, rate: float, steps: int, outer: float, count: int) -> list[list[float]]:
    """The views from θ and from where each of ``count`` outer updates by a learner takes it."""
    places = _travel(theta, Walk(learner, count, round(rate * 100), steps, round(outer * 100)))
    return _view(torch.tensor(places, dtype=torch.float64), rate, steps, 6)


def trails(start: Place, walks: list[Walk | None]) -> tuple[list[tuple[str, list[Place]]], Place]:
    """Where walks from a start lead, each with its learner, and where θ is after the last one.

    A walk ends where it would leave the square.
    """
    found, theta = [], start
    for walk in walks:
        if walk is None:
            theta = start
            continue
        inside = list(takewhile(lambda place: max(map(abs, place)) <= EDGE, _travel(theta, walk)))
        theta = inside[-1] if inside else theta
        found.append((walk.learner, inside))
    return found, theta


@lru_cache(500)
def _travel(theta: Place, walk: Walk) -> list[Place]:
    start = torch.tensor(theta, dtype=torch.float64)
    rates = walk.inner_rate / 100, walk.inner_steps, walk.outer_rate / 100
    return [(a, b) for a, b in plane.travel(start, walk.learner, *rates, walk.updates).tolist()]


def _lattice(side: int) -> torch.Tensor:
    line = torch.linspace(-EDGE, EDGE, side, dtype=torch.float64)
    return torch.cartesian_prod(line, line).flip(-1)  # row by row


def _view(theta: torch.Tensor, rate: float, steps: int, digits: int) -> list[list[float]]:
    """A row for each θ: θ, three gradients, losses before and after by task, paths (task, step, 2)."""
    view = plane.look(theta, rate, steps)
    flat = torch.cat(
        [
            theta,
            *view.gradients.values(),
            view.before.T,
            view.after.T,
            view.paths.permute(2, 0, 1, 3).flatten(1),
        ],
        dim=1,
    )
    return [[round(value, digits) for value in row] for row in flat.tolist()]
