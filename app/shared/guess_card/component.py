"""The guess before the answer: one card for all pages that have it beside their picture, not in it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Literal, NotRequired, TypedDict

import streamlit as st

from ..text import Words
from ..web import component
from .who import Who

HERE = Path(__file__).parent
WEB = HERE.parent / "web"
STYLES = (WEB / "guess_card.css", WEB / "marks.css", HERE / "guess_card.css")

_component = component(HERE / "guess_card.js", '<div class="guess"></div>', STYLES)


class Option(TypedDict):
    """What can be guessed; with ``colour`` and ``dash``, or a dot that is full or hollow, as it is drawn."""

    id: str
    name: str
    colour: NotRequired[str]
    dash: NotRequired[str]
    dot: NotRequired[Literal["full", "hollow"]]


def guess_card(
    question: str,
    options: Sequence[Option],
    who: Who,
    w: Words,
    *,
    key: str,
    on_guess: Callable[[str], None],
) -> None:
    """Ask; ``on_guess`` gets the id of an option, or ``shared.page.SKIP``; ``who`` are those it is about."""

    def guessed() -> None:
        if guess := st.session_state[key]["guess"]:
            on_guess(guess)

    said = {"title": w("common.ask.first"), "question": question, "skip": w("common.ask.skip")}
    data = {**said, "options": list(options), "who": who}
    _component(data=data, key=key, on_guess_change=guessed)
