"""The foot of a page: its view as a program, as part of the visitor's own lesson, in another page."""

from __future__ import annotations

from pathlib import Path
from typing import Any, TypedDict

import streamlit as st

from ..choices import Choices, rules
from ..host import PageHost
from ..network import named_hosts
from ..text import Words
from ..web import component
from .program import Program, notebook, script

HERE = Path(__file__).parent
KEY, ADDED = "foot", "foot_added"

PARTS = ("take", "lesson", "embed")
HTML = f'<div class="foot">{"".join(f"<div data-part={part}></div>" for part in PARTS)}</div>'
_foot = component(HERE / "foot.js", HTML, (HERE / "foot.css",))


class FootData(TypedDict):
    """What the foot shows; foot.js says the same."""

    item: dict[str, Any]  # the view as a lesson's file holds it
    added: str  # the click that it was asked for by
    lessons: str  # where one's lesson is
    files: list[dict[str, str]]  # name, label and text of each
    embed: dict[str, Any]  # title, and what its address says beyond that of the page
    words: dict[str, str]


def foot(
    item: dict[str, Any], host: PageHost, title: str, program: Program | None = None, **place: str
) -> None:
    """Offer to add a view to the visitor's lesson, to embed it, and to take it home where there is a program.

    ``title`` is what the view is called in another page, ``place`` what its address must say. A click that
    adds runs the page: the view is that of the moment.
    """

    def asked() -> None:
        if click := st.session_state[KEY]["add"]:
            st.session_state[ADDED] = click

    data: FootData = {
        "item": item,
        "added": st.session_state.get(ADDED, ""),
        "lessons": host.link("chapters", lesson="", lessons=True),
        "files": _files(program, host.w) if program else [],
        "embed": {"title": title, "says": {"lang": host.w.lang, "only": "1", **place}},
        "words": _words(host.w) | {"take": host.w("common.take.heading")},
    }
    _foot(data=data, key=KEY, on_add_change=asked)


def _words(w: Words) -> dict[str, str]:
    """What the foot says, with the hosts whose pages may show the app."""
    hosts = named_hosts()
    where = w("common.foot.embed.hosts", hosts=", ".join(hosts)) if hosts else w("common.foot.embed.nowhere")
    return w.section("common.foot") | {"embed.where": where}


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
