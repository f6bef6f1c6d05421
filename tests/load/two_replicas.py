"""Two replicas against one: ``python -m tests.load.two_replicas`` prints one object.

Visitors who do not think open page after page of one task, for which all has been computed: on one server,
then half of them each on two. Printed are the pages a second of both, and what a page costs the processors.
The visitors take their share of the cores, which is told, too: two replicas can be no faster than the cores
that are left. Linux only.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import time
from contextlib import ExitStack

from tests.load.cost import one_look
from tests.load.measure import processor_ms, rest, serving
from tests.load.visitors import Seen, visitor

TARGET = 1.7  # times as many pages a second


async def press(addresses: list[str], visitors: int, seconds: float) -> Seen:
    """So many visitors, shared out over the replicas, each asking as soon as it was answered."""
    seen, end = Seen(), time.monotonic() + seconds
    coming = [
        visitor(addresses[i % len(addresses)], end, random.Random(i), seen, think=0.0, tasks=1)
        for i in range(visitors)
    ]
    await asyncio.gather(*coming)
    return seen


def figures(replicas: int, visitors: int, seconds: float) -> dict[str, object]:
    """Start so many servers, press them, and say what they did."""
    with ExitStack() as stack:
        served = [stack.enter_context(serving()) for _ in range(replicas)]
        for address, pid in served:
            asyncio.run(one_look(address, pid, 0))
        for _, pid in served:
            rest(pid)
        before, own = [processor_ms(pid) for _, pid in served], time.process_time()
        began = time.monotonic()
        seen = asyncio.run(press([address for address, _ in served], visitors, seconds))
        took, own = time.monotonic() - began, time.process_time() - own
        used = sum(processor_ms(pid) for _, pid in served) - sum(before)
    pages = sum(map(len, seen.runs.values()))
    return {
        "pages": pages,
        "pages_a_second": round(pages / took, 1),
        "processor_ms_a_page": round(used / pages, 1),
        "cores_used": round(used / 1000 / took, 2),
        "cores_of_visitors": round(own / took, 2),
        "errors": seen.errors[:5],
    }


def main() -> None:
    """Measure one and two, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--visitors", type=int, default=12)
    parser.add_argument("--seconds", type=float, default=20)
    options = parser.parse_args()
    one, two = (figures(replicas, options.visitors, options.seconds) for replicas in (1, 2))
    ratio = float(str(two["pages_a_second"])) / float(str(one["pages_a_second"]))
    told = {"one": one, "two": two, "ratio": round(ratio, 2), "target": TARGET, "cores": os.cpu_count()}
    print(json.dumps(told, indent=1))


if __name__ == "__main__":
    main()
