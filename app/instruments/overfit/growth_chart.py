"""The picture of how accuracy grows with the images of each class."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import plotly.graph_objects as go

from ...shared.charts import style
from ...shared.learners import learner
from .figures import Json
from .growth import MOST_SHOT, WAY, Growth, interval

HEIGHT = 380
DASHES = {"support": "solid", "query": "8px,5px", "copied": "2px,4px"}


def growth_figure(growth: Growth, beside: str, theme: str) -> go.Figure:
    """Accuracy against K with its 95 % bands, and the level that a learner reaches with one image."""
    d, words, t = growth.record, growth.words, style.tokens(theme)
    made = style.figure(theme, words["axis"], words["accuracy"], HEIGHT)
    first, last = d["shots"][0], d["shots"][-1]
    low, high = first * (first / last) ** 0.03, last * (last / first) ** 0.03  # a little room at both sides
    made.update_xaxes(type="log", tickvals=d["shots"], ticktext=[str(k) for k in d["shots"]])
    made.update_xaxes(range=[_log(low), _log(high)])
    marks = [0, 20, 40, 60, 80, 100]
    made.update_yaxes(tickvals=marks, ticktext=[*map(str, marks[:-1]), words["percent"].format(value=100)])
    _add_chance(made, 100 / d["way"], (low, high), words["chance"], t)
    level_ink = style.colour(learner(beside), theme)
    _add_band(made, [low, high], [d["level"][0]] * 2, [d["level"][1]] * 2, level_ink)
    made.add_scatter(
        x=[low, high], y=[d["level"][0]] * 2, mode="lines", hoverinfo="skip",
        line={"color": level_ink, "dash": style.dash(learner(beside)), "width": 2.4},
    )  # fmt: skip
    ends = [(words["level"], style.text_colour(learner(beside), theme), d["level"][0])]
    for curve in curves_of(growth):
        ink = t[f"--fs-{'support' if curve.kind == 'support' else 'query'}"]
        _add_curve(made, curve, ink, t["--fs-ground"])
        ends.append((curve.name, ink, curve.mean[-1]))
    _add_meeting(made, growth, t["--fs-accent"])
    style.add_names(made, ends, 0, 102)  # the curve of the support set lies at 100
    return made


@dataclass(frozen=True)
class CurveByK:
    """One curve: its values in percent by K, and what is said of each point."""

    kind: str  # support | query | copied
    name: str
    shots: Sequence[int]
    mean: Sequence[float]
    ci95: Sequence[float] | None
    hover: Sequence[str]


def curves_of(growth: Growth) -> list[CurveByK]:
    """The support set, the query set, and the query set with copies if that was measured."""
    d, words = growth.record, growth.words

    def curve(kind: str, of: Json, values: Sequence[float], ci95: Sequence[float] | None) -> CurveByK:
        hover = []
        for i, shot in enumerate(of["shots"]):
            value = (
                words["percent"].format(value=growth.w.number(values[i], 1))
                if ci95 is None
                else interval(growth, values[i], ci95[i])
            )
            leads = words["leads"].format(way=WAY, shot=shot) if shot <= MOST_SHOT else ""
            facts = {"name": words[kind].replace("\n", " "), "shot": shot, "tasks": of["episodes"]}
            hover.append(words["hover"].format(value=value, **facts) + (f"<br>{leads}" if leads else ""))
        return CurveByK(kind, words[kind], of["shots"], values, ci95, hover)

    found = [curve("support", d, d["support"], None), curve("query", d, d["query"], d["ci95"])]
    if d["copied"]:
        found.append(curve("copied", d["copied"], d["copied"]["query"], d["copied"]["ci95"]))
    return found


def _add_curve(made: go.Figure, curve: CurveByK, ink: str, ground: str) -> None:
    if curve.ci95 is not None:
        _add_band(made, curve.shots, curve.mean, curve.ci95, ink)
    symbol = "square" if curve.kind == "copied" else "circle"
    made.add_scatter(
        x=list(curve.shots), y=list(curve.mean), mode="lines+markers", cliponaxis=False,
        customdata=[shot if shot <= MOST_SHOT else None for shot in curve.shots],
        text=list(curve.hover), hovertemplate="%{text}<extra></extra>",
        line={"color": ink, "dash": DASHES[curve.kind], "width": 3},
        marker={"color": ink, "size": 9, "symbol": symbol, "line": {"color": ground, "width": 1.5}},
    )  # fmt: skip


def _add_band(
    made: go.Figure, x: Sequence[float], mean: Sequence[float], ci95: Sequence[float], ink: str
) -> None:
    upper = [m + c for m, c in zip(mean, ci95, strict=True)]
    lower = [m - c for m, c in zip(mean, ci95, strict=True)]
    made.add_scatter(
        x=[*x, *reversed(x)], y=[*upper, *reversed(lower)], fill="toself", fillcolor=style.faint(ink, 0.18),
        line={"width": 0}, hoverinfo="skip", mode="lines",
    )  # fmt: skip


def _add_chance(
    made: go.Figure, chance: float, ends: tuple[float, float], text: str, t: dict[str, str]
) -> None:
    made.add_scatter(
        x=list(ends), y=[chance] * 2, mode="lines", hoverinfo="skip",
        line={"color": t["--fs-quiet"], "dash": "2px,3px", "width": 1},
    )  # fmt: skip
    made.add_annotation(
        text=text, x=0, xref="paper", xanchor="left", y=chance, yanchor="top", showarrow=False,
        font={"color": t["--fs-quiet"], "size": style.SIZE},
    )  # fmt: skip


def _add_meeting(made: go.Figure, growth: Growth, ink: str) -> None:
    """Where training from scratch reaches the level, read off the straight line between two measured K."""
    at, level = growth.record["at"], growth.record["level"][0]
    if at is None:
        return
    made.add_scatter(
        x=[at, at], y=[level, 0], mode="lines", hoverinfo="skip",
        line={"color": ink, "dash": "2px,4px", "width": 2},
    )  # fmt: skip
    made.add_scatter(
        x=[at], y=[level], mode="markers", hoverinfo="skip",
        marker={"color": "rgba(0,0,0,0)", "size": 13, "line": {"color": ink, "width": 2.5}},
    )  # fmt: skip
    made.add_scatter(
        x=[at], y=[6], mode="text", text=[f" <b>{growth.words['meeting']}</b>"], hoverinfo="skip",
        textposition="middle right", textfont={"color": ink, "size": style.SIZE},
    )  # fmt: skip


def _log(value: float) -> float:
    """Where a value stands on a logarithmic axis."""
    return float(np.log10(value))
