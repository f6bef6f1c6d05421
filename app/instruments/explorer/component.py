"""The task board: the images of one task in their two sets, and the key that says what each set is for."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import streamlit as st

from ...shared.web import joined

_HERE = Path(__file__).parent
HEAD_CSS = _HERE / "head.css"
"""Where title, controls and key stand; for the page, since they are not inside the component."""


_board = st.components.v2.component(
    "task_board",
    html='<div class="board"></div>',
    css=joined(_HERE, "task_board.css", "narrow.css"),
    js=joined(_HERE, "layout.js", "tiles.js", "guess.js", "task_board.js"),
)
_key = st.components.v2.component(
    "task_key",
    html='<div class="key"></div>',
    css=joined(_HERE, "task_key.css"),
    js=joined(_HERE, "task_key.js"),
)


def task_board(data: dict[str, Any], *, key: str) -> None:
    """Show a task. Shuffling, naming and checking happen in the browser; nothing is sent back."""
    _board(key=key, data=data)


def task_key(data: dict[str, Any], *, key: str, on_split: Callable[[], None]) -> None:
    """Show the two-by-two key. The split that was asked for is at ``st.session_state[key].split``."""
    _key(key=key, data=data, on_split_change=on_split)
