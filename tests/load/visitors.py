"""Visitors on all pages: ``python -m tests.load.visitors [--visitors 30] [--seconds 60]`` prints one object.

No browser: each visitor is a connection that sends the messages that Streamlit's front end sends. After 0
to 5 seconds of thought it opens some page with some task, and waits until the script has run to its end.
Every page was opened once in each language before. Printed are how long that took, how often something was
wrong, the cores that the server and the visitors used, and the server's memory at the start, after half of
the time and at the end. What a page asks for by itself later, such as answers that are still being computed,
is not asked for. Linux only.
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

from websockets.exceptions import WebSocketException

from fewshot_app.shared.room import rooms
from tests.load.cost import one_look
from tests.load.front import front, timed
from tests.load.measure import memory_mb, processor_ms, serving

THINK = 5.0  # seconds, at most
TASKS = 50  # seeds that visitors choose from


@dataclass
class Seen:
    """What all visitors have met: milliseconds of each run by page, and what went wrong."""

    runs: dict[str, list[float]] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)


async def visitor(
    address: str, end: float, dice: random.Random, seen: Seen, think: float = THINK, tasks: int = TASKS
) -> None:
    """Think for at most so many seconds, open some page with one of so many tasks, look, and again."""
    pages = {room.name: room.path for room in rooms()}
    async with front(address) as one:
        while True:
            await asyncio.sleep(dice.uniform(0, think))
            if time.monotonic() >= end:
                return
            name = dice.choice(list(pages))
            choices = {"lang": dice.choice(("en", "zh")), "seed": dice.randrange(tasks), "seen": 1}
            took, wrong = await timed(one.run(pages[name], urlencode(choices)))
            seen.runs.setdefault(name, []).append(took)
            if wrong:
                seen.errors.append(wrong)


async def visit(address: str, pid: int, visitors: int, seconds: float) -> tuple[Seen, list[int]]:
    """All visitors at once, for so many seconds; the server's memory at the start, halfway and at the end."""
    seen, end = Seen(), time.monotonic() + seconds
    memory = [memory_mb(pid)]

    async def watch() -> None:
        for _ in range(2):
            await asyncio.sleep(seconds / 2)
            memory.append(memory_mb(pid))

    coming = [visitor(address, end, random.Random(i), seen) for i in range(visitors)]
    for found in await asyncio.gather(watch(), *coming, return_exceptions=True):
        if isinstance(found, (OSError, WebSocketException)):
            seen.errors.append(f"a visitor was left alone: {found!r}")
        elif isinstance(found, BaseException):
            raise found
    return seen, memory


def told(times: list[float]) -> dict[str, int]:
    """How many runs there were, and what half of them and nineteen in twenty stayed below."""
    ordered = statistics.quantiles(times, n=20) if len(times) > 1 else times
    return {"count": len(times), "p50_ms": round(statistics.median(times)), "p95_ms": round(ordered[-1])}


def figures(visitors: int, seconds: float) -> dict[str, object]:
    """Start the server, let visitors in, and say what they met."""
    with serving() as (address, pid):
        asyncio.run(one_look(address, pid, TASKS))
        before, own = processor_ms(pid), time.process_time()
        seen, memory = asyncio.run(visit(address, pid, visitors, seconds))
        used, own = processor_ms(pid) - before, time.process_time() - own
    every = [ms for times in seen.runs.values() for ms in times]
    return {
        "visitors": visitors,
        "seconds": seconds,
        "rerun": told(every) | {"mean_ms": round(statistics.mean(every))},
        "by_page": {name: told(times) for name, times in sorted(seen.runs.items())},
        "cores_used": round(used / 1000 / seconds, 2),
        "cores_of_visitors": round(own / seconds, 2),
        "memory_mb": dict(zip(("before", "halfway", "after"), memory, strict=True)),
        "errors": {"count": len(seen.errors), "first": seen.errors[:5]},
    }


def main() -> None:
    """Ask for the numbers, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--visitors", type=int, default=30)
    parser.add_argument("--seconds", type=float, default=60)
    options = parser.parse_args()
    print(json.dumps(figures(options.visitors, options.seconds), indent=1, ensure_ascii=False))


if __name__ == "__main__":
    main()
