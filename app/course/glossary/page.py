"""The glossary: all terms, to be searched in the browser."""

from __future__ import annotations

from pathlib import Path
from typing import TypedDict

import streamlit as st

from ...shared.host import Host
from ...shared.terms import Term, term, term_ids
from ...shared.web import component
from . import GlossaryChoices

HERE = Path(__file__).parent

_list = component(
    HERE / "glossary.js", '<div class="glossary"><div data-part="list"></div></div>', (HERE / "glossary.css",)
)


class GlossaryData(TypedDict):
    """What the list shows; glossary.js says the same."""

    terms: list[tuple[str, Term]]
    at: str
    words: dict[str, str]


def draw(choices: GlossaryChoices, host: Host[GlossaryChoices]) -> None:
    """Show all terms in the order of their names; the one asked for is in sight."""
    w = host.w
    st.title(w("glossary.title"), anchor=False)
    st.caption(w("glossary.lead"))
    terms = sorted(((id, term(id, w)) for id in term_ids(w)), key=lambda each: _place(each[1]))
    words = {key: w(f"glossary.{key}") for key in ("search", "nothing")}
    data: GlossaryData = {"terms": terms, "at": choices.at, "words": words}
    _list(data=data, key="glossary_list")


def _place(shown: Term) -> str:
    """By what a term is sorted: its English name, which every reader can find it under."""
    return (shown["english"] or shown["name"]).lower()
