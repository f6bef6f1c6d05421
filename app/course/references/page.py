"""The references: every work that the course cites, and what to try of it here."""

from __future__ import annotations

from html import escape

import streamlit as st

from ...shared.host import Host
from ...shared.terms import references
from . import ReferencesChoices

TRY = {
    "lake2015": "explorer", "vinyals2016": "explorer", "ravi2017": "loop", "finn2017maml": "loop",
    "snell2017protonet": "map", "li2017metasgd": "curves", "guo2017calibration": "inside",
    "nichol2018reptile": "plane", "sung2018": "compare", "chen2019closer": "compare",
    "bertinetto2019r2d2": "curves", "raghu2020anil": "when", "tian2020": "compare",
}  # fmt: skip
"""The instrument in which something of a work can be tried."""


def draw(choices: ReferencesChoices, host: Host[ReferencesChoices]) -> None:
    """Show all references, oldest first."""
    w = host.w
    st.title(w("references.title"), anchor=False)
    st.caption(w("references.lead"))
    items = ""
    for id, work in references().items():
        named = f'<a href="{escape(work["link"])}" target="_blank" rel="noopener">{escape(work["title"])}</a>'
        attempt = ""
        if id in TRY:
            there = escape(host.link(TRY[id]))
            attempt = f' <a href="{there}">{w("references.try", room=w(f"{TRY[id]}.page"))}</a>'
        written = f"{escape(work['authors'])} ({work['year']})"
        items += f"<li>{written}: {named}. <i>{escape(work['venue'])}</i>.{attempt}</li>"
    st.html(f"<ol>{items}</ol>")
