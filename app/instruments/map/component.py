"""The embedding map: a task's images on a plane, as a learner sees them, step by step."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import streamlit as st

from ...shared.web import joined

_HERE = Path(__file__).parent
OLD = "../../shared/web/old_picture_file.js"


_component = st.components.v2.component(
    "embedding_map",
    html='<div class="map"></div>',
    css=joined(_HERE, "embedding_map.css"),
    js=joined(
        _HERE,
        OLD,
        "markup.js",
        "stage.js",
        "picture.js",
        "embedding_map.js",
    ),
)


def embedding_map(
    data: dict[str, Any], *, key: str, on_step: Callable[[], None], on_image: Callable[[], None]
) -> None:
    """Show the map. Scrubbing and looking happen in the browser.

    Sent back, to ``st.session_state[key]``: ``step`` when the slider is let go, and ``image``, the number of
    the query image chosen.
    """
    _component(key=key, data=data, on_step_change=on_step, on_image_change=on_image)
