"""The task board: the images of one task in their two sets, and the key that says what each set is for."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypedDict

from ...shared.web import component

HERE = Path(__file__).parent
MARKS = HERE.parent.parent / "shared" / "web" / "marks.css"
HEAD_CSS = HERE / "head.css"
"""Where title, controls and key stand; for the page, since they are not inside a component."""


class BoardData(TypedDict):
    """What the board shows; tiles.js says the same."""

    task: str
    look: str  # changes whenever the board must be built anew
    seed: int
    way: int
    shot: int
    query: int
    classes: list[str]
    support_sprite: str
    query_sprite: str
    support_tiles: list[tuple[int, str]]  # of each image, the place of its collection in sources, its style
    query_tiles: list[tuple[int, str]]
    sources: list[str]
    query_labels: list[int]  # the classes, by their place in the task, that the query set is of
    asked: int  # how many those were to be; 0: all
    shuffled: int
    seen: bool
    named: str
    words: dict[str, str]
    say: str
    count: str


class KeyData(TypedDict):
    """What the key shows; key.js says the same."""

    words: dict[str, str]
    split: str


_board = component(
    HERE / "explorer.js",
    '<div class="board"></div>',
    (MARKS, HERE / "explorer.css", HERE / "narrow.css"),
)
_key = component(HERE / "key.js", '<div class="key"></div>', (HERE / "key.css",))


def task_board(data: BoardData, *, key: str, on_turn: Callable[[], None]) -> None:
    """Show a task. Shuffling, naming and checking happen in the browser.

    ``st.session_state[key].turn`` then holds the choices ``shuffled``, ``seen``, ``named`` and ``asked``.
    """
    _board(key=key, data=data, on_turn_change=on_turn)


def task_key(data: KeyData, *, key: str, on_split: Callable[[], None]) -> None:
    """Show the two-by-two key. The split that was asked for is at ``st.session_state[key].split``."""
    _key(key=key, data=data, on_split_change=on_split)
