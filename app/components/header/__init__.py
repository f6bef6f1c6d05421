"""The header of every page: name, chapters, language, light or dark."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from urllib.parse import urlencode

import streamlit as st

from app.components import joined
from app.state import State
from app.text import Words

HERE = Path(__file__).parent

_component = st.components.v2.component(
    "fewshot_header",
    html='<header class="bar"></header>',
    css=joined(HERE, "header.css"),
    js=joined(HERE, "header.js"),
)


def header(
    state: State, w: Words, pages: Sequence[str], current: str, params: Mapping[str, str]
) -> tuple[str | None, str | None]:
    """Draw the header; returns the page and the language that were just asked for, if any.

    ``pages`` are the names of all pages, home first. ``params`` are the URL's, which go along.
    """
    data = {
        "words": w.section("common.header") | {"name": w("common.title")},
        "lang": state.lang,
        "asked_theme": params.get("theme"),
        "current": current,
        "pages": [{"id": p, "name": w(f"common.page.{p}"), "href": href(p, params)} for p in pages],
    }
    asked = _component(
        data=data, key="header", on_go_change=lambda: None, on_speak_change=lambda: None, height="content"
    )
    return asked.go, asked.speak


def href(page: str, params: Mapping[str, str]) -> str:
    """A plain link to a page, relative to the app's root, which keeps the URL's parameters."""
    path = "" if page == "home" else page
    return f"./{path}?{urlencode(params)}" if params else f"./{path}"
