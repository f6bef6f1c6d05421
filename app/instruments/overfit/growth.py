"""How many images of each class training from scratch would need: what was measured, drawn and said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from pathlib import Path

import numpy as np
import plotly.graph_objects as go
import streamlit as st

from ...shared import runs
from ...shared.charts import style
from ...shared.charts.finished import Finished
from ...shared.charts.show import Cell, Table, show
from ...shared.choices import rules
from ...shared.host import Host
from ...shared.learners import learner, name
from ...shared.text import Words
from . import OverfitChoices
from . import runs as overfit_runs
from .figures import Json, Level, growth_record, longest_series
from .words import growth_sentences, growth_words

CSS = Path(__file__).with_name("growth.css")
SPLIT = "test"  # classes that the learner beside it did not see in training either
WAY = 5
HEIGHT = 380
DASHES = {"support": "solid", "query": "8px,5px", "copied": "2px,4px"}
MOST_SHOT = rules(OverfitChoices)["shot"].bounds[1]


@dataclass(frozen=True)
class Growth:
    """What was measured against one learner, and the words of the picture."""

    record: Json
    sentences: list[str]
    words: dict[str, str]
    w: Words


def draw_growth(choices: OverfitChoices, host: Host[OverfitChoices]) -> None:
    """How accuracy grows with K, against the learner's level with one image."""
    w = host.w
    st.header(w("overfit.growth.title"), anchor=False)
    growth = growth_of(choices.data, choices.beside, w)
    if growth is None:
        st.info(w("overfit.growth.none"), icon=":material/info:")
        return
    lead = w("overfit.growth.lead", way=WAY, name=name(choices.beside, w))
    st.caption(lead)
    st.html(CSS)
    with st.container(key="overfit_growth"):
        with st.container(key="overfit_growth_picture", gap=None):
            show(
                _finished(choices.data, choices.beside, choices.theme, w), w,
                key="overfit_growth_by_k", alt=growth.words["alt"], table=growth_table(growth, host),
                file="accuracy-by-images", heading=[w("overfit.growth.title"), lead, growth.words["note"]],
                on_point=lambda shot: host.change(way=WAY, shot=int(shot)),
            )  # fmt: skip
        st.html(_sentences_markup(growth))


@lru_cache(50)
def growth_of(data: str, learner: str, w: Words) -> Growth | None:
    """What the lower picture shows; None where it was not measured. The same for all visitors."""
    gaps = overfit_runs.gaps(data, SPLIT, WAY)
    series = longest_series([gap for gap in gaps if not gap.copies])
    curve = runs.stored(data, learner, WAY, 1)
    if len(series) < 2 or curve is None:  # one point makes no curve
        return None
    level = Level(curve.mean[-1], curve.ci95[-1], curve.episodes, curve.query)
    record = growth_record(series, level, longest_series([gap for gap in gaps if gap.copies]))
    checked = overfit_runs.gaps(data, "val", WAY)
    longer = max(checked, key=lambda gap: gap.steps[-1], default=None)
    beside = name(learner, w)
    return Growth(record, growth_sentences(record, longer, beside, w), growth_words(record, beside, w), w)


def _sentences_markup(growth: Growth) -> str:
    """The answer large, then what else there is to see, then how it was measured."""
    answer, *more = (escape(sentence) for sentence in growth.sentences)
    rest = "".join(f"<p>{sentence}</p>" for sentence in more)
    return (
        f'<div class="fs-growth"><p class="answer">{answer}</p>{rest}'
        f'<p class="note">{escape(growth.words["note"])}</p></div>'
    )


def growth_table(growth: Growth, host: Host[OverfitChoices]) -> Table:
    """The numbers of the picture; a K that the page can ask for leads to such a task."""
    d, words, copied = growth.record, growth.words, growth.record["copied"]
    task = host.links("overfit")
    heads = [words[key] for key in ("shots", "support", "query", "fewer")]
    rows = []
    for i, shot in enumerate(d["shots"]):
        there = task(way=WAY, shot=shot, seen=True) if shot <= MOST_SHOT else ""
        row: list[str | Cell] = [
            Cell(str(shot), there, "overfit"),
            words["percent"].format(value=growth.w.number(d["support"][i], 1)),
            _interval(growth, d["query"][i], d["ci95"][i]),
            words["percent"].format(value=growth.w.number(d["query_fewer"][i], 1)),
        ]
        if copied:
            at = copied["shots"].index(shot) if shot in copied["shots"] else None
            row.append("–" if at is None else _interval(growth, copied["query"][at], copied["ci95"][at]))
        rows.append(row)
    if copied:
        heads.append(words["copied"].replace("\n", " "))
    return Table(words["note"], heads, rows)


def _interval(growth: Growth, mean: float, ci95: float) -> str:
    return growth.words["interval"].format(mean=growth.w.number(mean, 1), ci=growth.w.number(ci95, 1))


@lru_cache(50)
def _finished(data: str, learner: str, theme: str, w: Words) -> Finished:
    growth = growth_of(data, learner, w)
    assert growth is not None  # there is a picture of what was measured alone
    return Finished(growth_figure(growth, learner, theme))


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
    ends = [(words["level"], level_ink, d["level"][0])]
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
                else _interval(growth, values[i], ci95[i])
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
