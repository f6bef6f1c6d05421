"""What is measured, and told to the log, of every request: by the form of its path, never by the path itself.

A path may hold a room's code, a visitor's file, a word that somebody typed; the route has none of them.
"""

from __future__ import annotations

import logging
import time

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ..shared.meters import REQUESTS, VISITORS, VISITS

log = logging.getLogger(__name__)

NO_ROUTE, STATIC = "none", "/static"
"""Of a path that leads nowhere, and of Streamlit's own files, which have the rest of all paths."""
FILES = (STATIC, "/web/", "/_stcore/", "/media/")
"""Beginnings of routes of files, of which a page needs dozens: told only where something is wrong."""

TOO_MANY = 429
"""Of a flood of requests every line would be one more; they are counted."""


class Watched:
    """An ASGI layer that counts visits, and measures requests until their answer begins."""

    def __init__(self, app: ASGIApp, base: str) -> None:
        self.app, self.base = app, base

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on."""
        if scope["type"] == "websocket":
            VISITS.inc()
            with VISITORS.track_inprogress():
                await self.app(scope, receive, send)
            return
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        begin = time.perf_counter()

        async def measured(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._tell(scope, message["status"], time.perf_counter() - begin)
            await send(message)

        await self.app(scope, receive, measured)

    def _tell(self, scope: Scope, status: int, seconds: float) -> None:
        route = scope.get("route")
        path = getattr(route, "path", "").removeprefix(self.base) or (STATIC if route else NO_ROUTE)
        REQUESTS.labels(route=path, status=status).observe(seconds)
        if status == TOO_MANY or (status < 400 and path.startswith(FILES)):
            return
        told = {"method": scope["method"], "route": path, "status": status, "ms": round(1000 * seconds)}
        log.info("request", extra={"told": told})
