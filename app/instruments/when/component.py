"""Contests: guess who wins, see who did, round by round."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import streamlit as st

from ...shared.web import joined

_HERE = Path(__file__).parent
_SCRIPTS = (
    *("../../shared/web/old_picture_file.js", "parts.js", "rows.js", "lines.js"),
    *("example.js", "answers.js", "contest_board.js"),
)

_component = st.components.v2.component(
    "contest_board",
    html='<div class="contest"></div>',
    css=joined(_HERE, "contest_board.css"),
    js=joined(_HERE, *_SCRIPTS),
)


def contest_board(
    data: dict[str, Any],
    *,
    key: str,
    on_guess: Callable[[], None],
    on_round: Callable[[], None],
    on_question: Callable[[], None],
    on_new: Callable[[], None],
) -> None:
    """Show one round. The callbacks find what was sent at ``st.session_state[key]``.

    ``guess`` is one of the round's choices or "skip", ``round`` the round that was switched to,
    ``question`` what is asked of the task shown ("thing" or "hand"), ``new`` the wish for another task.
    """
    _component(
        key=key, data=data, on_guess_change=on_guess, on_round_change=on_round,
        on_question_change=on_question, on_new_change=on_new,
    )  # fmt: skip
