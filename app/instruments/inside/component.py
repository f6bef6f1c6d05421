"""One prediction from inside, and many predictions counted."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import streamlit as st

from ...shared.web import joined

_HERE = Path(__file__).parent


_component = st.components.v2.component(
    "inside_view",
    html='<div class="inside"></div>',
    css=joined(_HERE, "inside_view.css"),
    js=joined(_HERE, "../../shared/web/old_picture_file.js", "parts.js", "counts.js", "inside_view.js"),
)


def inside_view(
    data: dict[str, Any],
    *,
    key: str,
    on_step: Callable[[], None],
    on_image: Callable[[], None],
    on_guess: Callable[[], None],
) -> None:
    """Show it. ``guess`` is a class's place in the task, or -1 for "show all answers"."""
    _component(key=key, data=data, on_step_change=on_step, on_image_change=on_image, on_guess_change=on_guess)
