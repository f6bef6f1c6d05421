"""The compare board: learners answer one task side by side; a slider of steps moves them all."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import streamlit as st

from ...shared.web import joined

_HERE = Path(__file__).parent
_SCRIPTS = (
    "../../shared/web/old_picture_file.js",
    "board_parts.js",
    "curve_chart.js",
    "board_events.js",
    "compare_board.js",
)


AROUND_CSS = _HERE / "around.css"
"""For the page around the board, which the board's own style cannot reach."""

_component = st.components.v2.component(
    "compare_board",
    html='<div class="board"></div>',
    css=joined(_HERE, "compare_board.css", "narrow.css"),
    js=joined(_HERE, *_SCRIPTS),
)


def compare_board(
    data: dict[str, Any],
    *,
    key: str,
    on_step: Callable[[], None],
    on_image: Callable[[], None],
    on_guess: Callable[[], None],
    on_chosen: Callable[[], None],
) -> None:
    """Show the board. The callbacks find what was sent at ``st.session_state[key]``.

    ``step`` is the slider's place when it was let go, ``image`` the query image whose row was opened,
    ``guess`` a contender's id or "skip", ``chosen`` the ids of the contenders to show.
    """
    _component(
        key=key,
        data=data,
        on_step_change=on_step,
        on_image_change=on_image,
        on_guess_change=on_guess,
        on_chosen_change=on_chosen,
    )
