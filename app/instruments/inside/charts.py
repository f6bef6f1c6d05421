"""Over many tasks, as a chart: is it as right as it is sure?"""

from __future__ import annotations

from typing import Any

import plotly.graph_objects as go

from ...shared.charts.confusion import percent
from ...shared.charts.show import Table
from ...shared.charts.style import faint, figure, tokens
from ...shared.text import Words
from .figures import Reliability

UPPER, LOWER = (0.3, 1.0), (0.0, 0.2)
"""Parts of the height: bars of the share right, and below them how many answers each is made of."""


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
