"""The chart of the sinusoid's page: each learner's error over many tasks after each step."""

from __future__ import annotations

import math
from collections.abc import Sequence

import plotly.graph_objects as go

from ...shared.charts.show import Cell, Table
from ...shared.charts.style import MARGIN, SIZE, add_curve, add_names, figure, text_colour, tokens
from ...shared.host import Host
from ...shared.learners import learner
from ...shared.text import Words
from . import SinusoidChoices
from .component import Measured

HEIGHT = 240
TALLEST = 8.0
"""The error of a learner that has run away does not press the others flat."""
FAR = 100.0
DASHES = "12px,4px,2px,4px"


def number(value: float, w: Words) -> str:
    """An error as it is read: one that has run away has no number worth reading."""
    return f"> {w.number(FAR)}" if value >= FAR else w.number(value, 2)


def errors(
    choices: SinusoidChoices,
    learners: Sequence[Measured],
    names: dict[str, str],
    least: float,
    tasks: int,
    w: Words,
) -> go.Figure:
    """Curves of the learners that are shown, and what a single function reaches at best.

    ``names``: the learners' ids among all of the app. The scale is the same whoever is shown.
    """
    made = figure(choices.theme, w("sinusoid.step"), "", HEIGHT)
    made.update_layout(margin={**MARGIN, "l": 30, "t": 8})
    last = len(learners[0]["mean"]) - 1
    tops = [min(m + c, TALLEST) for each in learners for m, c in zip(each["mean"], each["ci95"], strict=True)]
    top = math.ceil(max(least, *tops) + 0.2)
    ends = []
    for each in learners:
        if each["id"] not in choices.shown:
            continue
        one = learner(names[each["id"]])
        hover = [
            w(
                "sinusoid.hover",
                name=each["name"],
                step=i,
                error=number(m, w),
                ci95=number(c, w),
                tasks=tasks,
                points=choices.drawn,
            )
            for i, (m, c) in enumerate(zip(each["mean"], each["ci95"], strict=True))
        ]
        steps = list(range(last + 1))
        add_curve(
            made, one, choices.theme, x=steps, mean=each["mean"], ci95=each["ci95"], hover=hover, points=steps
        )
        ends.append((each["short"], text_colour(one, choices.theme), each["mean"][-1]))
    _add_least(made, least, last, choices.theme, w)
    made.update_traces(marker={"size": 6}, selector={"mode": "lines+markers"})
    add_names(made, ends, 0, top)
    made.update_xaxes(range=[-0.2, last + 0.2], dtick=1)
    made.update_yaxes(dtick=1, range=[0, top + 0.1])
    _add_cursor(made, choices.step, choices.theme)
    return made


def _add_least(made: go.Figure, least: float, last: int, theme: str, w: Words) -> None:
    quiet = tokens(theme)["--fs-quiet"]
    made.add_scatter(
        x=[0, last], y=[least, least], mode="lines", hoverinfo="skip",
        line={"color": quiet, "dash": DASHES, "width": 1.6},
    )  # fmt: skip
    made.add_annotation(
        x=last, y=least, xanchor="right", yanchor="bottom", showarrow=False,
        text=w("sinusoid.least", error=number(least, w)), font={"color": quiet, "size": SIZE - 2},
    )  # fmt: skip


def _add_cursor(made: go.Figure, step: int, theme: str) -> None:
    """A line at the slider's step: the figure's first shape, which the browser moves with the slider."""
    made.add_shape(
        type="line", x0=step, x1=step, y0=0, y1=1, yref="paper", layer="below",
        line={"color": tokens(theme)["--fs-accent"], "width": 2},
    )  # fmt: skip


def table(host: Host[SinusoidChoices], learners: Sequence[Measured], caption: str) -> Table:
    """All errors with their intervals; each row leads to its step."""
    w, there = host.w, host.links(host.name)
    rows: list[list[str | Cell]] = [
        [
            Cell(str(step), there(step=step), host.name),
            *(f"{number(each['mean'][step], w)} ± {number(each['ci95'][step], w)}" for each in learners),
        ]
        for step in range(len(learners[0]["mean"]))
    ]
    return Table(caption, [w("sinusoid.step"), *(each["name"] for each in learners)], rows)
