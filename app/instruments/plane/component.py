"""The plane of two parameters: drag θ, and see where each method would move it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import streamlit as st

from ...shared.web import joined

_HERE = Path(__file__).parent
_SCRIPTS = ("../../shared/web/old_picture_file.js", "views.js", "names.js", "picture.js", "meta_plane.js")

_component = st.components.v2.component(
    "meta_plane",
    html='<div class="plane"></div>',
    css=joined(_HERE, "meta_plane.css"),
    js=joined(_HERE, *_SCRIPTS),
)


def meta_plane(data: dict[str, Any], *, key: str, on_rest: Callable[[], None]) -> None:
    """Show the plane.

    ``data`` has ``surfaces``, ``grid`` and ``trail`` (see ``app.plane_runs``), ``chosen`` (fields of the
    state) and ``words``. At rest, ``on_rest`` finds the fields at ``st.session_state[key]["at"]``.
    """
    _component(key=key, data=data, on_at_change=on_rest)
