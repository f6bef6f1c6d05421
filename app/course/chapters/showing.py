"""One view of the course or of a lesson: its card, its instrument or picture, and the bar."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from ...shared.host import PageHost
from ...shared.trouble import tell_corrections
from . import hiding, pictures
from .component import BarData, CardData, bar, card
from .host import StepHost
from .steps import Step


def show(
    step: Step, host: PageHost, *, card_of: Callable[[str], CardData], bar_of: Callable[[bool], BarData],
    on_go: Callable[[str], None], below_card: str = "",
) -> None:  # fmt: skip
    """Show a step. ``card_of`` gets the address of the instrument's own page, or "".

    ``bar_of`` gets whether what was to be done was done; ``on_go`` gets what the bar leads to;
    ``below_card`` is markup.
    """
    w = host.w
    if step.hide:
        st.html(f"<style>{hiding.style(step.hide)}</style>")
    shown = StepHost(step) if step.show else None
    full = ""
    if shown:
        shown.enter()
        now = shown.now()
        tell_corrections(now, w, shown.name)
        full = shown.full(now)
    card(card_of(full))
    if below_card:
        st.html(below_card)
    if shown:
        with st.container(key="chapters_shown"):
            shown.room.page().draw(now, shown)
    else:
        st.html(pictures.markup(step.picture, w))
    bar(
        bar_of(not shown or shown.did()),
        on_go=on_go,
        on_present=lambda present: host.change(present=present),
    )
