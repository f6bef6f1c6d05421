"""Embedding map: one task as a learner sees it, on a plane, after every adaptation step."""

from __future__ import annotations

from typing import Any

import streamlit as st

from ...shared import runs
from ...shared import state as visitor
from ...shared.learners import name as name_of
from ...shared.old_task_line import task_line
from ...shared.state import State
from ...shared.text import Words
from ...shared.trouble import sentence, told
from ...shared.web import Json
from ...shared.worker import Job
from . import runs as map_runs
from .component import embedding_map

MAP = "embedding_map"
SPLIT = "test"  # classes that no learner saw in training
LOCAL = ("protonet", "matchingnet", "conventional/class-mean")  # a class is where its support images' mean is
POLL_SECONDS = 0.25


def render(state: State, w: Words) -> None:
    """Show the page."""
    with st.container(horizontal=True, vertical_alignment="bottom", key="map_top"):
        with st.container(key="map_title", gap=None):
            st.title(w("map.title"), anchor=False)
            st.markdown(w("map.lead"))
        task_line(state, w)
    there = runs.contenders(state.data)
    if not there:
        st.info(w("common.no_learners"), icon=":material/info:")
        return
    with st.container(horizontal=True, vertical_alignment="center", key="map_eyes"):
        learner = _choose(state, there, w)
        st.markdown(w("map.look"))
    busy = not _job(state, learner).done
    st.fragment(_map, run_every=POLL_SECONDS if busy else None)(state, learner, busy, w)
    st.markdown(w("map.try"))
    st.caption(w("map.honest"))


def _choose(state: State, there: tuple[str, ...], w: Words) -> str:
    """The learner whose eyes we borrow."""
    learner = state.learner if state.learner in there else there[0]
    st.session_state["map_learner"] = learner
    st.selectbox(
        w("map.learner"),
        there,
        key="map_learner",
        format_func=lambda contender: w("map.seen_by", name=name_of(contender, w)),
        on_change=lambda: visitor.write(learner=st.session_state["map_learner"]),
        label_visibility="collapsed",
        width=280,
    )
    return learner


def _job(state: State, learner: str) -> Job[Json]:
    return map_runs.embedding(state.data, learner, SPLIT, state.way, state.shot, state.query, state.seed)


def _map(state: State, learner: str, polled: bool, w: Words) -> None:
    """The map, once the learner has looked."""
    with told(w):
        job = _job(state, learner)
        if not job.done:
            st.caption(w("map.loading"))
            return
        if polled:
            st.rerun()
        if job.result is None:
            st.error(sentence(job.error or RuntimeError(), w))
            return
        embedding_map(map_data(state, learner, job.result, w), key=MAP, on_step=_stepped, on_image=_chose)


def map_data(state: State, learner: str, record: Json, w: Words) -> dict[str, Any]:
    """What the map draws; ``look`` changes whenever it must be built anew."""
    form = (state.data, SPLIT, state.way, state.shot, state.query, state.seed)
    task = runs.episode(*form)
    classes = runs.data(state.data).classes
    mean = "map.prototype" if learner in LOCAL else "map.class_mean"
    here = visitor.read()
    return {
        "task": "-".join(map(str, form)),
        "look": "-".join(map(str, (*form, learner, w.lang, state.theme))),
        "record": record,
        "classes": [w.pick(classes[i]) for i in task.class_ids],
        "strip": runs.sprite(state.data, (*task.support_items, *task.query_items)),
        "step": here.step,
        "image": here.image,
        "words": w.section("map.board") | {"mean": w(mean)},
    }


def _stepped() -> None:
    visitor.write(step=int(st.session_state[MAP]["step"]))


def _chose() -> None:
    visitor.write(image=int(st.session_state[MAP]["image"]))
