"""The lecturer's board: how to join, what is asked, and the votes or drawings as they come."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypedDict

import streamlit as st

from ...shared.quiz_bank import FIGURE_CSS
from ...shared.text import Words
from ...shared.web import APP, component
from ..rooms.activities import Question

HERE = Path(__file__).parent
WEB = APP / "shared" / "web"
PAPER = APP / "shared" / "drawings" / "paper.css"
STYLES = (WEB / "marks.css", FIGURE_CSS, HERE / "question.css", PAPER, HERE / "wall.css", HERE / "board.css")
BOARD, PREVIEW = "lecture_board", "lecture_preview"


class Door(TypedDict):
    """How phones get in."""

    code: str
    address: str
    qr: str  # SVG
    large: bool


class QuestionData(TypedDict):
    """A question of the bank in the lecturer's language; question.js says the same."""

    figure: str  # markup
    alt: str
    source: str
    feedback: list[list[str]]  # of each option a misconception's name and why; empty before it is revealed


class AskedData(TypedDict):
    """What is asked: images of a task, learners to choose from, a question of the bank, classes to draw."""

    kind: str
    title: str
    support: str  # a strip; empty where nothing is shown
    query: str
    way: int
    shot: int  # of drawings: how many of each class the learners get
    options: list[str]  # names; empty: classes, by their letters
    whats: list[str]  # of each option what it is; may be empty
    turn: str  # which vote or drawing it is, from the second on
    right: list[list[int]]  # of each question; empty before it is revealed
    images: int
    question: QuestionData | None


class Tally(TypedDict):
    """How a round stands; as the API tells it."""

    number: int
    round: int
    phones: int
    voted: int
    counts: list[list[int]]


class BoardData(TypedDict):
    """What the board shows; board.js says the same."""

    door: Door
    room: str  # the address of the room's events, relative to the app's root
    question: AskedData | None
    open: bool
    shown: bool  # whether it is seen what was voted
    tally: Tally
    wall: list[dict[str, Any]]  # drawings, where the browser may not listen to them
    words: dict[str, str]


_board = component(HERE / "board.js", '<div class="board"></div>', STYLES)
_preview = component(
    HERE / "preview.js",
    '<div class="preview"></div>',
    (FIGURE_CSS, HERE / "question.css", HERE / "preview.css"),
)


def board(data: BoardData, on_leave: Callable[[str], None]) -> None:
    """Show the board, which listens to the room by itself; ``on_leave`` gets the drawing clicked on."""

    def left() -> None:
        if isinstance(id := st.session_state[BOARD]["leave"], str):
            on_leave(id)

    _board(data=data, key=BOARD, height="content", on_leave_change=left)


def preview(asked: Question, w: Words) -> None:
    """Show a question as the class will see it, without what is right."""
    data = {
        "stem": asked.said[w.lang].stem,
        "options": list(asked.said[w.lang].options),
        "question": question_data(asked, w, False),
        "words": w.section("lecture.board"),
    }
    _preview(data=data, key=PREVIEW, height="content")


def question_data(asked: Question, w: Words, revealed: bool) -> QuestionData:
    """A question in the lecturer's language; what is said of its options only once it is revealed."""
    return {
        "figure": asked.figure,
        "alt": asked.said[w.lang].alt,
        "source": asked.source,
        "feedback": asked.feedback[w.lang] if revealed else [],
    }
