"""The API's routes on the app's server."""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress
from functools import partial

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from ..rooms import book, hub
from ..rooms.book import Book
from ..rooms.trouble import DatabaseAway, NoPath
from .endpoints import ENDPOINTS, answered, told
from .openapi import openapi
from .stopping import when_asked_to_stop

log = logging.getLogger(__name__)

EVERY = ["GET", "POST", "PUT", "PATCH", "DELETE"]
LOOK, SWEEP, AGAIN = 0.5, 600.0, 1.0
"""Seconds between two looks at what other processes wrote, two at rooms whose time is over, and
two attempts to reach the database."""


def routes(base: str) -> list[Route]:
    """All below ``base``; what is none of them is answered in JSON, too."""
    home = f"{base}/api/rooms/{{code}}"
    found = [Route(home + each.path, partial(answered, each), methods=[each.method]) for each in ENDPOINTS]

    async def description(_: Request) -> Response:
        return JSONResponse(openapi(base))

    async def unknown(_: Request) -> Response:
        return told(NoPath())

    described = Route(f"{base}/api/openapi.json", description)
    return [*found, described, Route(f"{base}/api/{{rest:path}}", unknown, methods=EVERY)]


async def tend() -> None:
    """What is done for rooms as long as the server runs."""
    when_asked_to_stop(hub().end)
    rooms = await _reached()
    watching = asyncio.create_task(hub().watch(rooms.stamps, LOOK)) if rooms.is_shared else None
    try:
        while True:
            await asyncio.sleep(SWEEP)
            with suppress(DatabaseAway):  # what is over is swept the next time
                await run_in_threadpool(rooms.sweep)
    finally:
        if watching:
            watching.cancel()


async def _reached() -> Book:
    """The rooms, once the database answers: it may start later than the server."""
    while True:
        try:
            return await run_in_threadpool(book)
        except DatabaseAway:
            log.warning("The database does not answer; trying again.")
            await asyncio.sleep(AGAIN)
