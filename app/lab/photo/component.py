"""The photo board: it takes pictures, has them cropped, sends squares and shows what the learners say."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypedDict

import streamlit as st

from ...shared.web import APP, component

HERE = Path(__file__).parent
WEB = APP / "shared" / "web"
STYLES = (WEB / "options.css", WEB / "marks.css", WEB / "sets.css", HERE / "photo.css")
KEY = "photo_board"


class LearnerData(TypedDict):
    """A learner, and what it says; ``shares`` in thousandths, a row a query image, empty for none."""

    id: str
    name: str
    how: str
    photos: bool  # does it know photographs?
    note: str  # why there is no answer
    shares: list[list[int]]


class ExampleData(TypedDict):
    """Drawings that can fill an empty board: support set and query images side by side."""

    strip: str
    names: list[str]
    labels: list[int]  # of the query images


class PhotoData(TypedDict):
    """What the board shows; types.js says the same."""

    way: int
    shot: int
    pictured: int  # how many query images the address tells of
    sent: int  # the number of what was sent last
    seen: list[str]  # the slots that hold a photograph, in the order of ``view`` and ``ink``
    view: str
    ink: str
    asked: list[str]  # the slots of the query images
    waiting: bool
    trouble: str
    learners: list[LearnerData]
    example: ExampleData | None  # of an empty board
    words: dict[str, str]


_component = component(HERE / "photo.js", '<div class="photo"></div>', STYLES)


def photo_board(data: PhotoData, photos: Callable[[Any], None]) -> None:
    """Show the board. ``photos`` is called with what a browser sends: ``sent``, and ``photos`` by slot."""

    def heard() -> None:
        if (value := st.session_state[KEY]["photos"]) is not None:
            photos(value)

    _component(key=KEY, data=data, on_photos_change=heard)
