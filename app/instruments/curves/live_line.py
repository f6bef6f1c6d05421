"""The line above curves that are measured now: how far it is, how long it takes still, and its stop."""

from __future__ import annotations

from functools import partial

import streamlit as st

from ...shared.learners import name
from ...shared.text import Words
from ...shared.trouble import sentence
from .live import TASKS
from .view import Now

POLL_SECONDS = 0.5
LONG = 90
"""Seconds from which minutes are told."""
RESTING = "curves_resting"
"""Where a visit keeps the data sets whose measurement it stopped."""


def live_line(now: Now, data: str, w: Words) -> None:
    """Keep the measurement going while the page is looked at, and have it drawn anew as numbers come in."""
    resting: set[str] = st.session_state.setdefault(RESTING, set())
    for id in dict.fromkeys(wanted.learner for wanted in now.wanted):
        if error := now.live.trouble.get(id):
            st.error(f"{name(id, w)}: {sentence(error, w)}", icon=":material/info:")
    if now.live.share(now.wanted) == 1:
        return
    if data not in resting:
        st.fragment(_progress, run_every=POLL_SECONDS)(now, data, w)
        return
    with st.container(horizontal=True, vertical_alignment="center", key="curves_live"):
        st.markdown(w("curves.live.stopped", tasks=TASKS))
        again = partial(resting.discard, data)
        st.button(w("curves.live.go_on"), key="curves_go_on", width="content", on_click=again)


def _progress(now: Now, data: str, w: Words) -> None:
    """How far it is; this line alone runs again meanwhile, and the page when the curves have changed."""
    live, wanted = now.live, now.wanted
    resting: set[str] = st.session_state[RESTING]
    if data not in resting:
        live.go_on(wanted)
    if data in resting or live.reached(wanted) != now.reached:
        st.rerun()
    left = live.seconds_left(wanted)
    text = w("curves.live.running", share=round(100 * live.share(wanted)), tasks=TASKS)
    if left is not None:
        text = f"{text} · {time_left(left, w)}"
    with st.container(horizontal=True, vertical_alignment="center", key="curves_live"):
        st.progress(live.share(wanted), text=text)
        stop = partial(resting.add, data)
        st.button(w("curves.live.stop"), key="curves_stop", width="content", on_click=stop)


def time_left(seconds: float, w: Words) -> str:
    """How long it takes still, in seconds or minutes."""
    if seconds > LONG:
        return w("curves.live.minutes", minutes=round(seconds / 60))
    return w("curves.live.seconds", seconds=max(1, round(seconds)))
