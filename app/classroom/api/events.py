"""Server-sent events: what a listener is told, and when."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.responses import StreamingResponse

from ..rooms.hub import Hub
from ..rooms.trouble import DatabaseAway, NoRoom

BEAT = 15.0
"""Seconds after which a listener hears something in any case, so that both ends notice a dead connection."""
AGAIN = 1.0
"""Seconds before the database is asked again after it did not answer."""
PAUSE = 0.25
"""Seconds between two counts: all votes that come meanwhile are told at once."""
HEADERS = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}


def stream(code: str, name: str, read: Callable[[], Any], hub: Hub, votes: bool) -> StreamingResponse:
    """Tell what ``read`` finds, now and whenever the room has news; raises RoomFull."""
    hub.check(code)
    told = _told(code, name, read, hub, votes)
    return StreamingResponse(told, media_type="text/event-stream", headers=HEADERS)


async def _told(code: str, name: str, read: Callable[[], Any], hub: Hub, votes: bool) -> AsyncIterator[str]:
    last: Any = None
    with hub.listening(code, votes) as news:
        while not hub.ended:
            news.clear()
            try:
                now = await run_in_threadpool(read)
            except NoRoom:
                yield _event("gone", {})
                return
            except DatabaseAway:
                yield ": beat\n\n"
                await asyncio.sleep(AGAIN)
                continue
            yield _event(name, now) if now != last else ": beat\n\n"
            last = now
            await asyncio.sleep(PAUSE if votes else 0)
            try:
                await asyncio.wait_for(news.wait(), BEAT)
            except TimeoutError:
                continue


def _event(name: str, content: Any) -> str:
    return f"event: {name}\ndata: {json.dumps(content, separators=(',', ':'))}\n\n"
