"""What was measured of the learners as curves; made once, shared by all visitors."""

from __future__ import annotations

import streamlit as st

from fewshot_core.studies import curves
from fewshot_core.studies.curves import Curve

from ...shared import runs
from .points import Point
from .points import differences as paired
from .points import points as drawn


@st.cache_resource(show_spinner=False, max_entries=400)
def curve(data: str, learner: str, picture: str, shot: str) -> Curve:
    """A learner's curve; empty where nothing was measured."""
    return curves.curve(runs.measured(data, learner), picture, int(shot))


@st.cache_resource(show_spinner=False, max_entries=400)
def points(data: str, learner: str, picture: str, shot: str) -> list[Point]:
    """A learner's accuracy at each place, in percent."""
    return drawn(curve(data, learner, picture, shot))


@st.cache_resource(show_spinner=False, max_entries=4000)
def differences(data: str, learner: str, against: str, picture: str, shot: str) -> list[Point]:
    """By how many points a learner is ahead of another, paired over the same stored episodes."""
    return paired(curve(data, learner, picture, shot), curve(data, against, picture, shot))
