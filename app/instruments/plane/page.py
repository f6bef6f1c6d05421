"""Where the parameters go: MAML, FOMAML and Reptile on two parameters."""

from __future__ import annotations

import streamlit as st

from ...shared import state as visitor
from ...shared.state import BY_NAME, State
from ...shared.text import Words
from ..plane import runs as plane_runs
from .component import meta_plane

METHODS = ("maml", "fomaml", "reptile")
NUMBERS = ("theta_1", "theta_2", "inner_rate", "inner_steps", "outer_rate")
EDGE = 3.0
FINE, COARSE = 61, 21  # points a side: of the loss surfaces, of the views to interpolate
UPDATES = 30
PLANE = "meta_plane"


def render(state: State, w: Words) -> None:
    """Show the page."""
    st.title(w("plane.title"), anchor=False)
    st.caption(w("plane.lead"))
    method = state.method if state.method in METHODS else METHODS[0]
    rate, steps = state.inner_rate / 100, state.inner_steps
    theta = (state.theta_1 / 100, state.theta_2 / 100)
    data = {
        "surfaces": plane_runs.surfaces(FINE, EDGE),
        "grid": plane_runs.grid(COARSE, EDGE, rate, steps),
        "trail": plane_runs.trail(theta, method, rate, steps, state.outer_rate / 100, UPDATES),
        "chosen": {name: getattr(state, name) for name in NUMBERS} | {"method": method},
        "words": w.section("plane"),
    }
    meta_plane(data, key=PLANE, on_rest=_rested)
    look, attempt = st.columns(2)
    look.markdown(w("plane.look"))
    attempt.markdown(w("plane.try"))
    with st.expander(w("plane.predict")):
        st.markdown(w("plane.answer"))
    st.caption(w("plane.note"))


def _rested() -> None:
    """The visitor has come to rest: into the URL."""
    at = st.session_state[PLANE]["at"]
    if at and at.get("method") in METHODS:
        numbers = {n: min(max(int(at[n]), BY_NAME[n].least), BY_NAME[n].most) for n in NUMBERS}
        visitor.write(method=at["method"], **numbers)
