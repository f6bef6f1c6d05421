"""The course's browser components: a step's card, the bar below it, and the map of all chapters."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypedDict

import streamlit as st

from ...shared.terms import Explained
from ...shared.web import component

HERE = Path(__file__).parent
WEB = HERE.parent.parent / "shared" / "web"


class OptionData(TypedDict):
    """One answer to a step's question, and what is said of it."""

    id: str
    name: str
    why: str


class QuestionData(TypedDict):
    """A step's question; card.js says the same."""

    ask: str
    options: list[OptionData]
    right: str


class CardData(TypedDict):
    """What a step's card shows; card.js says the same."""

    step: str
    place: str
    title: str
    text: str
    question: QuestionData | None
    terms: dict[str, Explained]
    full: dict[str, str] | None
    words: dict[str, str]


class BarData(TypedDict):
    """What the bar below a step shows; bar.js says the same."""

    step: str
    here: str
    did: bool
    asks: bool
    todo: str
    take: str
    notes: str
    back: str
    next: str
    after: str
    steps: list[dict[str, str]]
    minutes: dict[str, float]
    left: str
    present: bool
    only: str
    words: dict[str, str]


class MapData(TypedDict):
    """What the map of the course shows; overview.js says the same."""

    chapters: list[dict[str, Any]]
    words: dict[str, str]


_card = component(
    HERE / "card.js",
    '<div class="step-card"><div data-part="say"></div><div data-part="ask"></div></div>',
    (WEB / "options.css", WEB / "terms.css", HERE / "card.css"),
)
_bar = component(
    HERE / "bar.js",
    '<div class="step-bar"><div data-part="bar"></div></div>',
    (WEB / "options.css", HERE / "bar.css"),
)
_map = component(
    HERE / "overview.js",
    '<div class="course-map"><div data-part="map"></div></div>',
    (WEB / "options.css", HERE / "overview.css"),
)

AROUND_CSS, ALONE_CSS = HERE / "page.css", HERE / "alone.css"


def card(data: CardData) -> None:
    """Show a step's card; it asks the server for nothing."""
    _card(data=data, key="chapters_card")


def bar(data: BarData, *, on_go: Callable[[str], None], on_present: Callable[[bool], None]) -> None:
    """Show the bar. ``on_go`` gets a step's key or "overview"; ``on_present`` whether to present now."""
    key = "chapters_bar"

    def went() -> None:
        if step := st.session_state[key]["go"]:
            on_go(step)

    def presented() -> None:
        asked = st.session_state[key]["present"]
        if asked is not None:
            on_present(bool(asked))

    _bar(data=data, key=key, on_go_change=went, on_present_change=presented)


def course_map(data: MapData, *, on_go: Callable[[str], None]) -> None:
    """Show the map; ``on_go`` gets the key of the step to be shown."""
    key = "chapters_map"

    def went() -> None:
        if step := st.session_state[key]["go"]:
            on_go(step)

    _map(data=data, key=key, on_go_change=went)
