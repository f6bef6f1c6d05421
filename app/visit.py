"""One run of the script for one visitor: the header, then the room that the URL names."""

from __future__ import annotations

from functools import partial
from html import escape
from pathlib import Path
from urllib.parse import parse_qsl, urlencode

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from .classroom.invite import invite
from .shared.address_change import changes_timed
from .shared.choices import Choices, parse
from .shared.foot.component import foot, view_of
from .shared.header.component import header
from .shared.host import GO, PageHost, carried, preferred
from .shared.meters import RERUNS
from .shared.room import rooms
from .shared.text import Words
from .shared.trouble import tell_corrections, told

SHARED = Path(__file__).parent / "shared"


def visit() -> None:
    """Find the room that the URL names and show it."""
    with changes_timed():
        _visit()


def _visit() -> None:
    hosts = {room.name: PageHost(room) for room in rooms()}
    w = next(iter(hosts.values())).w
    st.set_page_config(page_icon=str(SHARED / "header" / "logo.svg"), layout="wide")
    pages = {name: _page(host, w) for name, host in hosts.items()}
    current = st.navigation(list(pages.values()), position="hidden")
    st.html(SHARED / "web" / "page.css")
    only = parse(Choices, st.query_params.to_dict(), preferred()).only
    if only:
        st.html(SHARED / "web" / "only.css")
    name = next(name for name, page in pages.items() if page.url_path == current.url_path)
    with RERUNS.labels(room=name).time():
        _head(hosts[name], pages)
        current.run()
        if not only:
            _about(hosts[name])


def _page(host: PageHost, w: Words) -> StreamlitPage:
    room = host.room
    title = f"{w(f'{room.name}.page')} · {w('common.title')}" if room.place else w("common.title")
    return st.Page(partial(_show, host), title=title, url_path=room.path or None, default=not room.path)


def _head(host: PageHost, pages: dict[str, StreamlitPage]) -> None:
    """The header, and what it or a picture was asked for."""
    asked, speak = header(host, rooms())
    if speak:
        host.change(lang=speak)
        st.rerun()
    go = st.session_state.pop(GO, None)
    if go:
        st.switch_page(pages[go], query_params=st.query_params.to_dict())
    name, _, query = (asked or "").partition("?")
    if name and (query or name != host.name):
        params = dict(parse_qsl(query)) if query else carried(st.query_params.to_dict(), name)
        st.switch_page(pages[name], query_params=params)


def _about(host: PageHost) -> None:
    """The last line of every page."""
    w = host.w
    there = escape(f"./privacy?{urlencode({'lang': w.lang, 'theme': preferred()['theme']})}")
    st.html(f'<p class="fs-about"><a href="{there}">{w("privacy.link")}</a></p>')


def _show(host: PageHost) -> None:
    """Show one room. Whatever goes wrong in it is told in one sentence."""
    with told(host.w):
        choices = host.now()
        tell_corrections(choices, host.w, host.name)
        host.room.page().draw(choices, host)
        if choices.only:
            return
        for_class = host.room.for_class()
        if for_class:
            invite(for_class.asked(choices), host)
        if host.room.place == "instruments":
            home = host.room.take_home()
            program = home.program(choices, host.w) if home else None
            foot(view_of(host.name, choices), host, host.w(f"{host.name}.title"), program)
