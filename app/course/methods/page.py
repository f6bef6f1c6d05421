"""The methods: the overview of all, or the page of one."""

from __future__ import annotations

import re
from html import escape
from pathlib import Path
from typing import Any

import streamlit as st

from ...shared import learners, runs
from ...shared.host import Host
from ...shared.learners import AT_ONCE
from ...shared.sketches import sketch
from ...shared.terms import references
from ...shared.text import Words
from . import MethodsChoices, crossed, measured
from . import runs as method_runs
from .component import Card, Group, about, overview
from .entries import BY_ID, Entry, beside

CSS = Path(__file__).with_name("page.css")
FAMILIES = ("ordinary", "steps", "compare", "photographs")
"""The kinds of training, in the order of the learners."""
LOWERED = re.compile(r"_(\w)")
"""An index, as the sentences about a formula's symbols write it."""


def draw(choices: MethodsChoices, host: Host[MethodsChoices]) -> None:
    """Show the method that is chosen, or all of them."""
    st.html(CSS)
    entry = BY_ID.get(choices.method)
    if entry is None:
        _overview(host)
    else:
        _method(entry, host)


def _overview(host: Host[MethodsChoices]) -> None:
    w = host.w
    st.title(w("methods.title"), anchor=False)
    st.caption(w("methods.lead"))
    groups: list[Group] = [
        {
            "name": w(f"methods.family.{family}"),
            "cards": [
                _card(each, host) for each in BY_ID.values() if runs.family(each.learners[0]) == family
            ],
        }
        for family in FAMILIES
    ]
    overview(groups)


def _card(entry: Entry, host: Host[MethodsChoices]) -> Card:
    first, w = entry.learners[0], host.w
    return {
        "name": learners.name(first, w),
        "what": learners.what(first, w),
        "sketch": sketch(first),
        "href": host.link("methods", method=entry.id),
    }


def _method(entry: Entry, host: Host[MethodsChoices]) -> None:
    w, first = host.w, entry.learners[0]
    _ways(entry, host, "top")
    st.title(w(f"{entry.words}.full"), anchor=False)
    st.caption(learners.what(first, w))
    own = {key: w(f"{entry.words}.{key}") for key in ("idea", "picture")}
    about(w("methods.part.idea"), own["idea"], own["picture"], sketch(first), w)
    _rule(entry, w)
    _measured(entry, w)
    _paper(entry, w)
    _try(entry, host)
    _ways(entry, host, "bottom")


def _heading(text: str) -> str:
    return f'<h2 class="fs-method-part">{escape(text)}</h2>'


def _rule(entry: Entry, w: Words) -> None:
    """The formula, and beside it the lines of the engine that do it."""
    st.html(_heading(w("methods.part.rule")))
    with st.container(horizontal=True, key="methods_rule"):
        with st.container(key="methods_formula"):
            st.latex(entry.formula)
            symbols = LOWERED.sub(r"<sub>\1</sub>", escape(w(f"{entry.words}.symbols")))
            st.html(f'<p class="fs-method-symbols">{symbols}</p>')
        with st.container(key="methods_code"):
            for lines in entry.lines:
                found = method_runs.source(lines)
                st.caption(w("methods.code", file=found.file, first=found.first, last=found.last))
                st.code(found.text, language="python", wrap_lines=True)


def _measured(entry: Entry, w: Words) -> None:
    of = crossed if entry.of_photographs else measured
    st.html(
        f'{_heading(w("methods.part.measured"))}<div class="fs-method-measured">'
        f'<div class="table">{of.table(entry, w)}</div>'
        f"<div><div>{of.sentences(entry, w)}</div>{of.cost(entry, w)}</div></div>"
    )


def _paper(entry: Entry, w: Words) -> None:
    """The works that it comes from, and what of their figures can be seen here."""
    items = ""
    for id in entry.papers:
        work = references()[id]
        named = f'<a href="{escape(work["link"])}" target="_blank" rel="noopener">{escape(work["title"])}</a>'
        written = f"{escape(work['authors'])} ({work['year']})"
        items += f"<li>{written}: {named}. <i>{escape(work['venue'])}</i>.</li>"
    works = f"<ul>{items}</ul>" if items else ""
    figures = escape(w(f"{entry.words}.figures"))
    heading = _heading(w("methods.part.paper"))
    st.html(f'{heading}<div class="fs-method-paper">{works}<p>{figures}</p></div>')


def _try(entry: Entry, host: Host[MethodsChoices]) -> None:
    """Ways into the pictures, set to this method."""
    w = host.w
    links = "".join(
        f'<a href="{escape(host.link(room, **state(entry, room)))}" data-page="{room}" data-query>'
        f"<b>{escape(w(f'{room}.page'))}</b> {escape(w(f'methods.go.{room}'))}</a>"
        for room in entry.rooms
    )
    st.html(f'{_heading(w("methods.part.try"))}<nav class="fs-method-try">{links}</nav>')


def state(entry: Entry, room: str) -> dict[str, Any]:
    """The choices of a picture that show this method."""
    together = dict.fromkeys((*entry.learners, entry.against, "scratch"))
    states: dict[str, dict[str, Any]] = {
        "compare": {"learners": tuple(together)[:AT_ONCE]},
        "curves": {"learners": tuple(together)},
        "loop": {"learner": entry.id},
        "plane": {"learner": entry.id},
        "map": {"learner": entry.learners[0]},
        "inside": {"learner": entry.learners[0]},
        "crossover": {"against": entry.id, "every": True},
    }
    return states.get(room, {})


def _ways(entry: Entry, host: Host[MethodsChoices], place: str) -> None:
    """To the overview, and to the methods before and after this one."""
    w = host.w
    before, after = beside(entry.id)
    ways = {"before": before, "all": "", "after": after}
    links = ""
    for way, id in ways.items():
        if id or way == "all":
            name = learners.name(BY_ID[id].learners[0], w) if id else ""
            said = escape(w(f"methods.way.{way}", name=name))
            there = escape(host.link("methods", method=id))
            links += f'<a class="{way}" href="{there}" data-page="methods" data-query>{said}</a>'
    label = escape(w(f"methods.way.{place}"))
    st.html(f'<nav class="fs-method-ways" aria-label="{label}">{links}</nav>')
