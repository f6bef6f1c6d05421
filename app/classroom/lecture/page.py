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
from ..rooms.activities import Naming
from ..rooms.state import CLOSED, OPEN, REVEALED, State, Tally
from ..rooms.trouble import ServerFull
from . import LectureChoices, door, results
from .asking import acted, ask
from .component import BoardData, Question, board
from .outcome import outcome
from .runs import rival_answers

CSS = Path(__file__).with_name("page.css")
FULL = "lecture_full"
"""Where the session keeps that no room could be opened."""


def draw(choices: LectureChoices, host: Host[LectureChoices]) -> None:
    """Show the room that this visitor has open, or the way to open one."""
    st.html(CSS)
    state = book().mine(own.visitor())
    if state is None:
        _outside(host)
        return
    step = state.step
    tally = book().tally(state.code, step.number if step else 0, step.round if step else 0)
    _door_choice(host.w)
    board(board_data(state, tally, choices, host.w))
    if step is None or step.phase == REVEALED:
        if step:
            outcome(state, step, choices.theme, host.w)
        ask(choices, host, state)
    else:
        _during(state, tally, choices, host)
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


def board_data(state: State, tally: Tally, choices: LectureChoices, w: Words) -> BoardData:
    """What the board shows."""
    step, found = state.step, door.here()
    chosen = st.session_state.get("lecture_door")
    address = chosen if chosen in found else found[0] if found else door.fallback()
    to = f"{address}/join/{state.code}"
    return {
        "door": {
            "code": state.code,
            "address": f"{address}/join".partition("://")[2],
            "qr": door.qr(to),
            "large": step is None,
        },
        "events": f"api/rooms/{state.code}/tally/events",
        "question": question_of(state, w),
        "open": step is not None and step.phase == OPEN,
        "shown": step is not None and (choices.live if step.phase == OPEN else bool(tally.votes)),
        "tally": {
            "number": step.number if step else 0,
            "round": step.round if step else 0,
            "phones": tally.phones,
            "voted": len(tally.votes),
            "counts": tally.counts(step.activity) if step else [],
        },
        "words": w.section("lecture.board"),
    }


def question_of(state: State, w: Words) -> Question | None:
    """What is asked, as the board draws it; what is right only once it is revealed."""
    step = state.step
    if step is None:
        return None
    asked = step.activity
    form = {"way": asked.task.way, "shot": asked.task.shot, "data": w.data(asked.task.data)}
    title = w.count(f"lecture.title_{asked.kind}", asked.task.shot, **form)
    return {
        "title": f"{title} {w('lecture.again', round=step.round)}" if step.round > 1 else title,
        "support": asked.support if isinstance(asked, Naming) else "",
        "query": asked.query if isinstance(asked, Naming) else "",
        "way": asked.options,
        "shot": asked.task.shot,
        "options": [] if isinstance(asked, Naming) else list(asked.names.get(w.lang, ())),
        "right": [list(options) for options in asked.truth] if step.phase == REVEALED else [],
        "images": len(asked.truth),
    }


def _during(state: State, tally: Tally, choices: LectureChoices, host: Host[LectureChoices]) -> None:
    """A round is open, or closed and not yet revealed."""
    w, step = host.w, state.step
    assert step is not None
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


def _move(state: State, phase: str, w: Words, primary: bool) -> None:
    st.button(
        w(f"lecture.move.{phase}"), key=f"lecture_{phase}", type="primary" if primary else "secondary",
        on_click=lambda: acted(lambda owner: book().move(state.code, owner, phase)),
    )  # fmt: skip


def _foot(state: State, w: Words) -> None:
    """The results as a file, and the way out."""
    with st.container(horizontal=True, key="lecture_foot"):
        content = results.as_csv(book().all_votes(state.code))
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
