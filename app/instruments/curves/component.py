"""Curves of accuracy against K, N or steps: guess, point, choose learners, go to a task of a point's form."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import streamlit as st

from ...shared.web import joined

_HERE = Path(__file__).parent
OLD = "../../shared/web/old_picture_file.js"
_SCRIPTS = (
    OLD,
    "parts.js",
    "chart.js",
    "pointing.js",
    "accuracy_curves.js",
)

_component = st.components.v2.component(
    "accuracy_curves",
    html='<div class="curves"></div>',
    css=joined(_HERE, "accuracy_curves.css"),
    js=joined(_HERE, *_SCRIPTS),
)


def accuracy_curves(
    data: dict[str, Any],
    *,
    key: str,
    on_guess: Callable[[], None],
    on_picture: Callable[[], None],
    on_shot: Callable[[], None],
    on_scale: Callable[[], None],
    on_lines: Callable[[], None],
    on_open: Callable[[], None],
) -> None:
    """Show the curves. The callbacks find what was sent at ``st.session_state[key]``.

    ``guess`` is a learner's id or "skip", ``picture``, ``shot`` and ``scale`` what was switched to,
    ``lines`` the ids of all learners to draw, ``open`` the point to see a task of: its learner,
    x, way and shot.
    """
    _component(
        key=key,
        data=data,
        on_guess_change=on_guess,
        on_picture_change=on_picture,
        on_shot_change=on_shot,
        on_scale_change=on_scale,
        on_lines_change=on_lines,
        on_open_change=on_open,
    )
