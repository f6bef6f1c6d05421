"""The references: every work that the course cites, and what to try of it here."""

from __future__ import annotations

from html import escape

import streamlit as st

from ...shared.host import Host
from ...shared.terms import references
from . import ReferencesChoices


def draw(choices: ReferencesChoices, host: Host[ReferencesChoices]) -> None:
    """Show all references, oldest first."""
    w = host.w
    st.title(w("references.title"), anchor=False)
    st.caption(w("references.lead"))
    items = ""
    for work in references().values():
        named = f'<a href="{escape(work["link"])}" target="_blank" rel="noopener">{escape(work["title"])}</a>'
        attempt = ""
        if instrument := work.get("instrument"):
            there = escape(host.link(instrument))
            attempt = f' <a href="{there}">{w("references.try", room=w(f"{instrument}.page"))}</a>'
        written = f"{escape(work['authors'])} ({work['year']})"
        items += f"<li>{written}: {named}. <i>{escape(work['venue'])}</i>.{attempt}</li>"
    st.html(f"<ol>{items}</ol>")
