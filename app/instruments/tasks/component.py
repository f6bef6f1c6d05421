"""The table of tasks: a row a task, its support set at the left, its query set at the right."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypedDict

import streamlit as st

from ...shared.guess_card.component import Option
from ...shared.web import APP, component

HERE = Path(__file__).parent
WEB = APP / "shared" / "web"
STYLES = (WEB / "marks.css", WEB / "guess_card.css", HERE / "tasks.css")


class Link(TypedDict):
    """An instrument that shows the row's task: its name, and its address with that task."""

    page: str
    name: str
    href: str


class Row(TypedDict):
    """One task; images of the strip lie class by class, first those of the support set."""

    seed: int
    task: str  # what it is called
    seeded: str
    classes: list[str]
    strip: str
    links: list[Link]


class Side(TypedDict):
    """The tasks of one split."""

    id: str
    name: str
    count: str
    rows: list[Row]


class Guess(TypedDict):
    """The question on the line."""

    title: str
    question: str
    options: list[Option]
    skip: str


class TableData(TypedDict):
    """What the table shows; tasks.js says the same."""

    task: str  # changes with every other row
    way: int
    shot: int
    query: int
    side: str  # of the row pointed at
    row: int  # its seed; -1: none
    sides: list[Side]
    line: str  # what stands between the sides, once the question was answered
    guess: Guess | None
    words: dict[str, str]


_table = component(HERE / "tasks.js", '<div class="tasks"></div>', STYLES)


def task_table(
    data: TableData, *, on_row: Callable[[str, int], None], on_guess: Callable[[str], None]
) -> None:
    """Show the table; ``on_row`` gets the side and the seed of a row, ``on_guess`` an answer or SKIP."""
    key = "tasks_table"

    def pointed() -> None:
        if row := st.session_state[key]["row"]:
            on_row(str(row["side"]), int(row["seed"]))

    def guessed() -> None:
        if guess := st.session_state[key]["guess"]:
            on_guess(guess)

    _table(data=data, key=key, on_row_change=pointed, on_guess_change=guessed)
