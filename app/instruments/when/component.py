"""What stands around the contests' figures: the line of contests, and one task with two questions."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypedDict

import streamlit as st

from ...shared.web import component

HERE = Path(__file__).parent
WEB = HERE.parent.parent / "shared" / "web"

_rounds = component(HERE / "when.js", '<div class="rounds"></div>', (HERE / "when.css",))
_example = component(
    HERE / "example.js",
    '<div class="example"></div>',
    (WEB / "marks.css", HERE / "example.css", HERE / "answers.css"),
)


class Named(TypedDict):
    """An id, and what it is called."""

    id: str
    name: str


class Query(TypedDict):
    """The query images of one question, in one strip."""

    thing: str
    hand: str


class Card(TypedDict):
    """What one learner answers to the task: labels and score, once they are there."""

    id: str
    name: str
    colour: str
    hollow: bool
    labels: list[int] | None
    score: str
    many: str  # what it reaches on many tasks


class Example(TypedDict):
    """One support set under its two questions."""

    way: int
    each: int  # query images of each class
    asked: str  # thing | hand
    things: list[str]
    hands: list[str]
    support: str
    query: Query
    cards: list[Card]  # none before the guess
    note: str
    words: dict[str, str]


def rounds(data: list[Named], chosen: str, label: str, on_round: Callable[[str], None]) -> None:
    """The contests in one line; ``on_round`` gets the one that was switched to."""
    key = "when_rounds"

    def switched() -> None:
        if name := st.session_state[key]["round"]:
            on_round(name)

    _rounds(data={"rounds": data, "chosen": chosen, "label": label}, key=key, on_round_change=switched)


def example(data: Example, on_question: Callable[[str], None], on_new: Callable[[], None]) -> None:
    """One task with two questions; ``on_question`` gets "thing" or "hand", ``on_new`` draws another task."""
    key = "when_example"

    def asked() -> None:
        if question := st.session_state[key]["question"]:
            on_question(question)

    def drawn() -> None:
        if st.session_state[key]["new"]:
            on_new()

    _example(data=data, key=key, on_question_change=asked, on_new_change=drawn)
