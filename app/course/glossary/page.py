"""The glossary: all terms, to be searched in the browser."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypedDict

import streamlit as st

from ...shared.host import Host
from ...shared.terms import Attempt, Explained, term, terms
from ...shared.terms.attempt import attempted
from ...shared.text import Words
from ...shared.web import component
from . import GlossaryChoices

HERE = Path(__file__).parent

_list = component(
    HERE / "glossary.js", '<div class="glossary"><div data-part="list"></div></div>', (HERE / "glossary.css",)
)


class LinkData(TypedDict):
    """A link to a room, with all its choices."""

    room: str
    href: str
    name: str


class EntryData(TypedDict):
    """A term with what belongs to it; glossary.js says the same."""

    id: str
    term: Explained
    see: list[LinkData]
    attempt: LinkData


class GlossaryData(TypedDict):
    """What the list shows; glossary.js says the same."""

    entries: list[EntryData]
    at: str
    words: dict[str, str]


def draw(choices: GlossaryChoices, host: Host[GlossaryChoices]) -> None:
    """Show all terms; the browser orders them by their names, and has the one asked for in sight."""
    w = host.w
    st.title(w("glossary.title"), anchor=False)
    st.caption(w("glossary.lead"))
    links = {name: host.links(name) for name in {"glossary", *(each["show"] for each in terms().values())}}
    entries = [_entry(id, links, w) for id in terms()]
    words = {key: w(f"glossary.{key}") for key in ("search", "nothing", "see")}
    data: GlossaryData = {"entries": entries, "at": choices.at, "words": words}
    _list(data=data, key="glossary_list")


def _entry(id: str, links: Mapping[str, Callable[..., str]], w: Words) -> EntryData:
    """A term; ``links`` give addresses of rooms."""
    entry = terms()[id]
    see: list[LinkData] = [
        {"room": "glossary", "href": links["glossary"](at=other), "name": w(f"glossary.term.{other}.name")}
        for other in entry["see"]
    ]
    there = links[entry["show"]](**attempted(entry))
    attempt: LinkData = {
        "room": entry["show"],
        "href": there,
        "name": w("glossary.try", room=_name_of(entry, w)),
    }
    return {"id": id, "term": term(id, w), "see": see, "attempt": attempt}


def _name_of(attempt: Attempt, w: Words) -> str:
    """How a page is called where something can be tried; of the chapters, the step."""
    if attempt["show"] != "chapters":
        return w(f"{attempt['show']}.page")
    return w("{chapter}.{part}.title".format(**attempt["state"]))
