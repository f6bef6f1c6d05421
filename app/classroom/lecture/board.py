"""What the lecturer's board shows of a room, in the lecturer's language."""

from __future__ import annotations

import streamlit as st

from ...shared.own.visitor import COOKIE
from ...shared.text import Words
from ..rooms.activities import Naming, Prediction, Question, Sketching
from ..rooms.state import OPEN, REVEALED, Sketch, State, Tally
from . import LectureChoices, door
from .component import AskedData, BoardData, question_data
from .pupils import shot_of


def board_data(
    state: State, tally: Tally, sketches: tuple[Sketch, ...], choices: LectureChoices, w: Words
) -> BoardData:
    """What the board shows; a browser that keeps the visitor's cookie hears drawings by itself."""
    step, found = state.step, door.here()
    chosen = st.session_state.get("lecture_door")
    address = chosen if chosen in found else found[0] if found else door.fallback()
    return {
        "door": {
            "code": state.code,
            "address": f"{address}/join".partition("://")[2],
            "qr": door.qr(f"{address}/join/{state.code}"),
            "large": step is None,
        },
        "room": f"api/rooms/{state.code}",
        "question": asked_data(state, shot_of(choices, sketches), w),
        "open": step is not None and step.phase == OPEN,
        "shown": step is not None and (choices.live if step.phase == OPEN else bool(tally.votes)),
        "tally": {
            "number": step.number if step else 0,
            "round": step.round if step else 0,
            "phones": tally.phones,
            "voted": tally.came,
            "counts": tally.counts(step.activity) if step else [],
        },
        "wall": [] if st.context.cookies.get(COOKIE) else [sketch.for_screen() for sketch in sketches],
        "words": w.section("lecture.board"),
    }


def asked_data(state: State, shot: int, w: Words) -> AskedData | None:
    """What is asked, as the board draws it; what is right only once it is revealed.

    Of drawings the learners get ``shot`` of each class.
    """
    step = state.step
    if step is None:
        return None
    asked, revealed = step.activity, step.phase == REVEALED
    data: AskedData = {
        "kind": asked.kind,
        "title": "",
        "support": "",
        "query": "",
        "way": asked.options,
        "shot": shot,
        "options": [],
        "whats": [],
        "turn": "",
        "right": [list(options) for options in asked.truth] if revealed else [],
        "images": len(asked.truth),
        "question": None,
    }
    match asked:
        case Question():
            said = asked.said[w.lang]
            data["title"], data["options"] = said.stem, list(said.options)
            data["question"] = question_data(asked, w, revealed)
        case Sketching():
            data["title"], data["options"] = w("lecture.title_drawing"), list(asked.names[w.lang])
        case Naming():
            data["support"], data["query"] = asked.support, asked.query
            data["title"], data["shot"] = _task_title(asked, w), asked.task.shot
        case Prediction():
            data["title"], data["options"] = _task_title(asked, w), list(asked.names.get(w.lang, ()))
            data["whats"] = list(asked.whats.get(w.lang, ()))
    if step.round > 1:
        again = "drawing" if isinstance(asked, Sketching) else "vote"
        data["turn"] = w(f"lecture.again.{again}", round=step.round)
    return data


def _task_title(asked: Naming | Prediction, w: Words) -> str:
    form = {"way": asked.task.way, "data": w.data(asked.task.data)}
    return w.count(f"lecture.title_{asked.kind}", asked.task.shot, **form)
