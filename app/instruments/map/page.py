"""Embedding map: one task as a learner sees it, on a plane, after every adaptation step."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import streamlit as st

from ...shared import page, runs
from ...shared.host import Host
from ...shared.learners import name
from ...shared.text import Words
from ...shared.trouble import sentence
from . import MapChoices
from . import runs as map_runs
from .component import MapData, embedding_map
from .figures import MapRecord

CSS = Path(__file__).with_name("around.css")
MAP = "embedding_map"
LEARNER = "map_learner"
LOCAL = ("protonet", "matchingnet", "conventional/class-mean", "frozen/prototype")
"""Learners for whom a class is where its support images' mean is."""


def draw(choices: MapChoices, host: Host[MapChoices]) -> None:
    """Show the page."""
    w = host.w
    page.head(choices, host)
    there = runs.learners(choices.data)
    if not there:
        st.info(w("common.no_learners"), icon=":material/info:")
        return
    learner = choices.learner if choices.learner in there else there[0]
    st.html(CSS)
    with st.container(key="map_board"):
        page.choose_learner(learner, there, host, key=LEARNER, width=240)
        job = map_runs.embedding(choices.task, learner)
        if page.await_jobs([job], w, w("map.loading")):
            return
        if job.result is None:
            st.error(sentence(job.error or RuntimeError(), w))
            return
        _show(map_data(choices, learner, job.result, w), host)
    st.markdown(w("map.try"))
    st.caption(w("map.honest"))


def _show(data: MapData, host: Host[MapChoices]) -> None:
    def sent(what: str) -> Any:
        return st.session_state[MAP][what]

    embedding_map(
        data,
        key=MAP,
        on_step=lambda: host.change(step=int(sent("step"))),
        on_image=lambda: host.change(image=int(sent("image"))),
        on_exact=lambda: host.change(exact=bool(sent("exact"))),
    )


def map_data(choices: MapChoices, learner: str, record: MapRecord, w: Words) -> MapData:
    """What the map draws of a record, in the visitor's language."""
    task = choices.task
    drawn = runs.episode(task)
    classes = runs.data(task.data).classes
    form = w("map.form", data=runs.called(task.data, w), way=task.way, shot=task.shot, seed=task.seed)
    mean = "map.prototype" if learner in LOCAL else "map.class_mean"
    return {
        "task": task.name.replace(" ", "-"),
        "look": " ".join((task.name, learner, w.lang, choices.theme)),
        "record": record,
        "classes": [w.pick(classes[i]) for i in drawn.class_ids],
        "strip": runs.sprite(task.data, (*drawn.support_items, *drawn.query_items)),
        "step": choices.step,
        "image": choices.image,
        "exact": choices.exact,
        "heading": [w("map.by", name=name(learner, w)), form],
        "words": w.section("map.board") | {"mean": w(mean)},
    }
