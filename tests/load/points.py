"""What ``docs/scaling.md`` rests on: ``python -m tests.load.points`` measures it and writes ``points.json``.

What a rerun of each page costs with nobody else there, what a visitor takes in memory, how many votes a
second the database of one machine takes, and what so many visitors meet at once. About six minutes, Linux
only, on a machine that does nothing else: how busy it was before is written down, too.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import tempfile
import time
from pathlib import Path

from fewshot_app.classroom.rooms.book import Book
from fewshot_app.classroom.rooms.state import Vote
from fewshot_core.bench.processor import processor
from tests.load.class_votes import NAMING
from tests.load.cost import cost, idle
from tests.load.measure import memory_mb, serving
from tests.load.together import together
from tests.load.visitors import figures

FILE = Path(__file__).with_name("points.json")
VISITORS = (10, 30, 60)
VOTES = 300
"""As many as a room takes phones."""


def votes_a_second() -> float:
    """How many votes a second one thread writes into a SQLite file."""
    with tempfile.TemporaryDirectory() as folder:
        book = Book(f"sqlite:///{folder}/class.sqlite", lambda code, vote: None)
        code = book.open("a" * 32)
        book.start(code, "a" * 32, NAMING)
        began = time.perf_counter()
        for phone in range(VOTES):
            book.vote(code, Vote(f"{phone:032x}", 1, 1, (0,) * 5))
        return round(VOTES / (time.perf_counter() - began))


def measured(runs: int, seconds: float) -> dict[str, object]:
    """All of it; a page's cost is the mean of so many runs, a point lasts so many seconds."""
    found: dict[str, object] = {"cores": os.cpu_count(), "processor": processor()}
    found["load_before"] = round(os.getloadavg()[0], 1)
    with serving() as (address, pid):
        found["server_mb"] = memory_mb(pid)
        found["pages"] = asyncio.run(cost(address, pid, runs))
        found["visitor_mb"] = asyncio.run(idle(address, pid))
    found["together"] = together()
    found["votes_a_second"] = votes_a_second()
    found["points"] = [figures(visitors, seconds) for visitors in VISITORS]
    return found


def main() -> None:
    """Measure and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=4)
    parser.add_argument("--seconds", type=float, default=30)
    options = parser.parse_args()
    found = measured(options.runs, options.seconds)
    FILE.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
