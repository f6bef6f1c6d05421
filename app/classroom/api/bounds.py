"""What a request may cost: how large its body is, and how many come in a second."""

from __future__ import annotations

import json
from typing import Any

from starlette.requests import Request

from ...shared.pace import Rate
from ..rooms.trouble import RoomTrouble, TooLarge

LARGEST, LARGEST_DRAWING = 4096, 20_480
"""Bytes of a body: many times what a vote needs, and what the longest drawing does."""
RATE = Rate(200.0, 600.0)
"""What a room takes in the long run, and in one moment, when a whole class presses together."""
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
