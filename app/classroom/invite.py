"""The way from a page to the lecturer's room: shown to nobody but whoever has one open."""

from __future__ import annotations

from html import escape
from pathlib import Path

import streamlit as st

from ..shared import own
from ..shared.for_class import Asked
from ..shared.host import PageHost
from .rooms import book
from .rooms.trouble import DatabaseAway

CSS = Path(__file__).with_name("invite.css")


def invite(asked: Asked, host: PageHost) -> None:
    """A link that opens the fitting activity in the visitor's room; nothing where there is no room."""
    code = _room() if asked else ""
    if not code:
        return
    there = escape(host.link("lecture", **asked))
    label = escape(host.w("lecture.invite", code=code))
    st.html(CSS)
    st.html(f'<p class="fs-invite"><a href="{there}" data-page="lecture" data-query>{label} →</a></p>')


def _room() -> str:
    """The code of the visitor's room; empty without one, or while the database does not answer."""
    try:
        return book().held(own.visitor()) or ""
    except DatabaseAway:
        return ""
