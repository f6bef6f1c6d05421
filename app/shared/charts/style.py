"""How a figure looks: the tokens' colours in the visitor's theme, dashes, axes, names at lines' ends.

Plotly cannot read custom properties, so the colours are read from ``web/tokens.css``, which stays their one
home. Nothing in a figure can be dragged: a swipe on a phone scrolls the page.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from typing import Any

import plotly.graph_objects as go

from ..learners import Learner
from ..web import APP

HEIGHT = 420
LEAD = 14  # px from a line's end to its name
LINE = 18  # px between two names at lines' ends
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


def faint(colour: str, opacity: float) -> str:
    """A colour of the form #RRGGBB seen through."""
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return f"rgba({red},{green},{blue},{opacity})"


def dash(learner: Learner) -> str:
    """A learner's dashes as Plotly writes them."""
    return ",".join(f"{part}px" for part in learner.dash.split()) or "solid"


def figure(theme: str, x: str, y: str, height: int = HEIGHT) -> go.Figure:
    """An empty figure with the titles of its two axes."""
    t = tokens(theme)
    axis: dict[str, Any] = {
        "fixedrange": True,
        "gridcolor": t["--fs-line"],
        "linecolor": t["--fs-line"],
        "zeroline": False,
        "tickfont": {"color": t["--fs-quiet"], "size": SIZE},
    }
    made = go.Figure()
    made.update_layout(
        template=go.layout.Template(),
        height=height,
        margin=MARGIN,
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        font={"family": t["--fs-font"].replace("\n", " "), "size": SIZE, "color": t["--fs-text"]},
        showlegend=False,
        dragmode=False,
        hovermode="closest",
        hoverlabel={
            "bgcolor": t["--fs-panel"],
            "bordercolor": t["--fs-line"],
            "font": {"color": t["--fs-text"], "size": SIZE},
            "align": "left",
        },
    )
    made.update_xaxes(**axis, title=_title(x, t), showgrid=False)
    made.update_yaxes(**axis, title=_title(y, t))
    return made


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
        line={"width": 0}, hoverinfo="skip", mode="lines",
    )  # fmt: skip
    made.add_scatter(
        x=list(x), y=list(mean), mode="lines+markers", customdata=points,
        text=list(hover), hovertemplate="%{text}<extra></extra>",
        line={"color": ink, "dash": dash(learner), "width": width}, marker={"color": ink, "size": 8},
    )  # fmt: skip


def add_names(made: go.Figure, ends: Sequence[tuple[str, str, float]], low: float, high: float) -> None:
    """Names at the lines' right ends, each led to its end: (name, colour, height), apart within low … high.

    A name may have several lines.
    ``low`` and ``high`` are the bounds of the y axis, which are set here.
    """
    made.update_yaxes(range=[low, high])
    made.update_layout(margin_r=LEAD + 8 + max((_width(name) for name, _, _ in ends), default=0))
    room = made.layout.height - made.layout.margin.t - made.layout.margin.b
    lines = max((name.count("\n") + 1 for name, _, _ in ends), default=1)
    gap = LINE * lines * (high - low) / room
    heights = apart([height for _, _, height in ends], gap, low + gap / 2, high - gap / 2)
    for (name, ink, end), height in zip(ends, heights, strict=True):
        made.add_annotation(
            text=name.replace("\n", "<br>"), align="left", x=1, xref="paper", xanchor="left", y=end,
            showarrow=True, ax=LEAD, ay=(end - height) * room / (high - low), arrowhead=0, arrowwidth=1,
            arrowcolor=faint(ink, 0.6), standoff=2, font={"color": ink, "size": SIZE, "weight": "bold"},
        )  # fmt: skip


def _width(text: str) -> int:
    """About how wide a name is drawn, in px: Chinese characters are square."""
    wide = lambda line: sum(1.05 if character > "\u2e80" else 0.6 for character in line)  # noqa: E731
    return round(SIZE * max(map(wide, text.split("\n"))))


def apart(wanted: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """The heights nearest to those wanted that are at least ``gap`` apart and within low … high."""
    order = sorted(range(len(wanted)), key=lambda i: wanted[i])
    placed = [max(wanted[i], low) for i in order]
    for below, above in pairwise(range(len(order))):
        placed[above] = max(placed[above], placed[below] + gap)
    ceiling = high
    for at in reversed(range(len(order))):
        placed[at] = min(placed[at], ceiling)
        ceiling = placed[at] - gap
    found = dict(zip(order, placed, strict=True))
    return [found[i] for i in range(len(wanted))]
