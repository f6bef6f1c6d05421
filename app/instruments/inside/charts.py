"""Over many tasks, as charts: is it as right as it is sure, and what is taken for what?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go

from ...shared.charts.show import Table
from ...shared.charts.style import SIZE, faint, figure, tokens
from ...shared.text import Words
from .figures import Confused, Reliability

UPPER, LOWER = (0.3, 1.0), (0.0, 0.2)
"""Parts of the height: bars of the share right, and below them how many answers each is made of."""
CELL = 44
"""Height of a row of the matrix, in px."""
PICTURE = 0.86
"""A picture's side, in cells."""


def percent(share: float, w: Words) -> str:
    """A share as a whole percentage; what is more than nothing is not called 0."""
    return w("inside.view.percent", value="<1" if 0 < share < 0.01 else round(100 * share))


def reliability_chart(found: Reliability, theme: str, w: Words) -> go.Figure:
    """Bars of the share right in each bin of confidence, the diagonal, and the bins' counts below."""
    t = tokens(theme)
    made = figure(theme, w("inside.view.sure_axis"), w("inside.view.right_axis"), height=430)
    width = 100 / found["of"]
    middle = [(place + 0.5) * width for place, *_ in found["bins"]]
    hover = [
        w("inside.view.bin", sure=percent(sure, w), right=percent(right, w), count=count)
        for _, count, sure, right in found["bins"]
    ]
    common: dict[str, Any] = {
        "x": middle, "width": 0.92 * width, "text": hover, "textposition": "none",
        "hovertemplate": "%{text}<extra></extra>",
    }  # fmt: skip
    right = [100 * right for *_, right in found["bins"]]
    made.add_bar(**common, y=right, marker={"color": faint(t["--fs-accent"], 0.6)})
    made.add_scatter(
        x=[0, 100], y=[0, 100], mode="lines", hoverinfo="skip",
        line={"color": t["--fs-text"], "dash": "dash", "width": 1.5},
    )  # fmt: skip
    made.add_scatter(
        x=[100 * sure for _, _, sure, _ in found["bins"]], y=right, mode="markers", text=hover,
        hovertemplate="%{text}<extra></extra>", marker={"color": t["--fs-text"], "size": 7},
    )  # fmt: skip
    counts = [count for _, count, *_ in found["bins"]]
    made.add_bar(**common, y=counts, yaxis="y2", marker={"color": t["--fs-quiet"]})
    marks = (0, 25, 50, 75, 100)
    axis = {"range": [0, 101], "tickvals": marks, "ticktext": [percent(mark / 100, w) for mark in marks]}
    made.update_xaxes(**axis, anchor="y2")
    below = made.layout.yaxis.to_plotly_json()
    made.update_yaxes(**axis, domain=UPPER)
    below |= {"domain": LOWER, "rangemode": "tozero", "nticks": 3, "anchor": "x"}
    below["title"] = below["title"] | {"text": w("inside.view.count_axis")}
    made.update_layout(yaxis2=below, margin={"l": 64, "r": 30}, barmode="overlay")
    return made


def reliability_table(found: Reliability, w: Words) -> Table:
    """The numbers of the bars."""
    heads = [w(f"inside.view.{name}_axis") for name in ("sure", "right", "count")]
    rows = [[percent(sure, w), percent(right, w), str(count)] for _, count, sure, right in found["bins"]]
    return Table(w("inside.view.calibration"), heads, rows)


def confusion_chart(
    found: Confused, names: Sequence[str], pictures: Sequence[str], theme: str, w: Words
) -> go.Figure:
    """A matrix of the classes that are mixed up, their pictures along both sides.

    ``pictures`` are addresses of one drawing of each class.
    """
    t, count = tokens(theme), len(names)
    made = figure(
        theme, w("inside.view.answered_axis"), w("inside.view.truth_axis"), height=90 + CELL * (count + 1)
    )
    for own, colour in ((True, t["--fs-right"]), (False, t["--fs-wrong"])):
        made.add_heatmap(
            z=[[_share(cell) if (a == b) is own else None for b, cell in enumerate(row)]
               for a, row in enumerate(found["matrix"])],
            zmin=0, zmax=1, colorscale=[[0, faint(colour, 0)], [1, faint(colour, 0.8)]], showscale=False,
            xgap=1, ygap=1, hoverongaps=False,
            text=[[_cell(cell) for cell in row] for row in found["matrix"]],
            texttemplate="%{text}", textfont={"color": t["--fs-text"], "size": SIZE},
            customdata=[[_hover(names[a], names[b], cell, w) for b, cell in enumerate(row)]
                        for a, row in enumerate(found["matrix"])],
            hovertemplate="%{customdata}<extra></extra>",
        )  # fmt: skip
    for place, picture in enumerate(pictures):
        for x, y in ((place, -1), (-1, place)):
            made.add_layout_image(
                source=picture, xref="x", yref="y", x=x, y=y, sizex=PICTURE, sizey=PICTURE,
                xanchor="center", yanchor="middle", sizing="contain", layer="above",
            )  # fmt: skip
    made.update_xaxes(range=[-1.5, count - 0.5], tickvals=[], side="top", showline=False)
    made.update_yaxes(
        range=[count - 0.5, -1.5], tickvals=list(range(count)), ticktext=list(names), showgrid=False,
        showline=False, automargin=True, ticks="",
        tickfont={"color": t["--fs-text"], "size": SIZE - 1},
    )  # fmt: skip
    made.update_layout(margin={"l": 8, "r": 8, "t": 36, "b": 8})
    return made


def confusion_table(found: Confused, names: Sequence[str], w: Words) -> Table:
    """The matrix as words: a row a true class, a column an answer."""
    rows = [
        [name, *(percent(_share(cell) or 0, w) if cell[1] else w("inside.view.never_met") for cell in row)]
        for name, row in zip(names, found["matrix"], strict=True)
    ]
    return Table(w("inside.view.matrix_read"), [w("inside.view.truth_axis"), *names], rows)


def _share(cell: Sequence[int]) -> float | None:
    times, chances = cell
    return times / chances if chances else None


def _cell(cell: Sequence[int]) -> str:
    share = _share(cell)
    return "·" if share is None else str(round(100 * share))


def _hover(truth: str, answer: str, cell: Sequence[int], w: Words) -> str:
    times, chances = cell
    share = percent(_share(cell) or 0, w)
    how = w("inside.view.of_chances", share=share, times=times, chances=chances)
    return f"{truth} → {answer}: {how if chances else w('inside.view.never_met')}"
