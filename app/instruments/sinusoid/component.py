"""The plane on which a visitor places points, and sees the fits of learners step by step."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import streamlit as st

from ...shared.web import joined

_HERE = Path(__file__).parent
_SCRIPTS = (
    "../../shared/web/old_picture_file.js",
    "parts.js",
    "plane.js",
    "errors.js",
    "points.js",
    "sine_plane.js",
)

_component = st.components.v2.component(
    "sine_plane",
    html='<div class="sines"></div>',
    css=joined(_HERE, "sine_plane.css"),
    js=joined(_HERE, *_SCRIPTS),
)


def sine_plane(
    data: dict[str, Any],
    *,
    key: str,
    on_points: Callable[[], None],
    on_draw: Callable[[], None],
    on_step: Callable[[], None],
) -> None:
    """Show the plane. The callbacks find what was sent at ``st.session_state[key]``.

    ``points`` are all points after an edit, ``draw`` how many points of a new task are wanted, ``step`` the
    slider's place when it was let go.
    """
    _component(key=key, data=data, on_points_change=on_points, on_draw_change=on_draw, on_step_change=on_step)
