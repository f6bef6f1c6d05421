"""The chapters: the map of the course, or one step with its instrument."""

from __future__ import annotations

from functools import partial
from html import escape

import streamlit as st

from ...shared.foot.component import foot
from ...shared.host import PageHost
from ...shared.text import as_typed
from . import ChaptersChoices, handout
from .component import ALONE_CSS, AROUND_CSS, course_map
from .host import SHOWN
from .lessons import page as lessons
from .showing import show
from .steps import Step, chapters, find
from .words import bar_data, card_data, chapter_of, map_data, said


def draw(choices: ChaptersChoices, host: PageHost) -> None:
    """Show the step that is chosen, or its chapter's handout; the map where there is no such step."""
    st.html(AROUND_CSS)
    if choices.only == "1":
        st.html(ALONE_CSS)
    if choices.lesson or choices.lessons:
        lessons.draw(choices, host)
        return
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
        st.warning(w("chapters.no_step", given=as_typed(asked)), icon=":material/info:")
    st.title(w("chapters.title"), anchor=False)
    st.caption(w("chapters.lead"))
    there = escape(host.link(host.name, chapter="", part="", lessons=True))
    link = f'<a href="{there}" data-page="{host.name}" data-query>{w("chapters.lessons")} →</a>'
    st.html(f'<div class="fs-to-lessons">{link}</div>')
    course_map(map_data(chapters(), host), on_go=partial(_go, host))


def _step(step: Step, choices: ChaptersChoices, host: PageHost) -> None:
    w = host.w
    show(
        step,
        host,
        card_of=lambda full: card_data(step, full, w),
        bar_of=lambda did: bar_data(step, did, choices.present, w, choices.only),
        on_go=partial(_go, host),
    )
    if not choices.only:
        title = said(step, "title", w)
        foot({"step": f"{step.chapter}/{step.id}"}, host, title, chapter=step.chapter, part=step.id)


def _go(host: PageHost, key: str) -> None:
    """Show the step of this key, or the map for any other text, without the choices of the step before."""
    chapter, _, part = key.partition(".")
    if find(chapter, part) is None:
        chapter = part = ""
    host.go(host.name, chapter=chapter, part=part)
