"""Whether the server works, told to whoever watches over it: two routes, in JSON.

``healthz`` answers while the process lives: one that does not is to be started again. ``readyz`` has status
200 while visitors can be sent here, that is, the engine is loaded, the database answers, and nobody has asked
the server to stop; else 503, and starting it again would not help.
"""

from __future__ import annotations

import time
from dataclasses import dataclass

import anyio
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from fewshot_app import warm
from fewshot_app.classroom.rooms import hub, is_reachable

LONGEST = 3.0
"""Seconds that the database has to answer in."""
FRESH = 1.0
"""Seconds for which an answer of the database is good: anybody can ask, and it is asked no oftener."""
HEADERS = {"Cache-Control": "no-store"}


@dataclass
class Database:
    """What the database answered, and when it was asked."""

    asked: float = -FRESH
    answers: bool = False

    async def check(self) -> bool:
        """Does it answer?"""
        if time.monotonic() - self.asked < FRESH:
            return self.answers
        self.asked = time.monotonic()
        found = False
        with anyio.move_on_after(LONGEST):
            found = await anyio.to_thread.run_sync(is_reachable, abandon_on_cancel=True)
        self.answers = found
        return found


def routes(base: str) -> list[Route]:
    """Both, below ``base``."""
    database = Database()

    async def alive(_: Request) -> JSONResponse:
        return JSONResponse({"alive": True}, headers=HEADERS)

    async def ready(_: Request) -> JSONResponse:
        found = {
            "engine": warm.LOADED.is_set(),
            "database": await database.check(),
            "staying": not hub().ended,
        }
        return JSONResponse(found, 200 if all(found.values()) else 503, HEADERS)

    return [Route(f"{base}/healthz", alive), Route(f"{base}/readyz", ready)]
