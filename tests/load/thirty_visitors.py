"""Thirty visitors on all pages: ``python -m tests.load.thirty_visitors [--seconds 60]`` prints one object.

No browser: each visitor is a connection that sends the messages that Streamlit's front end sends. After 0
to 5 seconds of thought it opens some page with some task, and waits until the script has run to its end.
Printed are how long that took, how often something was wrong, and the server's memory before and after. What
a page asks for by itself later, such as answers that are still being computed, is not asked for. Linux only.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import statistics
import time
from dataclasses import dataclass, field
from urllib.parse import urlencode

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException

from fewshot_app.shared.room import rooms
from tests.load.measure import memory_mb, serving

VISITORS = 30
THINK = 5.0  # seconds, at most
PATIENCE = 60.0  # seconds until a run counts as failed
TASKS = 50  # seeds that visitors choose from
FINISHED = (ForwardMsg.FINISHED_SUCCESSFULLY, ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY)


@dataclass
class Seen:
    """What all visitors have met: milliseconds of each run by page, and what went wrong."""

    runs: dict[str, list[float]] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)


def rerun(page: str, query: str) -> bytes:
    """The message that asks for a page by its address."""
    message = BackMsg()
    message.rerun_script.query_string = query
    message.rerun_script.page_name = page
    return message.SerializeToString()


async def run(socket: ClientConnection, page: str, query: str) -> str:
    """Ask for a page and wait until its script has ended: what went wrong, or nothing."""
    await socket.send(rerun(page, query))
    return (await answer(socket, page))[0]


async def answer(socket: ClientConnection, page: str) -> tuple[str, int]:
    """Wait until a page's script has ended: what went wrong, or nothing, and how many bytes came."""
    wrong, size = "", 0
    while True:
        content = await socket.recv()
        assert isinstance(content, bytes)
        size += len(content)
        message = ForwardMsg.FromString(content)
        kind = message.WhichOneof("type")
        if kind == "delta" and message.delta.new_element.WhichOneof("type") == "exception":
            wrong = f"{page}: {message.delta.new_element.exception.message}"
        if kind == "script_finished" and message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
            ran = message.script_finished in FINISHED
            return wrong or ("" if ran else f"{page}: the script did not run"), size


async def visitor(address: str, end: float, dice: random.Random, seen: Seen) -> None:
    """Think, open some page, look, and again, until the end."""
    pages = {room.name: room.path for room in rooms()}
    stream = address.replace("http", "ws", 1) + "/_stcore/stream"
    async with connect(stream, subprotocols=["streamlit"], max_size=None) as socket:  # type: ignore[list-item]
        while True:
            await asyncio.sleep(dice.uniform(0, THINK))
            if time.monotonic() >= end:
                return
            name = dice.choice(list(pages))
            choices = {"lang": dice.choice(("en", "zh")), "seed": dice.randrange(TASKS), "seen": 1}
            began = time.perf_counter()
            wrong = await asyncio.wait_for(run(socket, pages[name], urlencode(choices)), PATIENCE)
            seen.runs.setdefault(name, []).append(1000 * (time.perf_counter() - began))
            if wrong:
                seen.errors.append(wrong)


async def visit(address: str, seconds: float) -> Seen:
    """All visitors at once, for so many seconds."""
    seen, end = Seen(), time.monotonic() + seconds
    coming = (visitor(address, end, random.Random(i), seen) for i in range(VISITORS))
    for found in await asyncio.gather(*coming, return_exceptions=True):
        if isinstance(found, (OSError, TimeoutError, WebSocketException)):
            seen.errors.append(f"a visitor was left alone: {found!r}")
        elif isinstance(found, BaseException):
            raise found
    return seen


def told(times: list[float]) -> dict[str, int]:
    """How many runs there were, and what half of them and nineteen in twenty stayed below."""
    ordered = statistics.quantiles(times, n=20) if len(times) > 1 else times
    return {"count": len(times), "p50_ms": round(statistics.median(times)), "p95_ms": round(ordered[-1])}


def main() -> None:
    """Start the server, let visitors in, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60)
    options = parser.parse_args()
    with serving() as (address, pid):
        before = memory_mb(pid)
        seen = asyncio.run(visit(address, options.seconds))
        figures = {
            "visitors": VISITORS,
            "seconds": options.seconds,
            "rerun": told([ms for times in seen.runs.values() for ms in times]),
            "by_page": {name: told(times) for name, times in sorted(seen.runs.items())},
            "memory_mb": {"before": before, "after": memory_mb(pid)},
            "errors": {"count": len(seen.errors), "first": seen.errors[:5]},
        }
    print(json.dumps(figures, indent=1, ensure_ascii=False))


if __name__ == "__main__":
    main()
