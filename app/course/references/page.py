"""The references: what each work says, and what to try of it here."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import TypedDict

import streamlit as st

from ...shared.host import Host
from ...shared.terms import references
from ...shared.terms.attempt import attempt_href
from ...shared.web import component
from . import ReferencesChoices

HERE = Path(__file__).parent

_list = component(
    HERE / "references.js",
    '<div class="references"><div data-part="list"></div></div>',
    (HERE / "references.css",),
)


class ReferencesData(TypedDict):
    """What the list shows; references.js says the same."""

    at: str
    list: str  # markup


def draw(choices: ReferencesChoices, host: Host[ReferencesChoices]) -> None:
    """Show all works, oldest first; the one asked for is in sight."""
    w = host.w
    st.title(w("references.title"), anchor=False)
    st.caption(w("references.lead"))
    items = "".join(_item(id, id == choices.at, host) for id in references())
    data: ReferencesData = {"at": choices.at, "list": f"<ol>{items}</ol>"}
    _list(data=data, key="references_list")


def _item(id: str, asked: bool, host: Host[ReferencesChoices]) -> str:
    """One work as markup."""
    w, work = host.w, references()[id]
    title = f'<a href="{escape(work["link"])}" target="_blank" rel="noopener">{escape(work["title"])}</a>'
    there = escape(attempt_href(work, host))
    attempt = escape(w(f"references.work.{id}.try"))
    return (
        f'<li id="work-{id}" class="{"asked" if asked else ""}"><b>{escape(work["short"])}</b>'
        f"<p>{escape(w(f'references.work.{id}.says'))}</p>"
        f'<p class="where" lang="en">{escape(work["authors"])}: {title}.'
        f" <i>{escape(work['venue'])}</i>, {work['year']}.</p>"
        f"<p>{w('references.try')}"
        f'<a href="{there}" data-page="{work["show"]}" data-query>{attempt}</a> →</p></li>'
    )
