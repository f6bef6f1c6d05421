"""The quiz's browser component: it asks, answers and counts without the server."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypedDict

import streamlit as st

from ...shared.quiz_bank import FIGURE_CSS
from ...shared.web import component

HERE = Path(__file__).parent
WEB = HERE.parent.parent / "shared" / "web"
KEY = "quiz_board"


class ChoiceData(TypedDict):
    """One option of a question."""

    text: str
    right: bool
    misconception: str
    feedback: str


class QuestionData(TypedDict):
    """One question; quiz.js says the same."""

    id: str
    stem: str
    figure: str  # markup
    alt: str
    source: str
    options: list[ChoiceData]
    again: dict[str, str]  # the chapter to read again


class QuizData(TypedDict):
    """What the quiz shows; quiz.js says the same."""

    set: str
    seed: int
    sets: list[dict[str, str]]
    questions: list[QuestionData]
    words: dict[str, str]


_quiz = component(
    HERE / "quiz.js",
    '<div class="quiz"><div data-part="quiz"></div></div>',
    (WEB / "options.css", FIGURE_CSS, HERE / "quiz.css"),
)


def quiz(data: QuizData, *, on_set: Callable[[str], None], on_again: Callable[[], None]) -> None:
    """Show the quiz. ``on_set`` gets the set to be asked, or "" for none; ``on_again`` wants others."""

    def chose() -> None:
        asked = st.session_state[KEY]["set"]
        if asked is not None:
            on_set(asked.removeprefix("none"))

    def again() -> None:
        if st.session_state[KEY]["again"]:
            on_again()

    _quiz(data=data, key=KEY, on_set_change=chose, on_again_change=again)
