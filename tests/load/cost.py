"""What a visitor costs the server: ``python -m tests.load.cost [--runs 20]`` prints one object.

One visitor opens every page by its address, one run after the other, so nothing waits for anything else. For
each page, for a run with a task that nobody has seen (``new``) and for one with a task that is known:
milliseconds of processor time of the pages' process (``cpu_ms``) and of the engine process (``engine_ms``,
which may go on after the run), and kilobytes to the browser. ``idle_visitor_mb``: what a connection takes
that has seen the front page. Linux only.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import statistics
from contextlib import AsyncExitStack
from itertools import product
from urllib.parse import urlencode

from fewshot_app.shared.room import rooms
from fewshot_app.shared.text import LANGUAGES
from tests.load.front import Front, front, timed
from tests.load.measure import memory_mb, own_ms, processor_ms, rest, serving

RUNS = 20
IDLE = 200


async def at_rest(pid: int) -> None:
    """Wait until the server has nothing more to do."""
    await asyncio.to_thread(rest, pid)


async def one(visitor: Front, pid: int, page: str, query: str) -> dict[str, float]:
    """One run: milliseconds of processor of the pages' process and of the engine's until both rest.

    Also the time until the script has ended, and kilobytes.
    """
    pages, both = own_ms(pid), processor_ms(pid)
    took, wrong = await timed(visitor.run(page, query))
    if wrong:
        raise RuntimeError(wrong)
    await at_rest(pid)
    pages, both = own_ms(pid) - pages, processor_ms(pid) - both
    return {"cpu_ms": pages, "engine_ms": both - pages, "ms": took, "kb": visitor.size / 1000}


async def one_look(address: str, pid: int, seed: int) -> None:
    """Open every page once in each language, with the task of this seed, and wait until all is computed."""
    async with front(address) as visitor:
        for room, lang in product(rooms(), LANGUAGES):
            await one(visitor, pid, room.path, urlencode({"lang": lang, "seed": seed, "seen": 1}))


async def cost(address: str, pid: int, runs: int) -> dict[str, dict[str, dict[str, float]]]:
    """By page and kind of run, the means."""
    found = {}
    await one_look(address, pid, runs)
    async with front(address) as visitor:
        for room in rooms():
            queries = [urlencode({"lang": "en", "seed": seed, "seen": 1}) for seed in range(runs)]
            new = [await one(visitor, pid, room.path, query) for query in queries]
            known = [await one(visitor, pid, room.path, query) for query in queries]
            found[room.name] = {"new": means(new), "known": means(known)}
    return found


def means(of: list[dict[str, float]]) -> dict[str, float]:
    """Of each figure, the mean: processor time is counted in steps of 10 ms."""
    return {name: round(statistics.mean(each[name] for each in of), 1) for name in of[0]}


async def idle(address: str, pid: int) -> float:
    """Megabytes that a visitor takes who looks at the front page and then does nothing."""
    before = memory_mb(pid)
    async with AsyncExitStack() as stack:
        for _ in range(IDLE):
            visitor = await stack.enter_async_context(front(address))
            await visitor.run("", "lang=en")
        return round((memory_mb(pid) - before) / IDLE, 2)


def main() -> None:
    """Start the server, ask, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=RUNS)
    options = parser.parse_args()
    with serving() as (address, pid):
        pages = asyncio.run(cost(address, pid, options.runs))
        visitor = asyncio.run(idle(address, pid))
    print(json.dumps({"pages": pages, "idle_visitor_mb": visitor}, indent=1))


if __name__ == "__main__":
    main()
