"""What the class is asked next, and every action of the lecturer."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from ...shared import own, runs
from ...shared.choices import new_seed
from ...shared.host import Host
from ...shared.task_line import task_line
from ..rooms import book
from ..rooms.activities import Activity
from ..rooms.state import State
from ..rooms.trouble import RoomTrouble
from . import KINDS, LectureChoices
from .quiz import choose
from .runs import MOST_IMAGES, naming, prediction, sketching

CONTROLS = {
    "naming": ("data", "way", "shot", "query", "seed", "classes", "new"),
    "prediction": ("data", "way", "shot"),
    "drawing": ("way", "seed", "classes", "new"),
}
"""The controls of a task, by what is asked."""


def acted(act: Callable[[str], None]) -> None:
    """Do what the lecturer asks; where the room is gone meanwhile, the next run says so by its page."""
    try:
        act(own.visitor())
    except RoomTrouble:
        return


def ask(choices: LectureChoices, host: Host[LectureChoices], state: State) -> None:
    """The controls of the next question, and the button that asks it."""
    w = host.w
    with st.container(key="lecture_ask", border=True):
        st.subheader(w("lecture.next" if state.step else "lecture.first"), anchor=False)
        st.session_state["lecture_kind"] = choices.ask
        st.segmented_control(
            w("lecture.kind"), KINDS, key="lecture_kind", label_visibility="collapsed", required=True,
            format_func=lambda kind: w(f"lecture.ask.{kind}"),
            on_change=lambda: host.change(ask=st.session_state["lecture_kind"]),
        )  # fmt: skip
        make = _chosen(choices, host)

        def begin() -> None:
            if make:
                asked = make()
                acted(lambda owner: book().start(state.code, owner, asked))
                host.change(seed=new_seed())  # so that the next question is about another task

        st.button(
            w("lecture.begin"), key="lecture_begin", type="primary", on_click=begin, disabled=make is None
        )


def _chosen(choices: LectureChoices, host: Host[LectureChoices]) -> Callable[[], Activity] | None:
    """What is asked when the button is pressed, below its controls; None where it cannot be asked."""
    w, kind = host.w, choices.ask
    if kind == "question":
        asked = choose(choices, host)
        return lambda: asked
    task_line(choices, host, CONTROLS[kind])
    if kind == "naming":
        images = min(choices.way * choices.query, MOST_IMAGES)
        st.caption(w.count("lecture.naming_what", choices.shot, images=images, way=choices.way))
        return lambda: naming(choices.task)
    if kind == "drawing":
        drawn = sketching(choices.task)
        st.caption(w("lecture.drawing_what", names=w("lecture.and_so_on").join(drawn.names[w.lang])))
        return lambda: drawn
    found = prediction(choices.task)
    if found is None:
        st.caption(w("lecture.unmeasured", way=choices.way, shot=choices.shot))
        return None
    curve = runs.stored(choices.data, "maml", choices.way, choices.shot)
    st.caption(w("lecture.prediction_what", tasks=curve.episodes if curve else 0))
    return lambda: found
