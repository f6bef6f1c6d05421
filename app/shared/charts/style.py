"""How a figure looks: the tokens' colours in the visitor's theme, dashes, axes, names at lines' ends.

Plotly cannot read custom properties, so the colours are read from ``web/tokens.css``, which stays their one
home. Nothing in a figure can be dragged: a swipe on a phone scrolls the page.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import zip_longest
from typing import Any

import plotly.graph_objects as go

from ..learners import Learner
from ..web import APP

HEIGHT = 420
LINE = 18  # px between two names at lines' ends
LEADER = 24  # px from the picture's edge to a name
MARGIN = {"l": 56, "r": 84, "t": 12, "b": 48}
SIZE = 14


@cache
def tokens(theme: str) -> dict[str, str]:
    """The design tokens of a theme, ``light`` or ``dark``, by name: ``tokens("dark")["--fs-text"]``."""
    css = (APP / "shared" / "web" / "tokens.css").read_text(encoding="utf-8")
    light, _, dark = css.partition('[data-theme="dark"]')
    found = dict(re.findall(r"(--fs-[\w-]+): ([^;]+);", light))
    return found | (dict(re.findall(r"(--fs-[\w-]+): ([^;]+);", dark)) if theme == "dark" else {})


def colour(learner: Learner, theme: str) -> str:
    """The colour of a learner's line; the quiet one for a learner without a colour of its own."""
    known = tokens(theme)
    return known.get(learner.token, known["--fs-quiet"])


def text_colour(learner: Learner, theme: str) -> str:
    """The colour of a learner's name: its line's, or a darker one that letters can be read in."""
    return tokens(theme).get(f"{learner.token}-text", colour(learner, theme))


def faint(colour: str, opacity: float) -> str:
    """A colour of the form #RRGGBB seen through."""
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return f"rgba({red},{green},{blue},{opacity})"


def dash(learner: Learner) -> str:
    """A learner's dashes as Plotly writes them."""
    return ",".join(f"{part}px" for part in learner.dash.split()) or "solid"


def figure(theme: str, x: str, y: str, height: int = HEIGHT, **layout: Any) -> go.Figure:
    """An empty figure with the titles of its two axes; ``layout`` says what else, or otherwise, is so."""
    t = tokens(theme)
    axis: dict[str, Any] = {
        "fixedrange": True,
        "gridcolor": t["--fs-line"],
        "linecolor": t["--fs-line"],
        "zeroline": False,
        "tickfont": {"color": t["--fs-quiet"], "size": SIZE},
    }
    usual = {  # given at once: Plotly takes ten times as long for the same piece by piece
        "template": {},
        "height": height,
        "margin": MARGIN,
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": {"family": t["--fs-font"].replace("\n", " "), "size": SIZE, "color": t["--fs-text"]},
        "showlegend": False,
        "dragmode": False,
        "hovermode": "closest",
        "hoverlabel": {
            "bgcolor": t["--fs-panel"],
            "bordercolor": t["--fs-line"],
            "font": {"color": t["--fs-text"], "size": SIZE, "family": t["--fs-font"].replace("\n", " ")},
            "align": "left",
        },
        "xaxis": axis | {"title": _title(x, t), "showgrid": False},
        "yaxis": axis | {"title": _title(y, t)},
    }
    return go.Figure(layout=usual | layout)


def _title(text: str, t: dict[str, str]) -> dict[str, Any]:
    return {"text": text, "font": {"color": t["--fs-quiet"], "size": SIZE}, "standoff": 8}


def add_curve(
    made: go.Figure, learner: Learner, theme: str, *,
    x: Sequence[float], mean: Sequence[float], ci95: Sequence[float], hover: Sequence[str],
    points: Sequence[Any] | None = None, width: float = 2.5,
) -> None:  # fmt: skip
    """A learner's curve with its 95 % band.

    ``hover`` is the text of each point, ``points`` what a click on each tells the page (see ``show``).
    """
    ink = colour(learner, theme)
    upper = [m + c for m, c in zip(mean, ci95, strict=True)]
    lower = [m - c for m, c in zip(mean, ci95, strict=True)]
    made.add_scatter(
        x=[*x, *reversed(x)], y=[*upper, *reversed(lower)], fill="toself", fillcolor=faint(ink, 0.14),
        line={"width": 0}, hoverinfo="skip", mode="lines", name=learner.id,
    )  # fmt: skip
    made.add_scatter(
        x=list(x), y=list(mean), mode="lines+markers", customdata=points, name=learner.id,
        text=list(hover), hovertemplate="%{text}<extra></extra>",
        line={"color": ink, "dash": dash(learner), "width": width},
        marker={"color": ink, "size": 10, "line": {"color": tokens(theme)["--fs-ground"], "width": 1.5}},
    )  # fmt: skip


def add_names(
    made: go.Figure, ends: Sequence[tuple[str, str, float]], low: float, high: float, ids: Sequence[str] = ()
) -> None:
    """Names at the lines' right ends: (name, colour, height) each, moved apart within low … high.

    A name may have several lines. ``low`` and ``high`` are the bounds of the y axis, which are set here.
    ``ids`` are the learners', in the same order; one that is pointed at is lit with its line.
    """
    made.layout.yaxis.range = [low, high]
    made.layout.margin.r = LEADER + 12 + max((width_of(name) for name, _, _ in ends), default=0)
    room = made.layout.height - made.layout.margin.t - made.layout.margin.b
    lines = max((name.count("\n") + 1 for name, _, _ in ends), default=1)
    gap = LINE * lines * (high - low) / room
    wanted = [height for _, _, height in ends]
    heights = apart(wanted, gap, low + gap / 2, high - gap / 2)
    names = []
    for (name, ink, end), height, id in zip_longest(ends, heights, ids):
        text = name.replace("\n", "<br>")
        names.append({
            "name": id, "text": f"<b>{text}</b>", "align": "left", "font": {"color": ink, "size": SIZE},
            "x": 1, "xref": "paper", "y": end, "ax": LEADER, "ay": (end - height) * room / (high - low),
            "xanchor": "left", "arrowhead": 0, "arrowwidth": 1, "arrowcolor": faint(ink, 0.5), "standoff": 3,
        })  # fmt: skip
    made.layout.annotations = [*made.layout.annotations, *names]


def width_of(text: str) -> int:
    """About how wide a name is drawn, in px: Chinese characters are square."""
    lines = text.split("\n")
    widths = (sum(1.05 if character > "\u2e80" else 0.62 for character in line) for line in lines)
    return round(SIZE * max(widths))


def apart(wanted: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """The heights nearest to those wanted that are at least ``gap`` apart and within low … high.

    Names that would lie on one another stand around the middle of where they want to be.
    """
    order = sorted(range(len(wanted)), key=lambda i: wanted[i])
    groups: list[tuple[float, int]] = []  # middle and size of names that touch
    for at in order:
        middle, size = wanted[at], 1
        while groups and middle - gap * (size - 1) / 2 < groups[-1][0] + gap * (groups[-1][1] + 1) / 2:
            before, count = groups.pop()
            middle, size = (before * count + middle * size) / (count + size), size + count
        groups.append((middle, size))
    placed = [middle + gap * (i - (size - 1) / 2) for middle, size in groups for i in range(size)]
    placed = _within(placed, gap, low, high)
    found = dict(zip(order, placed, strict=True))
    return [found[i] for i in range(len(wanted))]


def _within(placed: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Heights in their order, moved inside low … high."""
    up, floor = [], low
    for height in placed:
        up.append(max(height, floor))
        floor = up[-1] + gap
    down, ceiling = [], high
    for height in reversed(up):
        down.append(min(height, ceiling))
        ceiling = down[-1] - gap
    return down[::-1]
