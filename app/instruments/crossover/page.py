"""The crossover: a prior from drawings and one from photographs, each asked about both."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import streamlit as st

from ...shared import page, runs
from ...shared.charts.show import narrow, show
from ...shared.guess_card.component import guess_card
from ...shared.guess_card.who import who
from ...shared.host import Host
from ...shared.learners import name
from ...shared.text import Words, strong
from . import KINDS, SHOTS, CrossoverChoices
from .figures import figure
from .looks import look_of, owner
from .table import table
from .unseen import unseen
from .view import AWAY, HOME, View
from .words import findings, note

CSS = Path(__file__).with_name("page.css")
ABOUT = "who wins where"
OPTIONS = ("home", "photographs", "drawings")


def draw(choices: CrossoverChoices, host: Host[CrossoverChoices]) -> None:
    """Show the page."""
    w = host.w
    page.head(choices, host, ())
    results = runs.crossover()
    if results is None:
        st.info(w("crossover.none"), icon=":material/info:")
        return
    st.html(CSS)
    guess = page.guess_of(host, ABOUT, choices.seen)
    if guess is None:
        _ask(host)
        return
    view = View(choices, results)
    _controls(view, host)
    with st.container(key="crossover_outcome"):
        _picture(view, w)
        st.html(_said(view, guess, w))
    st.markdown(w(f"crossover.attempt.{'against' if view.against else 'accuracy'}"))
    st.html(unseen(view, w))


def _ask(host: Host[CrossoverChoices]) -> None:
    w = host.w
    background = w("crossover.background", frozen=name(owner(AWAY), w))
    st.html(f'<p class="fs-crossover-background">{strong(background)}</p>')
    guess_card(
        w("crossover.ask.question"),
        [{"id": id, "name": w(f"crossover.option.{id}")} for id in OPTIONS],
        who((owner(HOME), owner(AWAY)), w), w, key="crossover_guess",
        on_guess=lambda id: page.keep_guess(host, ABOUT, id),
    )  # fmt: skip


def _controls(view: View, host: Host[CrossoverChoices]) -> None:
    """The line above the picture: K, which kinds, compared with whom, and whether all are drawn."""
    c, w = view.choices, host.w
    with st.container(horizontal=True, vertical_alignment="bottom", key="crossover_line"):
        _segments("shot", SHOTS, c.shot, host)
        _segments("kinds", KINDS, c.kinds, host)
        _keyed("against", c.against)
        st.selectbox(
            w("crossover.control.against"), ("", *view.there), key="crossover_against", width=280,
            format_func=lambda id: look_of(id, w).name if id else w("crossover.control.nobody"),
            on_change=_change("against", host),
        )  # fmt: skip
        _keyed("every", c.every)
        st.toggle(w("crossover.control.every"), key="crossover_every", on_change=_change("every", host))


def _segments(field: str, options: Sequence[str], chosen: str, host: Host[CrossoverChoices]) -> None:
    _keyed(field, chosen)
    st.segmented_control(
        host.w(f"crossover.control.{field}"), options, key=f"crossover_{field}", required=True,
        format_func=lambda option: host.w(f"crossover.control.{field}_{option}"),
        on_change=_change(field, host),
    )  # fmt: skip


def _keyed(field: str, value: Any) -> None:
    """The choices are the truth: a control is set from them before it is drawn."""
    st.session_state[f"crossover_{field}"] = value


def _change(field: str, host: Host[CrossoverChoices]) -> Callable[[], None]:
    return lambda: host.change(**{field: st.session_state[f"crossover_{field}"]})


def _picture(view: View, w: Words) -> None:
    if not view.drawn:
        st.info(w("crossover.none"), icon=":material/info:")
        return
    against = f"-against-{view.against.replace('/', '-')}" if view.against else ""
    show(
        figure(view, w, narrow()), w, key="crossover", alt=w("crossover.alt"), table=table(view, w),
        file=f"crossover-{view.choices.kinds}-{view.shot}-shot{against}",
        heading=[w("crossover.title"), note(view, w)],
    )  # fmt: skip


def _said(view: View, guess: str, w: Words) -> str:
    """What came out, and how it was measured, as markup."""
    sentences = "".join(f"<p>{strong(sentence)}</p>" for sentence in findings(view, guess, w))
    counted = f'<p class="note">{strong(note(view, w))}</p>'
    return f'<div class="fs-crossover-findings" aria-live="polite">{sentences}{counted}</div>'
