"""A room for the class: the lecturer's page."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from ...shared import own, page
from ...shared.host import Host
from ...shared.own.visitor import COOKIE
from ...shared.terms import term
from ...shared.text import Words
from ..rooms import book
from ..rooms.activities import Naming, Sketching
from ..rooms.state import CLOSED, OPEN, REVEALED, Sketch, State, Step, Tally
from ..rooms.trouble import ServerFull
from . import LectureChoices, door, results
from .asking import acted, ask
from .board import board_data
from .component import board
from .outcome import outcome
from .pupils import forget, lesson_controls, pupils
from .runs import rival_answers

CSS = Path(__file__).with_name("page.css")
FULL = "lecture_full"
"""Where the session keeps that no room could be opened."""


def draw(choices: LectureChoices, host: Host[LectureChoices]) -> None:
    """Show the room that this visitor has open, or the way to open one."""
    st.html(CSS)
    state = book().mine(own.visitor())
    if state is None:
        forget()
        _outside(host)
        return
    step = state.step
    tally = book().tally(state.code, step.number if step else 0, step.round if step else 0)
    drawing = step is not None and isinstance(step.activity, Sketching)
    sketches = book().sketches(state.code, step.number) if step and drawing else ()
    _door_choice(host.w)
    board(
        board_data(state, tally, sketches, choices, host.w),
        on_leave=lambda id: acted(lambda owner: book().leave_out(state.code, owner, id)),
    )
    if step and drawing:
        _drawing(state, step, sketches, choices, host)
    elif step and step.phase != REVEALED:
        _voting(state, step, tally, choices, host)
    elif step:
        outcome(state, step, choices.theme, host.w)
    if step is None or step.phase == REVEALED:
        ask(choices, host, state)
    _foot(state, host.w)


def _outside(host: Host[LectureChoices]) -> None:
    """What a room is, and the button that opens one."""
    w = host.w
    page.head(LectureChoices(lang=w.lang), host, ())

    def enter() -> None:
        try:
            book().open(own.visitor())
        except ServerFull:
            st.session_state[FULL] = True

    if st.session_state.pop(FULL, False):
        st.error(w("lecture.full"), icon=":material/info:")
    st.markdown(w("lecture.how"))
    st.button(w("lecture.open"), key="lecture_enter", type="primary", on_click=enter)
    st.caption(w("lecture.kept", hours=round(book().limits.seconds / 3600)))
    if not door.here():
        st.info(w("lecture.unreachable"), icon=":material/info:")


def _door_choice(w: Words) -> None:
    """Which address phones use, where there are several; what to do where there is none."""
    found = door.here()
    if not found:
        st.info(w("lecture.unreachable"), icon=":material/info:")
    if len(found) > 1:
        st.selectbox(
            w("lecture.address"), found, key="lecture_door", help=w("lecture.address_help"), width=420
        )
    if not st.context.cookies.get(COOKIE):
        st.info(w("lecture.no_cookie"), icon=":material/info:")


def _voting(
    state: State, step: Step, tally: Tally, choices: LectureChoices, host: Host[LectureChoices]
) -> None:
    """A round is open, or closed and not yet revealed."""
    w = host.w
    if isinstance(step.activity, Naming):
        rival_answers(step.activity.task)  # so that they are there when the round is revealed
    if step.phase == OPEN:
        with st.container(horizontal=True, vertical_alignment="center", key="lecture_actions"):
            _move(state, CLOSED, w, primary=True)
            st.session_state["lecture_live"] = choices.live
            st.checkbox(
                w("lecture.live"), key="lecture_live", help=w("lecture.live_help"),
                on_change=lambda: host.change(live=st.session_state["lecture_live"]),
            )  # fmt: skip
        return
    share = results.share_of_class(step.activity, tally.votes)
    told = results.advice(share) if share else "none"
    source = term("cite:crouch2001", w)
    st.markdown(f"{w(f'lecture.advice.{told}')} [{source['name']}]({source['href']})")
    with st.container(horizontal=True, key="lecture_actions"):
        _move(state, OPEN, w, primary=told in ("hint", "discuss", "none"))
        _move(state, REVEALED, w, primary=told == "explain")


def _drawing(
    state: State,
    step: Step,
    sketches: tuple[Sketch, ...],
    choices: LectureChoices,
    host: Host[LectureChoices],
) -> None:
    """The class draws; it has drawn; the learners have learnt from it."""
    w, activity = host.w, step.activity
    assert isinstance(activity, Sketching)
    if step.phase == OPEN:
        with st.container(horizontal=True, key="lecture_actions"):
            _move(state, CLOSED, w, primary=True, of="drawing")
        return
    st.caption(w("lecture.leave_out_what"))
    lesson = lesson_controls(activity, sketches, choices, host)
    with st.container(horizontal=True, key="lecture_actions"):
        _move(state, OPEN, w, primary=lesson is None, of="drawing")
        if step.phase == CLOSED and lesson:
            _move(state, REVEALED, w, primary=True, of="drawing")
    if step.phase == REVEALED and lesson:
        pupils(state, step, lesson, choices, w)


def _move(state: State, phase: str, w: Words, primary: bool, of: str = "vote") -> None:
    st.button(
        w(f"lecture.move.{of}.{phase}"), key=f"lecture_{phase}", type="primary" if primary else "secondary",
        on_click=lambda: acted(lambda owner: book().move(state.code, owner, phase)),
    )  # fmt: skip


def _foot(state: State, w: Words) -> None:
    """The results as a file, and the way out."""
    with st.container(horizontal=True, key="lecture_foot"):
        rooms, code = book(), state.code
        content = results.as_csv(rooms.all_votes(code), rooms.all_sketches(code), w.lang)
        st.download_button(
            w("lecture.csv"),
            content,
            f"class-{state.code}.csv",
            "text/csv",
            key="lecture_csv",
            on_click="ignore",
        )
        with st.popover(w("lecture.close")):
            st.markdown(w("lecture.close_what"))
            st.button(
                w("lecture.close_do"), key="lecture_close",
                on_click=lambda: acted(lambda owner: book().close(state.code, owner)),
            )  # fmt: skip
