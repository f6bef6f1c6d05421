"""A surface over the plane as a Plotly figure, with θ, the walks to the φ's and the arrows on it."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import plotly.graph_objects as go

from ...shared.charts.style import SIZE, figure, tokens
from ...shared.text import Words
from .beside import seen_from, sides
from .surface import Place, Surface, eye

HEIGHT = 300
FAR = 1.7
"""How far away the surface is looked at from, in Plotly's unit."""
DASHES = {"maml": "solid", "fomaml": "dash", "reptile": "dashdot"}
"""The nearest to the learners' own dashes that Plotly draws in three dimensions."""
WIDE, TALL = 1.75, 0.3
"""How large the square's side and one unit of loss are drawn, in Plotly's unit."""
LEVEL = 0.2  # of loss, from one contour to the next
SHORTEST = 0.17
"""A line shorter than this has no name in the figure, where names would lie on one another."""
SHADE = 0.55
"""The share of a surface's colour in its deepest shade, from which arrows of that colour stand out."""

Trace = dict[str, Any]
"""What Plotly draws one thing by."""


@dataclass(frozen=True)
class Line:
    """A line on the surface, with its name at its end."""

    places: Sequence[Place]
    colour: str  # a token
    name: str = ""
    dash: str = "solid"
    width: int = 5
    dots: bool = False  # at each place but the first
    dot: float = 4  # how large they are

    @property
    def named(self) -> bool:
        """Is it long enough to be told apart by a name?"""
        return bool(self.name) and math.dist(self.places[0], self.places[-1]) > SHORTEST


def landscape(
    surface: Surface, colour: str, lines: Sequence[Line], view: tuple[int, int], w: Words, theme: str
) -> go.Figure:
    """The surface in shades of a token's colour, with lines on it; the first one's first place is θ.

    ``view``: from where it is looked at, turned and tilted by degrees.
    """
    t = tokens(theme)
    beside = _beside(surface, lines, view)
    traces = [_ground(surface, t[colour], w, t)]
    for line in lines:
        traces += _drawn(surface, line, beside.get(line.name), t)
    traces.append(_theta(surface, lines[0].places[0], t))
    made = figure(theme, "", "", HEIGHT, **_look(surface, view, w, t))
    made.add_traces(traces)  # all at once: one by one, Plotly takes much longer
    return made


def _ground(surface: Surface, colour: str, w: Words, t: dict[str, str]) -> Trace:
    deepest = mixed(colour, t["--fs-panel"], SHADE)
    return {
        "type": "surface", "x": surface.line, "y": surface.line,
        "z": np.minimum(surface.heights, surface.high + 1).astype(np.float32),
        "cmin": surface.low, "cmax": surface.high, "colorscale": [[0, deepest], [1, t["--fs-panel"]]],
        "showscale": False, "opacity": 0.92,
        "lighting": {"ambient": 0.8, "diffuse": 0.5, "specular": 0.05},
        "contours": {"z": {
            "show": True, "start": surface.low + LEVEL / 4, "end": surface.high, "size": LEVEL,
            "color": t["--fs-quiet"], "width": 1,
        }},
        "hovertemplate": w("plane.surface.hover") + "<extra></extra>",
    }  # fmt: skip


def _beside(surface: Surface, lines: Sequence[Line], view: tuple[int, int]) -> dict[str, tuple[str, float]]:
    """On which side above its line's end each name stands, and by how much of loss it is lifted."""
    named = [line for line in lines if line.named]
    x, y, z = surface.over([lines[0].places[0], *(line.places[-1] for line in named)]).T
    points = np.stack([x * WIDE / 2 / surface.edge, y * WIDE / 2 / surface.edge, z * TALL], 1)
    unit = HEIGHT / 2  # px
    theta, *ends = seen_from(points, view, unit)
    names = [line.name for line in named]
    up = unit * TALL * math.cos(math.radians(view[1]))  # px of one unit of loss
    return {
        name: (side, lift / up) for name, (side, lift) in zip(names, sides(names, ends, [theta]), strict=True)
    }


def _drawn(
    surface: Surface, line: Line, beside: tuple[str, float] | None, t: dict[str, str]
) -> Iterator[Trace]:
    """A line with its dots, and its name ``beside`` the end; without a side it has none."""
    ink = t[line.colour]
    x, y, z = surface.along(line.places).T
    yield _points(x, y, z, mode="lines", line={"color": ink, "width": line.width, "dash": line.dash})
    x, y, z = surface.over(line.places[1:] if line.dots else line.places[-1:]).T
    yield _points(x, y, z, mode="markers", marker={"color": ink, "size": line.dot})
    if beside:
        side, lift = beside
        named = {"text": [line.name], "textposition": side, "textfont": {"color": ink, "size": SIZE}}
        yield _points(x[-1:], y[-1:], z[-1:] + lift, mode="text", **named)


def _theta(surface: Surface, theta: Place, t: dict[str, str]) -> Trace:
    x, y, z = surface.over([theta]).T
    return _points(
        x, y, z, mode="markers+text", text=["θ"], textposition="bottom center",
        textfont={"color": t["--fs-text"], "size": SIZE + 2},
        marker={"color": t["--fs-text"], "size": 7, "line": {"color": t["--fs-ground"], "width": 2}},
    )  # fmt: skip


def _points(x: np.ndarray, y: np.ndarray, z: np.ndarray, **look: Any) -> Trace:
    return {"type": "scatter3d", "x": x, "y": y, "z": z, "hoverinfo": "skip"} | look


def _look(surface: Surface, view: tuple[int, int], w: Words, t: dict[str, str]) -> dict[str, Any]:
    """Axes, and from where all is looked at. What was turned by hand stays so when θ moves."""
    quiet = {"color": t["--fs-quiet"], "size": SIZE - 1}
    axis = {
        "showbackground": False, "gridcolor": t["--fs-line"], "zerolinecolor": t["--fs-line"],
        "linecolor": t["--fs-line"], "tickfont": quiet, "showspikes": False, "nticks": 5,
    }  # fmt: skip
    square = axis | {"range": [-surface.edge, surface.edge]}
    tall = axis | {"nticks": 3, "range": [surface.low, surface.high]}
    return {
        "margin": {"l": 0, "r": 0, "t": 0, "b": 0},
        "uirevision": "plane",
        "scene": {
            "xaxis": square | {"title": {"text": "θ₁", "font": quiet}},
            "yaxis": square | {"title": {"text": "θ₂", "font": quiet}},
            "zaxis": tall | {"title": {"text": w("plane.loss"), "font": quiet}},
            "aspectmode": "manual",
            "aspectratio": {"x": WIDE, "y": WIDE, "z": TALL * (surface.high - surface.low)},
            "dragmode": "turntable",
            "camera": {
                "eye": eye(*view, FAR),
                "center": {"x": 0, "y": 0, "z": -0.1},
                "projection": {"type": "orthographic"},
            },
        },
    }


def mixed(colour: str, other: str, share: float) -> str:
    """A share of one colour, the rest of another, both of the form #RRGGBB."""
    parts = ((int(colour[i : i + 2], 16), int(other[i : i + 2], 16)) for i in (1, 3, 5))
    return "#" + "".join(f"{round(share * a + (1 - share) * b):02x}" for a, b in parts)
