"""Where the parameters go: MAML, FOMAML and Reptile on two parameters."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import streamlit as st

from ...shared import page
from ...shared.choices import rules
from ...shared.host import Host
from ...shared.rules import Number
from . import PlaneChoices
from .component import plane
from .landscape import draw_landscape
from .shown import CHOSEN, sent

CSS = Path(__file__).with_name("page.css")
PLANE = "plane_picture"
PAINTED = "plane_is_painted"


def draw(choices: PlaneChoices, host: Host[PlaneChoices]) -> None:
    """Show the page."""
    w = host.w
    page.head(choices, host, controls=())
    st.html(CSS)
    st.fragment(_pictures)(host)
    look, attempt = st.columns(2)
    look.markdown(w("plane.look"))
    attempt.markdown(w("plane.try"))
    with st.expander(w("plane.predict")):
        st.markdown(w("plane.answer"))
    st.caption(w("plane.note"))


def _pictures(host: Host[PlaneChoices]) -> None:
    """The pictures; run again by themselves when something is chosen in them."""
    choices = host.now()
    with st.container(key="plane_pictures"):
        plane(
            sent(choices, host.w), key=PLANE,
            on_rest=lambda rest: host.change(**possible(rest or {})),
            on_painted=lambda: st.session_state.update({PAINTED: True}),
        )  # fmt: skip
        with st.container(key="plane_relief"):
            # A surface keeps a browser busy for a second or more: the plan comes first.
            draw_landscape(choices, host, now=PAINTED in st.session_state)


def possible(chosen: dict[str, Any]) -> dict[str, Any]:
    """What a browser sent, as choices that are possible; what cannot be read is left out."""
    known = rules(PlaneChoices)
    found: dict[str, Any] = {}
    for name in set(CHOSEN) & set(chosen):
        value, reason = known[name].read(str(chosen[name]))
        if not reason or (reason == "range" and isinstance(known[name], Number)):
            found[name] = value
    return found
