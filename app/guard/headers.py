"""Headers on every answer, and an answer without any detail where something failed."""

from __future__ import annotations

import logging

from starlette.datastructures import MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ..shared.meters import FAILURES
from .policy import PERMISSIONS

log = logging.getLogger(__name__)

POLICY = "Content-Security-Policy"
FIXED = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": PERMISSIONS,
    "Cross-Origin-Resource-Policy": "same-origin",
}
STARTS = ("http.response.start", "websocket.http.response.start")


class Headers:
    """An ASGI layer around all others.

    ``policy`` is the content security policy of answers that bring none, ``frames`` the directive that is
    added to every one. An answer's own header stays as it is.
    """

    def __init__(self, app: ASGIApp, policy: str, frames: str) -> None:
        self.app, self.policy, self.frames = app, policy, frames

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; what it raises is logged here, and ends here."""
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        begun = False

        async def headed(message: Message) -> None:
            nonlocal begun
            begun = True
            if message["type"] in STARTS:
                self._add(MutableHeaders(scope=message))
            await send(message)

        try:
            await self.app(scope, receive, headed)
        except Exception:
            log.exception("A request failed.")
            FAILURES.labels(where="request").inc()
            if scope["type"] == "http" and not begun:
                await PlainTextResponse("Internal Server Error", 500)(scope, receive, headed)

    def _add(self, headers: MutableHeaders) -> None:
        for name, value in FIXED.items():
            headers.setdefault(name, value)
        headers[POLICY] = f"{headers.get(POLICY, self.policy)}; {self.frames}"
