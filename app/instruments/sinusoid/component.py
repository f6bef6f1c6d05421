"""The plane on which a visitor places points, and sees the fits of learners step by step."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypedDict

import streamlit as st

from ...shared.web import component

HERE = Path(__file__).parent
WEB = HERE.parent.parent / "shared" / "web"
STYLES = (WEB / "marks.css", WEB / "curve.css", HERE / "sinusoid.css")

_sinusoid = component(HERE / "sinusoid.js", '<div class="sinusoid"></div>', STYLES)


class Measured(TypedDict):
    """One learner: its line, and what was measured of it over many tasks."""

    id: str
    name: str
    short: str  # fits a line's end
    how: str
    colour: str
    dash: str
    mean: list[float]  # after each step
    ci95: list[float]


class LearnerData(Measured):
    """One learner, with its fits to these points."""

    fits: list[list[float]]  # its curve after each step
    left: list[float]  # mean squared error at the points after each step; empty without points
    wrong: list[float] | None  # the same along the whole right curve, where there is one


class Data(TypedDict):
    """What the picture shows; its mirror is the typedef in ``data.js``."""

    points: list[list[float]]
    drawn: int  # points that the task shows
    tasks: int  # over which errors were measured
    task: str  # a text that no other task has
    right: list[float] | None
    mean: list[float]
    learners: list[LearnerData]
    chosen: list[Any]  # step, ids of the learners shown, right curve shown?, mean shown?
    bounds: dict[str, float]  # of x, of y, and of how many points there may be
    chart: str  # the class of the container of the chart beside it
    words: dict[str, str]


def sinusoid(
    data: Data,
    *,
    key: str,
    on_points: Callable[[Any], None],
    on_draw: Callable[[Any], None],
    on_chosen: Callable[[Any], None],
) -> None:
    """Show the plane.

    ``on_points`` gets all points after an edit, ``on_draw`` how many points of a new task are wanted,
    ``on_chosen`` what is chosen now, as in ``chosen``.
    """

    def heard(name: str, react: Callable[[Any], None]) -> Callable[[], None]:
        return lambda: react(st.session_state[key][name])

    _sinusoid(
        key=key,
        data=data,
        on_points_change=heard("points", on_points),
        on_draw_change=heard("draw", on_draw),
        on_chosen_change=heard("chosen", on_chosen),
    )
