"""The page as HTML, in the visitor's language, and its routes."""

from __future__ import annotations

import json
from functools import cache
from html import escape
from pathlib import Path

from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.routing import Route

from ...shared.bare_page import bare_page
from ...shared.quiz_bank import FIGURE_CSS
from ...shared.text import LANGUAGES, Words, language, words
from ...shared.web import APP, version

STYLES = (
    APP / "shared" / "web" / "tokens.css",
    APP / "shared" / "web" / "marks.css",
    APP / "shared" / "web" / "options.css",
    APP / "shared" / "drawings" / "paper.css",
    FIGURE_CSS,
    Path(__file__).with_name("phone.css"),
)
HEADERS = {
    "Cache-Control": "no-cache",
    "Content-Security-Policy": "default-src 'self'; style-src 'unsafe-inline'; img-src 'self' data:; "
    "base-uri 'none'; form-action 'none'",
    "Referrer-Policy": "no-referrer",
}
HEAD = """<script type="application/json" id="said">{said}</script>
<script type="module" src="{base}/web/{version}/classroom/phone/phone.js"></script>"""
BODY = """<div class="phone">
<header data-part="head"></header>
<p class="net" data-part="net" role="status"></p>
<main data-part="screen" tabindex="-1"><noscript>{noscript}</noscript></main>
<p class="unseen" data-part="told" role="status"></p>
<p class="about"><a href="{base}/privacy?lang={lang}">{privacy}</a></p>
</div>"""


def routes(base: str) -> list[Route]:
    """``join``, where a code is typed, and ``join/CODE``, which a QR leads to."""

    async def joining(request: Request) -> HTMLResponse:
        lang = language(request.query_params.get("lang"), request.headers.get("accept-language", ""))
        code = request.path_params.get("code", "")
        return HTMLResponse(page(base, code, words(lang)), headers=HEADERS | {"Vary": "Accept-Language"})

    return [Route(f"{base}/join{rest}", joining) for rest in ("", "/{code}")]


def page(base: str, code: str, w: Words) -> str:
    """The page for a code, which the browser checks; without one it asks for it."""
    said = {
        "code": code[:12].upper(),
        "home": f"{base}/join",
        "api": f"{base}/api/rooms",
        "lang": w.lang,
        "languages": [{"code": lang, "name": words(lang)("common.language")} for lang in LANGUAGES],
        "words": w.section("phone") | {"name": w("common.title")},
    }
    head = HEAD.format(
        base=escape(base),
        version=version(),
        said=json.dumps(said, ensure_ascii=False).replace("<", "\\u003c"),
    )
    body = BODY.format(
        base=escape(base),
        lang=w.lang,
        privacy=escape(w("privacy.link")),
        noscript=escape(w("phone.noscript")),
    )
    return bare_page(w, f"{w('phone.title')} · {w('common.title')}", styles(), body, head=head)


@cache
def styles() -> str:
    """The tokens, and the styles of the page."""
    return "\n".join(path.read_text(encoding="utf-8") for path in STYLES)
