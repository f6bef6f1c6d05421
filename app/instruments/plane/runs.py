"""Meta-learning on two parameters, computed for the whole picture at once."""

from __future__ import annotations

import streamlit as st
import torch

from fewshot_core.studies import plane

from ...shared.web import Json


@st.cache_data(show_spinner=False)
def surfaces(side: int, edge: float) -> Json:
    """Support losses of the two-parameter tasks over the square from -edge to edge, row by row."""
    line = torch.linspace(-edge, edge, side, dtype=torch.float64)
    theta = torch.cartesian_prod(line, line).flip(-1)
    losses = [plane.loss(theta, t.support_x, t.support_y) for t in plane.tasks()]
    return {"side": side, "edge": edge, "losses": [[round(v, 4) for v in each.tolist()] for each in losses]}


@st.cache_data(show_spinner=False, max_entries=100)
def grid(side: int, edge: float, rate: float, steps: int) -> Json:
    """The view from every point of a square lattice, to be interpolated while θ is dragged."""
    line = torch.linspace(-edge, edge, side, dtype=torch.float64)
    seen = _view(torch.cartesian_prod(line, line).flip(-1), rate, steps, 3)
    return {"side": side, "edge": edge, "views": seen}


@st.cache_data(show_spinner=False, max_entries=500)
def trail(
    theta: tuple[float, float], kind: str, rate: float, steps: int, outer: float, count: int
) -> list[list[float]]:
    """The views from θ and from where each of ``count`` outer updates by a method takes it."""
    start = torch.tensor(theta, dtype=torch.float64)
    return _view(plane.travel(start, kind, rate, steps, outer, count), rate, steps, 6)


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
