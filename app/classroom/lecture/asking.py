"""What the class is asked next, and every action of the lecturer."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from ...shared import own, runs
from ...shared.choices import new_seed
from ...shared.host import Host
from ...shared.task_line import task_line
from ..rooms import book
from ..rooms.state import State
from ..rooms.trouble import RoomTrouble
from . import LectureChoices
from .runs import MOST_IMAGES, naming, prediction

KINDS = ("naming", "prediction")


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
        is_naming = choices.ask == "naming"
        task_line(
            choices,
            host,
            ("data", "way", "shot", "query", "seed", "new") if is_naming else ("data", "way", "shot"),
        )
        activity = None if is_naming else prediction(choices.task)
        st.caption(_told(choices, host, is_naming or activity is not None))

        def begin() -> None:
            asked = naming(choices.task) if is_naming else activity
            if asked:
                acted(lambda owner: book().start(state.code, owner, asked))
                host.change(seed=new_seed())  # so that the next question is about another task

        st.button(
            w("lecture.begin"), key="lecture_begin", type="primary", on_click=begin,
            disabled=not is_naming and activity is None,
        )  # fmt: skip


def _told(choices: LectureChoices, host: Host[LectureChoices], possible: bool) -> str:
    """What the question is, or why it cannot be asked."""
    w, all_images = host.w, choices.way * choices.query
    if choices.ask == "naming":
        return w.count(
            "lecture.naming_what", choices.shot, images=min(all_images, MOST_IMAGES), way=choices.way
        )
    if not possible:
        return w("lecture.unmeasured", way=choices.way, shot=choices.shot)
    curve = runs.stored(choices.data, "maml", choices.way, choices.shot)
    return w("lecture.prediction_what", tasks=curve.episodes if curve else 0)
