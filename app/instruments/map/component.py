"""The embedding map: a task's images on a plane, as a learner sees them, step by step."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypedDict

from ...shared.web import APP, component
from .figures import MapRecord

HERE = Path(__file__).parent
STYLES = (APP / "shared" / "web" / "marks.css", HERE / "map.css")


class MapData(TypedDict):
    """What the map draws; ``look`` changes whenever it must be built anew."""

    task: str
    look: str
    record: MapRecord
    classes: list[str]
    strip: str  # all images side by side, as a data URL
    step: int
    image: int  # the query image that is chosen
    exact: bool  # tiles stand at their true places, whatever they cover
    heading: list[str]  # what a saved picture says of itself
    words: dict[str, str]


_component = component(HERE / "map.js", '<div class="map"></div>', STYLES)


def embedding_map(
    data: MapData, *, key: str, on_step: Callable[[], None], on_image: Callable[[], None],
    on_exact: Callable[[], None],
) -> None:  # fmt: skip
    """Show the map. Scrubbing and looking happen in the browser.

    Sent back, to ``st.session_state[key]``: ``step`` when the slider is let go, ``image``, the number of the
    query image chosen, and ``exact``.
    """
    _component(key=key, data=data, on_step_change=on_step, on_image_change=on_image, on_exact_change=on_exact)
