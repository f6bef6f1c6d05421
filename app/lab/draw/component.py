"""The drawing board: it keeps a visitor's strokes, sends them at pen-up and shows what the learners say."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypedDict

import streamlit as st

from ...shared.web import APP, component

HERE = Path(__file__).parent
WEB = APP / "shared" / "web"
PAPER = APP / "shared" / "drawings" / "paper.css"
STYLES = (WEB / "options.css", WEB / "marks.css", WEB / "sets.css", PAPER, HERE / "draw.css")
KEY = "draw_board"


class LearnerData(TypedDict):
    """A learner, and what it answered last; ``shares`` in thousandths, a row a query image."""

    id: str
    name: str
    colour: str
    dash: str
    note: str  # why there is no answer
    shares: list[list[int]]


class MapData(TypedDict):
    """The map of one learner's view; places in thousandths of what is looked at, right and up."""

    learner: str
    look: str  # which plane it is: of which support set, by which learner; "" while none is laid
    kept: int  # percent of the spread that the plane shows
    support: list[list[int]]  # class by class
    means: list[list[int]]  # a class each
    others: list[list[int]]
    labels: list[int]  # of the others
    queries: list[list[int]]  # in the order of ``asked``; empty where this learner has no answer
    distances: list[list[float]]  # of each query image to each class's mean, in all dimensions


class DrawData(TypedDict):
    """What the board shows; types.js says the same."""

    look: str  # which sheet of drawings it is: what is drawn, and of which classes
    mine: str
    way: int
    shot: int
    classes: list[str]  # empty where the visitor names them
    support: str  # a strip of the data's images, or ""
    query: str
    truth: list[int]  # of the data's query images
    drawn: int  # how many query drawings the address tells of
    sent: int  # the number of the sheet that was sent last
    asked: list[str]  # the slots of the query images that are answered; those of the data are d1, d2, …
    seen: list[str]  # the slots whose 28 x 28 view is on ``view``
    view: str
    missing: bool  # a drawing of the support set is still to come
    waiting: bool
    laying: bool  # the map's plane is still to come
    trouble: str
    learners: list[LearnerData]
    map: MapData
    words: dict[str, str]


_component = component(HERE / "draw.js", '<div class="draw"></div>', STYLES)


def drawing_board(data: DrawData, **on: Callable[[Any], None]) -> None:
    """Show the board. Each of ``on`` is called with what the visitor did.

    ``sheet``: look, drawings, number, at pen-up; ``mine``: what is to be drawn; ``mapped``: the learner whose
    view the map is to show; ``poll``: any.
    """

    def heard(name: str) -> Callable[[], None]:
        def call() -> None:
            if (value := st.session_state[KEY][name]) is not None:
                on[name](value)

        return call

    _component(key=KEY, data=data, **{f"on_{name}_change": heard(name) for name in on})
