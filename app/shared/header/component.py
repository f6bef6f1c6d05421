"""The header of every page: the course's name, the places and their rooms, language, light or dark."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import streamlit as st

from ..host import PageHost, carried, href, preferred
from ..room import PLACES, Room
from ..text import LANGUAGES, words
from ..web import component

HERE = Path(__file__).parent

_component = component(HERE / "header.js", '<header class="bar"></header>', (HERE / "header.css",))


def header(host: PageHost, rooms: Sequence[Room]) -> tuple[str | None, str | None]:
    """Draw the header; returns the room and the language that were just asked for, if any."""
    params = st.query_params.to_dict()
    data = {
        "words": host.w.section("common.header") | {"name": host.w("common.title")},
        "streamlit": host.w.section("common.streamlit"),
        "lang": host.w.lang,
        "languages": [{"code": code, "name": words(code)("common.language")} for code in LANGUAGES],
        "html_lang": host.w("common.html_lang"),
        "asked_theme": params.get("theme"),
        "drawn_theme": preferred()["theme"],
        "only": params.get("only", ""),
        "current": host.name,
        "home": {"id": rooms[0].name, "href": href(rooms[0].name, carried(params, rooms[0].name))},
        "places": places(host, rooms),
    }
    # ``again`` makes the page run and nothing else: its connection was lost, and the server may be another,
    # or the system has turned light or dark.
    asked = _component(
        data=data,
        key="header",
        on_go_change=lambda: None,
        on_speak_change=lambda: None,
        on_again_change=lambda: None,
        height="content",
    )
    return asked.go, asked.speak


def places(host: PageHost, rooms: Sequence[Room]) -> list[dict[str, Any]]:
    """The places that have a room, each with its rooms in their order."""
    params, w = st.query_params.to_dict(), host.w
    return [
        {
            "id": place,
            "name": w(f"common.place.{place}"),
            "rooms": [
                {
                    "id": room.name,
                    "name": w(f"{room.name}.page"),
                    "href": href(room.name, carried(params, room.name)),
                }
                for room in rooms
                if room.place == place
            ],
        }
        for place in PLACES
        if any(room.place == place for room in rooms)
    ]
