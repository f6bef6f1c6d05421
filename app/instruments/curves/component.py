"""What stands around the curves: the line of tools above them, the list of learners beside them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypedDict

import streamlit as st

from ...shared.web import component

HERE = Path(__file__).parent
WEB = HERE.parent.parent / "shared" / "web"

_tools = component(HERE / "curves.js", '<div class="curves"></div>', (HERE / "curves.css",))
_list = component(
    HERE / "learners.js", '<div class="learners"></div>', (WEB / "marks.css", HERE / "learners.css")
)


class Named(TypedDict):
    """An id, and what it is called."""

    id: str
    name: str


class Tools(TypedDict):
    """What the line above the curves shows."""

    picture: str
    pictures: list[str]
    shot: str
    shots: list[str]  # empty where there is no choice
    scale: str
    against: str  # the learner that all are compared with; empty: nobody
    others: list[Named]  # who could be
    shown: bool  # whether there are curves to compare and to enlarge
    words: dict[str, str]


class LearnerRow(TypedDict):
    """One learner of the list."""

    id: str
    name: str
    how: str
    colour: str
    dash: str
    family: str
    shown: bool
    there: bool  # whether there is a curve of it


class LearnerList(TypedDict):
    """The list beside the curves."""

    learners: list[LearnerRow]
    families: list[Named]
    words: dict[str, str]


def tools(data: Tools, react: Mapping[str, Callable[[str], None]]) -> None:
    """The line above the curves; ``react`` gets ``picture``, ``shot``, ``scale``, ``against`` as chosen."""
    key = "curves_line"

    def heard(name: str) -> Callable[[], None]:
        def chosen() -> None:
            value = st.session_state[key][name]
            if value is not None:
                react[name](value)

        return chosen

    reactions: dict[str, Any] = {f"on_{name}_change": heard(name) for name in react}
    _tools(data=data, key=key, **reactions)


def learner_list(data: LearnerList, on_learners: Callable[[list[str]], None]) -> None:
    """The learners, each with a tick; ``on_learners`` gets the ids of all that are ticked."""
    key = "curves_learners"

    def chosen() -> None:
        if ids := st.session_state[key]["learners"]:
            on_learners(ids)

    _list(data=data, key=key, on_learners_change=chosen)
