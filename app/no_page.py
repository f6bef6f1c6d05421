"""What is answered where no page is: status 404, and in one sentence the way back.

Streamlit alone answers every path that it does not know with its own page and status 200.
"""

from __future__ import annotations

from html import escape

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from fewshot_app.shared.bare_page import bare_page
from fewshot_app.shared.text import language, words
from fewshot_app.shared.web import tokens

HEADERS = {"Cache-Control": "no-cache", "Vary": "Accept-Language"}
STYLE = """
body { margin: 0 auto; max-width: 32rem; padding: 4rem 1rem;
  background: var(--fs-ground); color: var(--fs-text); font: 1rem/1.5 var(--fs-font); }
a { color: var(--fs-accent); }
"""


class NoPage:
    """An ASGI layer that replaces Streamlit's page where it is the answer to an unknown path.

    ``base`` is the path below which the app is served: "" or, for example, "/course".
    """

    def __init__(self, app: ASGIApp, base: str) -> None:
        self.app, self.base = app, base

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and its answer back unless it is the page of an unknown path."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        replaced = False

        async def answer(message: Message) -> None:
            nonlocal replaced
            if message["type"] == "http.response.start" and _is_fallback(scope, message):
                replaced = True
                await told(Request(scope), self.base)(scope, receive, send)
            elif not replaced:
                await send(message)

        await self.app(scope, receive, answer)


def _is_fallback(scope: Scope, start: Message) -> bool:
    """Is it a page from Streamlit's folder? The app's own pages have routes of their own."""
    kind = Headers(raw=start["headers"]).get("content-type", "")
    served = isinstance(scope.get("endpoint"), StaticFiles)
    return served and start["status"] < 300 and kind.startswith("text/html")


def told(request: Request, base: str) -> HTMLResponse:
    """The answer, in the visitor's language."""
    w = words(language(request.query_params.get("lang"), request.headers.get("accept-language", "")))
    title, what, back = (w(f"common.no_page.{part}") for part in ("title", "what", "back"))
    link = f'<a href="{escape(base)}/?lang={w.lang}">{escape(back)}</a>'
    body = f"<h1>{escape(title)}</h1><p>{escape(what)}</p><p>{link}</p>"
    page = bare_page(w, title, f"{tokens()}{STYLE}", body)
    return HTMLResponse(page, 404, HEADERS)
