"""The page as HTML, in the visitor's language, and its route. Its numbers are the program's own."""

from __future__ import annotations

import os
from functools import cache
from html import escape
from pathlib import Path
from urllib.parse import urlencode

import streamlit as st
from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.routing import Route

from ..classroom.rooms.state import Limits
from ..lti.config import configured
from ..lti.ledger import VISIT
from ..shared.bare_page import bare_page
from ..shared.own import Quotas
from ..shared.own.store import HOUR
from ..shared.own.visitor import COOKIE
from ..shared.text import LANGUAGES, Words, language, words
from ..shared.web import tokens

OPERATOR = "FEWSHOT_OPERATOR"
"""The environment variable that says who runs the server and how they are reached."""
PARTS = ("own", "browser", "classroom", "platform", "visit", "cookie", "others", "operator")
"""What is told, in this order; of a learning platform where the app can be launched by one."""
CSS = Path(__file__).with_name("privacy.css")
HEADERS = {
    "Cache-Control": "no-cache",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; img-src data:; "
    "base-uri 'none'; form-action 'none'",
    "Vary": "Accept-Language",
}


def routes(base: str) -> list[Route]:
    """``privacy`` below ``base``."""

    async def privacy(request: Request) -> HTMLResponse:
        asked, accepted = request.query_params.get("lang"), request.headers.get("accept-language", "")
        theme = request.query_params.get("theme", "")
        return HTMLResponse(page(base, words(language(asked, accepted)), theme), headers=HEADERS)

    return [Route(f"{base}/privacy", privacy)]


def page(base: str, w: Words, theme: str = "") -> str:
    """The whole page; ``theme`` is ``light``, ``dark``, or that of the browser for anything else."""
    chosen = {"theme": theme} if theme in ("light", "dark") else {}

    def link(lang: str) -> str:
        current = ' aria-current="true"' if lang == w.lang else ""
        name = escape(words(lang)("common.language"))
        to = escape(f"?{urlencode({'lang': lang, **chosen})}")
        return f'<a href="{to}" lang="{words(lang)("common.html_lang")}"{current}>{name}</a>'

    title, course = w("privacy.title"), w("common.title")
    home = escape(f"{base}/?{urlencode({'lang': w.lang, **chosen})}")
    parts = "".join(_part(part, w) for part in PARTS if part != "platform" or configured())
    body = f"""
<header><a href="{home}">{escape(course)}</a><nav>{"".join(map(link, LANGUAGES))}</nav></header>
<main><h1>{escape(title)}</h1><p class="lead">{escape(w("privacy.lead"))}</p>{parts}</main>
"""
    return bare_page(w, f"{title} · {course}", _styles(), body, theme=chosen.get("theme", ""))


def _part(part: str, w: Words) -> str:
    kind = "platform" if part == "others" and configured() else "text"
    said = escape(w(f"privacy.{part}.{kind}", **facts()) if part != "operator" else _operator(w))
    return f"<section><h2>{escape(w(f'privacy.{part}.head'))}</h2><p>{said}</p></section>"


def facts() -> dict[str, object]:
    """The numbers and names that the sentences tell, from where the program has them."""
    return {
        "cookie": COOKIE,
        "days": round(Quotas().keep / (24 * HOUR)),
        "hours": round(Limits().seconds / HOUR),
        "visit": round(VISIT / HOUR),
        "seconds": st.get_option("server.disconnectedSessionTTL"),
    }


def _operator(w: Words) -> str:
    who = os.environ.get(OPERATOR, "").strip()
    return w("privacy.operator.named", who=who) if who else w("privacy.operator.text")


@cache
def _styles() -> str:
    return tokens() + CSS.read_text(encoding="utf-8")
