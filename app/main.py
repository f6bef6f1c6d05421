"""The script that Streamlit runs for every visitor: header, then the page that the URL names."""

from __future__ import annotations

import importlib
from functools import partial
from pathlib import Path

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from app import runs
from app import state as visitor
from app.chapters import CHAPTERS, HOME, Chapter
from app.components.header import header
from app.state import Limits
from app.text import Words, words
from app.trouble import tell_corrections, told

HERE = Path(__file__).parent


def limits(data: str, split: str) -> Limits:
    """What a split of an embedded data set can hold."""
    found = runs.data(data)
    sizes = (found.classes[i].count for i in found.split_classes(split))
    return Limits(tuple(sorted(sizes, reverse=True)))


def main() -> None:
    """One run of the script: find the page that the URL names and show it."""
    w = words(visitor.read().lang)
    st.set_page_config(page_icon=str(HERE / "components" / "header" / "logo.svg"), layout="wide")
    pages = {chapter.name: _page(chapter, w) for chapter in CHAPTERS}
    current = st.navigation(list(pages.values()), position="hidden")
    st.html(HERE / "components" / "tokens.css")
    st.html(HERE / "components" / "page.css")
    name = next(name for name, page in pages.items() if page.url_path == current.url_path)
    _head(name, pages, w)
    current.run()


def _page(chapter: Chapter, w: Words) -> StreamlitPage:
    home = chapter.name == HOME
    title = w("common.title") if home else f"{w(f'common.page.{chapter.name}')} · {w('common.title')}"
    return st.Page(partial(_show, chapter, w), title=title, url_path=chapter.path or None, default=home)


def _head(name: str, pages: dict[str, StreamlitPage], w: Words) -> None:
    """The header, and what it or a picture was asked for."""
    params = st.query_params.to_dict()
    go, speak = header(visitor.read(), w, list(pages), name, params)
    if speak:
        visitor.write(lang=speak)
        st.rerun()
    go = st.session_state.pop(visitor.GO, go)
    if go and go != name:
        st.switch_page(pages[go], query_params=params)


def _show(chapter: Chapter, w: Words) -> None:
    """Show one page. Whatever goes wrong in it is told in one sentence."""
    with told(w):
        state = visitor.read(limits if chapter.task else None, chapter.split)
        visitor.show(state)
        tell_corrections(state, w)
        importlib.import_module(f"app.pages.{chapter.name}").render(state, w)


main()
