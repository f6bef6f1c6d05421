"""The lower part of the page: how accuracy grows with K, as a picture with its table, and in sentences."""

from __future__ import annotations

from functools import lru_cache
from html import escape
from pathlib import Path

import streamlit as st

from ...shared.charts.finished import Finished
from ...shared.charts.show import Cell, Table, show
from ...shared.host import Host
from ...shared.learners import name
from ...shared.text import Words
from . import OverfitChoices
from .growth import MOST_SHOT, WAY, Growth, growth_of, interval
from .growth_chart import growth_figure

CSS = Path(__file__).with_name("growth.css")


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
def _finished(data: str, learner: str, theme: str, w: Words) -> Finished:
    growth = growth_of(data, learner, w)
    assert growth is not None  # there is a picture of what was measured alone
    return Finished(growth_figure(growth, learner, theme))


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
            interval(growth, d["query"][i], d["ci95"][i]),
            words["percent"].format(value=growth.w.number(d["query_fewer"][i], 1)),
        ]
        if copied:
            at = copied["shots"].index(shot) if shot in copied["shots"] else None
            row.append("–" if at is None else interval(growth, copied["query"][at], copied["ci95"][at]))
        rows.append(row)
    if copied:
        heads.append(words["copied"].replace("\n", " "))
    return Table(words["note"], heads, rows)
