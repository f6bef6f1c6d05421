"""The contest's browser component: it asks against the clock, adds up scores and keeps them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypedDict

import streamlit as st

from ...shared.terms import Explained
from ...shared.web import component
from .contest import Beat

HERE = Path(__file__).parent
WEB = HERE.parent.parent / "shared" / "web"
KEY = "human_board"
STYLES = ("options.css", "marks.css", "terms.css")


class Chip(TypedDict):
    """Something to choose, and whether it is chosen."""

    id: str
    name: str
    note: str
    on: bool


class Rival(TypedDict):
    """A learner, and what it answered once that is known; types.js says the same."""

    id: str
    name: str
    how: str
    colour: str
    dash: str
    note: str  # why there is no answer yet
    labels: list[int] | None  # in the order in which the images are shown
    milliseconds: float


class TaskData(TypedDict):
    """The task that is played: images as strips, answers in the order in which they are asked."""

    support: str
    query: str
    truth: list[int]
    classes: list[str]


class HumanData(TypedDict):
    """What the component shows; types.js says the same."""

    look: str  # changes with the task and with all that its score depends on
    form: str
    seed: int
    way: int
    shot: int
    task: TaskData | None
    trouble: str
    fair: bool
    within: bool
    names: bool
    feedback: bool
    modes: list[Chip]
    scripts: list[Chip]
    seen: bool
    said: str
    beat: Beat | None
    rivals: list[Rival]
    link: str
    compare: str
    title: str  # above a picture that is kept
    notes: list[str]  # what the score means
    terms: dict[str, Explained]
    words: dict[str, str]


_component = component(
    HERE / "human.js",
    '<div class="human"><div data-part="setup"></div><div data-part="play"></div>'
    '<div data-part="result"></div><p class="unseen" role="status"></p></div>',
    (*(WEB / style for style in STYLES), HERE / "human.css", HERE / "result.css"),
)


def human_board(data: HumanData, **on: Callable[[Any], None]) -> None:
    """Show the contest. Each of ``on`` is called with what the visitor did.

    ``mode``: a contest's id; ``known``: the ids of all scripts that he or she reads; ``option``: a choice's
    name and whether it holds; ``done``: the choice ``said``, or "skip"; ``next``: the next task is wanted.
    """

    def heard(name: str) -> Callable[[], None]:
        def call() -> None:
            value = st.session_state[KEY][name]
            if value is not None:
                on[name](value)

        return call

    _component(key=KEY, data=data, **{f"on_{name}_change": heard(name) for name in on})
