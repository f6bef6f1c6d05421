"""Where the parameters go: MAML, FOMAML and Reptile on two parameters."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import streamlit as st

from ...shared import page
from ...shared.choices import rules
from ...shared.host import Host
from ...shared.learners import appearance
from ...shared.rules import Number
from ...shared.text import Words
from . import LEARNERS, PlaneChoices, runs, walks
from .component import Data, plane
from .landscape import draw_landscape

CSS = Path(__file__).with_name("page.css")
PLANE = "plane_picture"
NUMBERS = ("theta_1", "theta_2", "inner_rate", "inner_steps", "outer_rate")
CHOSEN = (*NUMBERS, "learner", "walks", "hessian")
FINE, COARSE = 61, 21  # points a side: of the loss surfaces, of the views to interpolate
UPDATES = 30


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
    data = shown(choices, host.w)
    with st.container(key="plane_pictures"):
        plane(data, key=PLANE, on_rest=lambda sent: host.change(**possible(sent or {})))
        with st.container(key="plane_relief"):
            draw_landscape(choices, host, data)


def shown(choices: PlaneChoices, w: Words) -> Data:
    """What the picture shows."""
    rate, steps, outer = choices.inner_rate / 100, choices.inner_steps, choices.outer_rate / 100
    start = (choices.theta_1 / 100, choices.theta_2 / 100)
    trails, theta = runs.trails(start, walks.read(choices.walks))
    known = rules(PlaneChoices)
    return {
        "surfaces": runs.surfaces(FINE),
        "grid": runs.grid(COARSE, rate, steps),
        "ahead": runs.ahead(theta, choices.learner, rate, steps, outer, UPDATES),
        "trails": [
            {"learner": learner, "places": [[round(v, 4) for v in place] for place in places]}
            for learner, places in trails
        ],
        "learners": [appearance(id, w) for id in LEARNERS],
        "chosen": {name: getattr(choices, name) for name in CHOSEN},
        "home": [known["theta_1"].default, known["theta_2"].default],
        "words": w.section("plane") | {"lang": w.lang, "app": w("common.title")},
    }


def possible(chosen: dict[str, Any]) -> dict[str, Any]:
    """What a browser sent, as choices that are possible; what cannot be read is left out."""
    known = rules(PlaneChoices)
    found: dict[str, Any] = {}
    for name in set(CHOSEN) & set(chosen):
        value, reason = known[name].read(str(chosen[name]))
        if not reason or (reason == "range" and isinstance(known[name], Number)):
            found[name] = value
    return found
