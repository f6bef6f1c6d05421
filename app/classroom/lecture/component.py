"""The lecturer's board: how to join, what is asked, and the votes as they come."""

from __future__ import annotations

from pathlib import Path
from typing import TypedDict

from ...shared.web import APP, component

HERE = Path(__file__).parent
WEB = APP / "shared" / "web"
STYLES = (WEB / "marks.css", HERE / "board.css")


class Door(TypedDict):
    """How phones get in."""

    code: str
    address: str
    qr: str  # SVG
    large: bool


class Question(TypedDict):
    """What is asked: images of a task, or learners to choose from."""

    title: str
    support: str  # a strip; empty where nothing is shown
    query: str
    way: int
    shot: int
    options: list[str]  # names; empty: classes, by their letters
    right: list[list[int]]  # of each question; empty before it is revealed
    images: int


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
    events: str  # the address of the tally's events, relative to the app's root
    question: Question | None
    open: bool
    shown: bool  # whether it is seen what was voted
    tally: Tally
    words: dict[str, str]


_board = component(HERE / "board.js", '<div class="board"></div>', STYLES)


def board(data: BoardData) -> None:
    """Show the board, which listens to the room by itself."""
    _board(data=data, key="lecture_board", height="content")
