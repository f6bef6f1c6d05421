"""The chapters: the map of the course, or one step with its instrument."""

from __future__ import annotations

from functools import partial

import streamlit as st

from ...shared.host import PageHost
from ...shared.trouble import tell_corrections
from . import ChaptersChoices, handout, pictures
from .component import AROUND_CSS, bar, card, course_map
from .host import SHOWN, StepHost
from .steps import Step, chapters, find
from .words import bar_data, card_data, chapter_of, map_data


def draw(choices: ChaptersChoices, host: PageHost) -> None:
    """Show the step that is chosen, or its chapter's handout; the map where there is no such step."""
    st.html(AROUND_CSS)
    step = find(choices.chapter, choices.part)
    if step is None:
        _map(choices, host)
    elif choices.handout:
        handout.draw(chapter_of(step), host)
    else:
        _step(step, choices, host)


def _map(choices: ChaptersChoices, host: PageHost) -> None:
    w = host.w
    st.session_state.pop(SHOWN, None)
    if choices.chapter:
        asked = f"{choices.chapter}/{choices.part}" if choices.part else choices.chapter
        st.warning(w("chapters.no_step", given=asked), icon=":material/info:")
    st.title(w("chapters.title"), anchor=False)
    st.caption(w("chapters.lead"))
    course_map(map_data(chapters(), host), on_go=partial(_go, host))


def _step(step: Step, choices: ChaptersChoices, host: PageHost) -> None:
    w = host.w
    shown = StepHost(step) if step.show else None
    if shown:
        shown.enter()
        now = shown.now()
        tell_corrections(now, w, shown.name)
        card(card_data(step, shown.full(now), w))
        with st.container(key="chapters_shown"):
            shown.room.page().draw(now, shown)
    else:
        card(card_data(step, "", w))
        st.html(pictures.markup(step.picture, w))
    bar(
        bar_data(step, not shown or shown.did(), choices.present, w),
        on_go=partial(_go, host),
        on_present=lambda present: host.change(present=present),
    )


def _go(host: PageHost, key: str) -> None:
    """Show the step of this key, or the map for any other text, without the choices of the step before."""
    chapter, _, part = key.partition(".")
    if find(chapter, part) is None:
        chapter = part = ""
    host.go(host.name, chapter=chapter, part=part)
