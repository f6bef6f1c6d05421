"""What ``docs/scaling.md`` rests on: ``python -m tests.load.points`` measures it and writes ``points.json``.

What a rerun of each page costs with nobody else there, what a visitor takes in memory, how many votes a
second the database of one machine takes, and what so many visitors meet at once. About eight minutes, Linux
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
from typing import Any

from fewshot_app.classroom.rooms.book import Book
from fewshot_app.classroom.rooms.state import Vote
from fewshot_core.bench.processor import processor
from tests.load.class_votes import NAMING
from tests.load.cost import cost, idle
from tests.load.measure import memory_mb, serving
from tests.load.together import together
from tests.load.visitors import figures

FILE = Path(__file__).with_name("points.json")
VISITORS = (10, 20, 30, 60)
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


def measured(runs: int, seconds: float) -> dict[str, Any]:
    """All of it; a page's cost is the mean of so many runs, a point lasts so many seconds."""
    found: dict[str, Any] = {"cores": os.cpu_count(), "processor": processor()}
    found["load_before"] = round(os.getloadavg()[0], 1)
    with serving() as (address, pid):
        found["server_mb"] = memory_mb(pid)
        found["pages"] = asyncio.run(cost(address, pid, runs))
        found["visitor_mb"] = asyncio.run(idle(address, pid))
    found["together"] = together()
    found["votes_a_second"] = votes_a_second()
    found["points"] = [figures(visitors, seconds) for visitors in VISITORS]
    return found


def pages(found: dict[str, Any]) -> str:
    """What a rerun costs, a row a page."""
    rows = ["| page | script, known task | script, new task | computed for a new task | kilobytes |"]
    rows.append("| --- | --- | --- | --- | --- |")
    for name, page in found["pages"].items():
        new, known = page["new"], page["known"]
        computed = new["engine_ms"] + known["engine_ms"]
        rows.append(
            f"| {name} | {known['cpu_ms']:.0f} | {new['cpu_ms']:.0f} | {computed:,.0f} | {known['kb']:.0f} |"
        )
    return "\n".join(rows)


def process(found: dict[str, Any]) -> str:
    """What was measured beside pages, a row a figure."""
    votes, beside = found["votes_a_second"], found["together"]
    rows = [
        ("cores", f"{found['cores']}, {found['processor']}"),
        ("a server that nobody visits, both processes, MB", f"{found['server_mb']:,}"),
        ("a visitor who looks and does nothing, MB", f"{found['visitor_mb']}"),
        ("a script beside one and two jobs, as quick as alone = 1", _both(beside["script"][1:])),
        ("a job beside another, the same", f"{beside['job'][1]}"),
        ("one job, and each of two, beside a script, the same", _both(beside["beside"])),
        ("votes a second that one thread writes into a SQLite file", f"{votes:,}"),
        (f"a full room's {VOTES} votes, ms of that thread", f"{1000 * VOTES / votes:,.0f}"),
    ]
    lines = [f"| {what} | {much} |" for what, much in rows]
    return "\n".join(["| what | measured |", "| --- | --- |", *lines])


def _both(speeds: list[float]) -> str:
    return " and ".join(map(str, speeds))


def met(found: dict[str, Any]) -> str:
    """What so many visitors met at once, a row a number of visitors."""
    rows = ["| visitors | reruns | half within, ms | nineteen of twenty within, ms | cores used | MB |"]
    rows.append("| --- | --- | --- | --- | --- | --- |")
    for point in found["points"]:
        rerun, memory = point["rerun"], point["memory_mb"]["after"]
        rows.append(
            f"| {point['visitors']} | {rerun['count']} | {rerun['p50_ms']:,} | {rerun['p95_ms']:,} "
            f"| {point['cores_used']} | {memory:,} |"
        )
    return "\n".join(rows)


def main() -> None:
    """Measure, write, and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=4)
    parser.add_argument("--seconds", type=float, default=60)
    options = parser.parse_args()
    found = measured(options.runs, options.seconds)
    FILE.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print(pages(found), process(found), met(found), sep="\n\n")


if __name__ == "__main__":
    main()
