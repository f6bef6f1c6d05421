"""The compare board: learners answer one task side by side; a slider of steps moves them all."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import streamlit as st

from ...shared.web import APP, component
from .board import BoardData

HERE = Path(__file__).parent
WEB = APP / "shared" / "web"
KEY = "compare_board"

AROUND_CSS = HERE / "around.css"
"""For the page around the board, which the board's own style cannot reach."""

_component = component(
    HERE / "compare.js",
    '<div class="board"></div>',
    (WEB / "marks.css", WEB / "guess_card.css", WEB / "curve.css", HERE / "compare.css", HERE / "narrow.css"),
)


def compare_board(data: BoardData, **on: Callable[[Any], None]) -> None:
    """Show the board. Each of ``on`` is called with what the visitor did.

    ``step``: the slider's place when it was let go; ``image``: the query image whose row was opened;
    ``guess``: a learner's id or "skip"; ``learners``: the ids of those to show; ``against``: the id of the
    learner that differences are from, or an empty text for levels.
    """

    def heard(name: str) -> Callable[[], None]:
        return lambda: on[name](st.session_state[KEY][name])

    _component(key=KEY, data=data, **{f"on_{name}_change": heard(name) for name in on})
