"""The plane of two parameters: drag θ, and see where each learner would move it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypedDict

import streamlit as st

from ...shared.web import Json, Written, component

HERE = Path(__file__).parent
STYLES = (HERE / "../../shared/web/marks.css", HERE / "plane.css")

_plane = component(HERE / "plane.js", '<div class="plane"></div>', STYLES)


class Data(TypedDict):
    """What the plane shows; its mirror is the typedef in ``data.js``."""

    surfaces: Json  # see runs.surfaces
    grid: Json  # see runs.grid
    ahead: list[list[float]]  # see runs.ahead
    trails: list[Json]  # learner, places
    learners: list[Json]  # see learners.appearance
    chosen: Json  # the choices that are made here, by their fields
    home: list[int]  # θ in hundredths, of a visitor who has not moved it
    words: dict[str, str]


def plane(data: Written, *, key: str, on_rest: Callable[[Any], None], on_painted: Callable[[], None]) -> None:
    """Show the plane of ``Data``; ``on_painted`` hears when a browser has it on its screen.

    At rest, ``on_rest`` gets the choices that were made, by their fields.
    """

    def rested() -> None:
        on_rest(st.session_state[key]["rest"])

    _plane(key=key, data=data, on_rest_change=rested, on_painted_change=on_painted)
