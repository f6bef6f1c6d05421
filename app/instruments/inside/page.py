"""Inside a prediction: one query image's bars and neighbours; below, what is counted over many tasks."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import streamlit as st

from ...shared import runs
from ...shared import state as visitor
from ...shared.learners import name
from ...shared.old_task_line import task_line
from ...shared.state import State
from ...shared.task import mixed_order
from ...shared.text import Words
from ...shared.trouble import told
from ...shared.worker import Job
from . import runs as inside_runs
from .component import inside_view
from .counts import counts

VIEW = "inside_view"
GUESSES = "inside_guesses"
ALL_SHOWN = "inside_all_shown"
SPLIT = "test"  # classes that no learner saw in training
POLL_SECONDS = 0.25


def render(state: State, w: Words) -> None:
    """Show the page."""
    with st.container(horizontal=True, vertical_alignment="bottom", key="inside_top"):
        with st.container(key="inside_title", gap=None):
            st.title(w("inside.title"), anchor=False)
            st.markdown(w("inside.lead"))
        task_line(state, w)
    there = runs.contenders(state.data)
    if state.learner not in there:
        st.info(w("inside.no_learner"), icon=":material/info:")
        return
    st.session_state["inside_learner"] = state.learner
    st.selectbox(
        w("inside.learner"),
        there,
        key="inside_learner",
        format_func=lambda contender: w("inside.by", name=name(contender, w)),
        on_change=_chose,
        label_visibility="collapsed",
        width=280,
    )
    job = _job(state)
    st.fragment(_view, run_every=None if job.done else POLL_SECONDS)(state, w, job.done)
    counts(state, w)


def _job(state: State) -> Job[inside_runs.Inside]:
    form = (SPLIT, state.way, state.shot, state.query, state.seed)
    return inside_runs.inside(state.data, state.learner, *form)


def _view(state: State, w: Words, was_done: bool) -> None:
    with told(w):
        here = visitor.read()  # what was clicked here changes the address, and runs only this part again
        state = replace(state, step=here.step, image=min(here.image, state.way * state.query - 1))
        job = _job(state)
        if job.error:
            raise job.error
        inside_view(
            view_data(state, w, job.result, _guess(state)),
            key=VIEW, on_step=_stepped, on_image=_picked, on_guess=lambda: _guessed(state),
        )  # fmt: skip
        if job.done and not was_done:
            st.rerun()


def view_data(state: State, w: Words, found: inside_runs.Inside | None, guess: int | None) -> dict[str, Any]:
    """What the upper part shows. ``guess`` None: the visitor is still to say what it is."""
    task = runs.episode(state.data, SPLIT, state.way, state.shot, state.query, state.seed)
    classes = runs.data(state.data).classes
    words = w.section("inside.view")
    shown: dict[str, Any] = {
        "part": "one",
        "words": words,
        "classes": [
            {"letter": chr(65 + place), "name": w.pick(classes[i])} for place, i in enumerate(task.class_ids)
        ],
        "query": strip("query", state.data, task.query_items),
        "support": strip("support", state.data, task.support_items),
        "shot": state.shot,
        "order": mixed_order(state.way, state.query, state.seed),
        "image": state.image,
        "step": state.step,
        "asked": guess is not None,
        "learner": name(state.learner, w),
    }
    if found is None or guess is None:
        return shown
    shown |= {"truth": int(task.query_y[state.image]), "guess": guess}
    shown["shares"] = found.probabilities[:, state.image].round(4).tolist()
    index, far = (values[:, state.image].tolist() for values in (found.near.index, found.near.distance))
    shown["near"] = [list(zip(i, f, strict=True)) for i, f in zip(index, far, strict=True)]
    return shown


def strip(strip_id: str, data: str, items: tuple[int, ...]) -> dict[str, Any]:
    """Drawings side by side, for the web component."""
    return {"id": strip_id, "url": runs.sprite(data, items), "count": len(items)}


def _place(state: State) -> tuple[Any, ...]:
    return state.data, state.way, state.shot, state.query, state.seed, state.image


def _guess(state: State) -> int | None:
    """The class guessed, -1 where the visitor asked to see all answers."""
    guesses: dict[Any, int] = st.session_state.get(GUESSES, {})
    return guesses.get(_place(state), -1 if st.session_state.get(ALL_SHOWN) else None)


def _guessed(state: State) -> None:
    guess = int(st.session_state[VIEW]["guess"])
    if guess < 0:
        st.session_state[ALL_SHOWN] = True
    else:
        st.session_state.setdefault(GUESSES, {})[_place(state)] = guess


def _picked() -> None:
    visitor.write(image=int(st.session_state[VIEW]["image"]))


def _stepped() -> None:
    visitor.write(step=int(st.session_state[VIEW]["step"]))


def _chose() -> None:
    visitor.write(learner=st.session_state["inside_learner"])
