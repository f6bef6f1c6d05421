"""The page of lessons: those that can be shown, and the visitor's own."""

from __future__ import annotations

import streamlit as st

from ....shared.host import PageHost
from ....shared.text import as_typed
from .. import ChaptersChoices
from ..host import SHOWN
from .form import BadLesson
from .making import make
from .play import play
from .shelf import find_lesson
from .telling import told


def draw(choices: ChaptersChoices, host: PageHost) -> None:
    """Show the lesson that is chosen, or all of them where none is or where it cannot be shown."""
    w = host.w
    if choices.lesson:
        try:
            lesson = find_lesson(choices.lesson)
        except BadLesson as bad:
            sentences = " ".join(map(as_typed, told(bad, w)))
            st.warning(f"{w('lessons.bad')} {sentences}", icon=":material/info:")
        else:
            play(lesson, choices, host)
            return
    st.session_state.pop(SHOWN, None)
    st.title(w("lessons.title"), anchor=False)
    st.caption(w("lessons.lead"))
    make(host)
