"""The foot of a page: it is taken home as a program, or its view goes into the visitor's own lesson."""

from __future__ import annotations

from pathlib import Path
from typing import Any, TypedDict

import streamlit as st

from ..choices import Choices, rules
from ..host import PageHost
from ..text import Words
from ..web import component
from .program import Program, notebook, script

HERE = Path(__file__).parent
KEY, ADDED = "foot", "foot_added"

HTML = '<div class="foot"><div data-part="take"></div><div data-part="lesson"></div></div>'
_foot = component(HERE / "foot.js", HTML, (HERE / "foot.css",))


class FootData(TypedDict):
    """What the foot shows; foot.js says the same."""

    item: dict[str, Any]  # the view as a lesson's file holds it
    added: str  # the click that it was asked for by
    lessons: str  # where one's lesson is
    files: list[dict[str, str]]  # name, label and text of each
    words: dict[str, str]


def foot(item: dict[str, Any], host: PageHost, program: Program | None = None) -> None:
    """Offer to add a view to the visitor's lesson, and to take it home as a program where there is one.

    A click that adds runs the page: the view is that of the moment.
    """

    def asked() -> None:
        if click := st.session_state[KEY]["add"]:
            st.session_state[ADDED] = click

    data: FootData = {
        "item": item,
        "added": st.session_state.get(ADDED, ""),
        "lessons": host.link("chapters", lesson="", lessons=True),
        "files": _files(program, host.w) if program else [],
        "words": host.w.section("common.foot") | {"take": host.w("common.take.heading")},
    }
    _foot(data=data, key=KEY, on_add_change=asked)


def _files(program: Program, w: Words) -> list[dict[str, str]]:
    """The program as it can be downloaded."""
    kinds = (("notebook", "ipynb", notebook(program)), ("script", "py", script(program)))
    return [
        {"name": f"{program.name}.{ending}", "label": w(f"common.take.{kind}"), "text": text}
        for kind, ending, text in kinds
    ]


def view_of(name: str, choices: Choices) -> dict[str, Any]:
    """An instrument with these choices as an item of a lesson: what is not as usual, by its field."""
    known = rules(type(choices))
    own = {field: getattr(choices, field) for field in known if field not in rules(Choices)}
    state = {field: value for field, value in own.items() if value != known[field].default}
    return {"show": name, "state": {k: list(v) if isinstance(v, tuple) else v for k, v in state.items()}}
