"""The answer to whoever comes too often, or when all places are taken: one sentence in their language."""

from __future__ import annotations

from html import escape

from starlette.requests import HTTPConnection
from starlette.responses import HTMLResponse, PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from ..shared.text import language, words
from ..shared.web import tokens

STATUS = {"fast": 429, "many": 429, "full": 503}
AGAIN = {"fast": 2, "many": 20, "full": 20}
"""Seconds after which it may be tried again."""
PAGE = """<!doctype html>
<html lang="{html_lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="refresh" content="{seconds}">
<title>{title}</title>
<style>{css}
body {{ margin: 15vh auto; max-width: 34rem; padding: 0 24px; font: 18px/1.55 var(--fs-font);
  color: var(--fs-text); background: var(--fs-ground); }}
</style>
</head>
<body><main><h1>{title}</h1><p>{said}</p></main></body>
</html>
"""


def refusal(asked: HTTPConnection, reason: str) -> ASGIApp:
    """What answers a request that is refused for a reason: ``fast``, ``many`` or ``full``."""
    if asked.scope["type"] == "websocket":
        return _closed
    w = words(language(asked.query_params.get("lang"), asked.headers.get("accept-language", "")))
    headers = {"Retry-After": str(AGAIN[reason]), "Cache-Control": "no-store"}
    said = w(f"guard.{reason}")
    if "text/html" not in asked.headers.get("accept", ""):
        return PlainTextResponse(said, STATUS[reason], headers)
    page = PAGE.format(
        html_lang=w("common.html_lang"), title=escape(w("common.title")), said=escape(said),
        seconds=AGAIN[reason], css=tokens(),
    )  # fmt: skip
    return HTMLResponse(page, STATUS[reason], headers | {"Vary": "Accept-Language"})


async def _closed(scope: Scope, receive: Receive, send: Send) -> None:
    """A connection that is not opened; the page tries again by itself."""
    await receive()
    await send({"type": "websocket.close", "code": 1013})
