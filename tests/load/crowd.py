"""A class compares at once: ``python -m tests.load.crowd [--visitors 30] [--same]`` prints one object.

So many visitors open the comparison at the same moment, each with a new task of 5-way 1-shot that six
learners are to answer, or with ``--same`` all with one task. Another visitor opens the explorer again and
again meanwhile. Two have compared before, so the server is warm. Printed are the seconds until the first and
the last of them had all answers, how many were told their place in the queue, how often the page was drawn
for each of them, how long the explorer took, and the processor seconds of the server and of this program
meanwhile, since both share the machine's cores. Linux only.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import re
import statistics
import time
from contextlib import AsyncExitStack
from typing import Any
from urllib.parse import urlencode

from fewshot_app.shared.text import words
from tests.load.front import Front, front, timed
from tests.load.measure import processor_ms, serving

FIRST_SEED = 7000
"""From here on nobody asked before."""
PLACE = re.compile("|".join((words("en")("common.ahead", number=r"\d+"), words("en")("common.turn"))))
"""How a visitor is told the place in the queue."""
BETWEEN = 0.3
"""Seconds between two looks at the explorer."""
TARGETS = {"new": {"last_s": 30, "explorer_p95_ms": 500}, "same": {"last_s": 3, "explorer_p95_ms": 500}}


def answered(data: dict[str, Any]) -> bool:
    """Is this the board of the comparison, with the answers of all its learners?"""
    columns = data.get("columns", [])
    return bool(data.get("revealed")) and bool(columns) and all("shares" in each for each in columns)


async def compare(visitor: Front, seed: int) -> tuple[float, str]:
    """Milliseconds until all answers are there, and what went wrong."""
    query = urlencode({"lang": "en", "n": 5, "k": 1, "seed": seed, "seen": 1})
    return await timed(visitor.until("compare", query, answered))


async def explore(address: str, over: asyncio.Event) -> list[float]:
    """Milliseconds of each look at the explorer, until all is over."""
    looks = []
    async with front(address) as visitor:
        while not over.is_set():
            took, _ = await timed(visitor.run("explorer", urlencode({"lang": "en", "seed": len(looks) % 20})))
            looks.append(took)
            await asyncio.sleep(BETWEEN)
    return looks


async def crowd(
    address: str, pid: int, visitors: int, same: bool, first: int = FIRST_SEED
) -> dict[str, object]:
    """Let all in at the same moment, and say what they met."""
    over = asyncio.Event()
    looking = asyncio.create_task(explore(address, over))
    async with AsyncExitStack() as stack:
        fronts = [await stack.enter_async_context(front(address)) for _ in range(visitors)]
        seeds = [first if same else first + i for i in range(visitors)]
        used, own, began = processor_ms(pid), time.process_time(), time.perf_counter()
        found = await asyncio.gather(*map(compare, fronts, seeds))
        last = time.perf_counter() - began
        used, own = processor_ms(pid) - used, time.process_time() - own
        told = sum(any(PLACE.search(said) for said in each.captions) for each in fronts)
    over.set()
    looks = await looking
    return {
        "visitors": visitors,
        "first_s": round(min(took for took, _ in found) / 1000, 2),
        "last_s": round(last, 2),
        "server_processor_s": round(used / 1000, 1),
        "clients_processor_s": round(own, 1),
        "told_their_place": told,
        "errors": [wrong for _, wrong in found if wrong][:5],
        "page_runs_each": statistics.mean(each.runs for each in fronts),
        "explorer_looks": len(looks),
        "explorer_p50_ms": round(statistics.median(looks)),
        "explorer_p95_ms": round(statistics.quantiles(looks, n=20)[-1] if len(looks) > 1 else looks[0]),
    }


def main() -> None:
    """Start the server, let them in, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--visitors", type=int, default=30)
    parser.add_argument("--same", action="store_true")
    options = parser.parse_args()
    with serving() as (address, pid):
        asyncio.run(crowd(address, pid, 2, same=True, first=FIRST_SEED - 1))
        found = asyncio.run(crowd(address, pid, options.visitors, options.same))
    found |= {"targets": TARGETS["same" if options.same else "new"], "cores": os.cpu_count()}
    print(json.dumps(found, indent=1, ensure_ascii=False))


if __name__ == "__main__":
    main()
