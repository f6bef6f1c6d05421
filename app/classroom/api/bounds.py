"""What a request may cost: how large its body is, and how many come in a second."""

from __future__ import annotations

import json
import time
from typing import Any

from starlette.requests import Request

from ..rooms.trouble import RoomTrouble, TooLarge, TooMany

LARGEST, LARGEST_DRAWING = 4096, 20_480
"""Bytes of a body: many times what a vote needs, and what the longest drawing does."""
A_SECOND, AT_ONCE = 200.0, 600.0
"""What a room takes in the long run and in one moment, when a whole class presses together."""
MOST_ROOMS = 1000
"""Rooms whose requests are counted; codes that nobody opened count, too."""


async def body(request: Request, largest: int = LARGEST) -> dict[str, Any]:
    """The request's JSON object; raises TooLarge, and RoomTrouble for what is none."""
    content = bytearray()
    async for part in request.stream():
        content += part
        if len(content) > largest:
            raise TooLarge
    try:
        found = json.loads(content)
    except (ValueError, RecursionError):
        raise RoomTrouble from None
    if not isinstance(found, dict):
        raise RoomTrouble
    return found


class Pace:
    """How many requests each room may still have; for one thread."""

    def __init__(self, a_second: float = A_SECOND, at_once: float = AT_ONCE) -> None:
        self.a_second, self.at_once = a_second, at_once
        self._left: dict[str, tuple[float, float]] = {}  # by room: how many, and at which time in seconds

    def take(self, code: str) -> None:
        """Count one more; raises TooMany."""
        now = time.monotonic()
        left, then = self._left.pop(code, (self.at_once, now))
        left = min(self.at_once, left + (now - then) * self.a_second)
        self._left[code] = max(0.0, left - 1), now
        if len(self._left) > MOST_ROOMS:
            del self._left[next(iter(self._left))]
        if left < 1:
            raise TooMany
