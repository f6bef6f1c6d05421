"""The contests by steps and by updates: a line with its band for each learner."""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go

from ...shared.charts import style
from ...shared.text import Words
from .looks import Look, interval, key_of
from .rounds import Line

CHANCE = 20.0
"""What guessing reaches: these contests are 5-way."""
HEIGHT, LOW_HEIGHT = 350, 310  # px
TICK_ROOM = 34  # px that a number below an axis needs


def lines_figure(
    lines: Sequence[Line], looks: dict[str, Look], axis: str, count: str, theme: str, w: Words, narrow: bool
) -> go.Figure:
    """A line with its band for each learner, and for each kind of classes where that differs."""
    made = style.figure(theme, axis, "", LOW_HEIGHT if narrow else HEIGHT)
    most = max(line.x[-1] for line in lines)
    ends = []
    for line in lines:
        look = looks[key_of(line)]
        hover = [
            f"<b>{look.name}</b><br>{interval(m, c, w)}<br>{w(f'when.figure.{_unit(line)}', x=x)} · {count}"
            for x, m, c in zip(line.x, line.mean, line.ci95, strict=True)
        ]
        style.add_curve(made, look.learner, theme, x=line.x, mean=line.mean, ci95=line.ci95, hover=hover)
        if look.hollow:
            marker = made.data[-1].marker
            marker.color, marker.line = (
                style.tokens(theme)["--fs-ground"],
                {"color": marker.color, "width": 2.4},
            )
        name = look.short if narrow else look.name
        ends.append((name, style.text_colour(look.learner, theme), line.mean[-1]))
    quiet = style.tokens(theme)["--fs-quiet"]
    reach = [-0.025 * most, 1.025 * most]
    made.add_scatter(
        x=reach, y=[CHANCE, CHANCE], mode="lines", hoverinfo="skip",
        line={"color": quiet, "dash": "2px,4px", "width": 1.6},
    )  # fmt: skip
    ends.append((w("when.figure.chance"), quiet, CHANCE))
    style.add_names(made, ends, 0, 101, [looks[key_of(line)].learner.id for line in lines])
    ticks = list(range(0, 101, 20))
    made.update_yaxes(tickvals=ticks, ticktext=[*map(str, ticks[:-1]), w("when.figure.percent", value=100)])
    made.update_xaxes(range=reach, tickvals=_with_room(lines[0].x, 250 if narrow else 720))
    return made


def _unit(line: Line) -> str:
    return "updates" if line.split else "steps"


def _with_room(places: Sequence[int], width: int) -> list[int]:
    """Places whose numbers have room below an axis that is so many px wide."""
    shown: list[int] = []
    for place in places:
        if not shown or (place - shown[-1]) * width / places[-1] > TICK_ROOM:
            shown.append(place)
    return shown
