"""How much browsers may upload: bounded before a byte of it is read, for each visit and for all together.

Streamlit bounds one file and keeps what was uploaded in memory; how many files there are it does not bound.
"""

from __future__ import annotations

from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from fewshot_app.streamlit_inside import UPLOADS, uploaded

MB = 2**20
OF_A_VISIT, OF_ALL = 80 * MB, 256 * MB
"""Bytes in memory at once, those under way included."""
FILES = 2100
"""Files of a visit; a little more than the pages read, which then say so."""
UNTOLD = 65 * MB
"""What an upload counts for that does not say how long it is: the most that Streamlit takes."""


class UploadBound:
    """An ASGI layer that answers an upload with status 413 where it would be too much."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self._under_way: dict[str, int] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        place, _, file = scope.get("path", "").rpartition("/")
        before, _, visit = place.rpartition("/")
        if scope["type"] != "http" or scope["method"] != "PUT" or not before.endswith(UPLOADS) or not file:
            await self.app(scope, receive, send)
            return
        size = _told(scope)
        if not self._fits(visit, size):
            await Response(status_code=413)(scope, receive, send)
            return
        self._under_way[visit] = self._under_way.get(visit, 0) + size
        try:
            await self.app(scope, receive, send)
        finally:
            self._under_way[visit] -= size
            if not self._under_way[visit]:
                del self._under_way[visit]

    def _fits(self, visit: str, size: int) -> bool:
        kept = uploaded()
        files, held = kept.get(visit, (0, 0))
        of_visit = held + self._under_way.get(visit, 0) + size
        of_all = sum(bytes for _, bytes in kept.values()) + sum(self._under_way.values()) + size
        return files < FILES and of_visit <= OF_A_VISIT and of_all <= OF_ALL


def _told(scope: Scope) -> int:
    """How long the request says that it is."""
    length = dict(scope["headers"]).get(b"content-length", b"")
    return int(length) if length.isdigit() else UNTOLD
