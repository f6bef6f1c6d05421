"""Addresses that Streamlit opens by itself and that visitors have no business at.

Its measurements tell how much is kept of whom, and cost as much as they are asked for; its interface for
programs drives pages without a browser. The app's own measurements need a key.
"""

from __future__ import annotations

from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

CLOSED = ("/_stcore/metrics", "/_stcore/agent/")


class Closed:
    """An ASGI layer that answers these addresses with status 404."""

    def __init__(self, app: ASGIApp, base: str) -> None:
        self.app, self.closed = app, tuple(base + path for path in CLOSED)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or answer that there is nothing."""
        if scope["type"] == "http" and scope["path"].startswith(self.closed):
            await Response(status_code=404)(scope, receive, send)
            return
        await self.app(scope, receive, send)
