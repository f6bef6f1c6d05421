"""Visitors and phones that do nothing: ``python -m tests.load.idle`` prints one object.

200 visitors have opened the front page, 500 phones listen to a room. Printed are the megabytes that a visitor
and the kilobytes that a phone takes in the server, and how long the explorer then takes. Linux only.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import statistics
import tempfile
from contextlib import AsyncExitStack
from urllib.parse import urlencode, urlsplit

from fewshot_app.classroom.rooms.book import Book
from fewshot_app.shared.own.visitor import COOKIE, asking
from tests.load.class_votes import KEY, NAMING, Phones, listen
from tests.load.front import front, timed
from tests.load.measure import memory_mb, serving

LOOKS = 30
TARGETS = {"mb_a_visitor": 6, "kb_a_phone": 50, "explorer_p95_ms": 500}


async def settled(pid: int) -> int:
    """The server's memory once it no longer changes."""
    before = -1
    while before != (now := memory_mb(pid)):
        before = now
        await asyncio.sleep(1)
    return now


async def idle(address: str, pid: int, room: str, visitors: int, phones: int) -> dict[str, float]:
    """Let them all in, and look at the explorer."""
    port = urlsplit(address).port or 0
    async with AsyncExitStack() as stack:
        one = await stack.enter_async_context(front(address))
        for seed in range(LOOKS):  # what these looks keep in memory is not the visitors'
            await one.run("explorer", urlencode({"lang": "en", "seed": seed}))
        empty = await settled(pid)
        for _ in range(visitors):
            await (await stack.enter_async_context(front(address))).run("", "lang=en")
        visited = await settled(pid)
        heard = Phones()
        listening = [asyncio.create_task(listen(port, room, heard)) for _ in range(phones)]
        while heard.heard < phones:
            assert not any(each.done() for each in listening), "a phone was not let in"
            await asyncio.sleep(0.2)
        full = await settled(pid)
        looks = []
        for seed in range(LOOKS):
            looks.append((await timed(one.run("explorer", urlencode({"lang": "en", "seed": seed}))))[0])
            await asyncio.sleep(0.2)
        for each in listening:
            each.cancel()
    return {
        "mb_a_visitor": round((visited - empty) / visitors, 2),
        "kb_a_phone": round(1000 * (full - visited) / phones, 1),
        "explorer_p50_ms": round(statistics.median(looks)),
        "explorer_p95_ms": round(statistics.quantiles(looks, n=20)[-1]),
    }


def main() -> None:
    """Start the server with a room, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--visitors", type=int, default=200)
    parser.add_argument("--phones", type=int, default=500)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["FEWSHOT_STORE"] = folder
        with serving() as (address, pid):
            book = Book(f"sqlite:///{folder}/class.sqlite", lambda code, vote: None)
            owner = str(asking({COOKIE: KEY}))
            code = book.open(owner)
            book.start(code, owner, NAMING)
            room = f"/api/rooms/{code}/events"
            found = asyncio.run(idle(address, pid, room, options.visitors, options.phones))
            book.close(code, owner)
    print(json.dumps(found | {"targets": TARGETS, "cores": os.cpu_count()}, indent=1))


if __name__ == "__main__":
    main()
