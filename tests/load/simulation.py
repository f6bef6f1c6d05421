"""A server as a queue: ``python -m tests.load.simulation`` prints the tables of ``docs/scaling.md``.

Visitors think, then open some page with some task, as ``tests/load/visitors.py`` does. What that costs is
read from ``points.json``, which ``python -m tests.load.points`` measured with nobody else there. Two things
are shared: the interpreter, of which there is one in a process and in which the scripts of all pages take
turns, and the cores that measured visitors leave over. What a page has computed after its script ended goes
to a queue of two threads, which get what scripts leave of the cores. Time is in milliseconds.
"""

from __future__ import annotations

import heapq
import json
import math
import random
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from fewshot_app.shared.worker import THREADS
from tests.load.points import FILE, VOTES
from tests.load.visitors import TASKS, THINK

PATIENT = 500.0
"""Of twenty reruns, nineteen are to end within so many milliseconds."""
VISIT = 300_000.0
"""How long a simulated visit lasts where no measured one sets it."""
DONE = 1e-6
LEARNERS = (1_000, 10_000, 100_000)
THOUGHTS = (THINK, 20.0, 60.0)
"""Seconds of thought, at most, between two clicks: those of the load test, of a class at work, of readers."""
MACHINE_CORES, MACHINE_MB = 2, 4096
"""The machine that is counted: a small rented one."""


@dataclass
class Costs:
    """What a rerun of each page takes, for a new task and a known one: (script, afterwards) in ms."""

    new: list[tuple[float, float]]
    known: list[tuple[float, float]]

    @classmethod
    def of(cls, found: dict[str, Any]) -> Costs:
        """From what was measured: the script's share of the processor time is at most how long it ran."""

        def both(kind: str) -> list[tuple[float, float]]:
            pages = [page[kind] for page in found["pages"].values()]
            return [
                (min(page["ms"], page["cpu_ms"]), max(0.0, page["cpu_ms"] - page["ms"])) for page in pages
            ]

        return cls(both("new"), both("known"))


@dataclass
class Server:
    """One process on so many cores: scripts that take turns, jobs that wait and jobs under way."""

    cores: float
    slower_script: float = 1.0  # how many times as long a script takes while a job is under way
    slower_job: float = (
        1.0  # and a job while a script is: it waits for the interpreter between its operations
    )
    scripts: dict[int, float] = field(default_factory=dict)  # by visitor: what is left
    jobs: list[float] = field(default_factory=list)  # what is left; the first THREADS are under way
    used: float = 0.0  # of all cores together

    def shares(self) -> tuple[float, float]:
        """How much of a core each script and each job has: scripts share one, jobs what is left over."""
        script = 1 / len(self.scripts) if self.scripts else 0.0
        under_way = min(THREADS, len(self.jobs))
        free = max(0.0, self.cores - bool(self.scripts))
        job = min(1.0, free / under_way) if under_way else 0.0
        if self.scripts and self.jobs:
            job /= self.slower_job
        return script, job

    def speed(self) -> float:
        """How far a script comes in a millisecond of a core."""
        return 1 / self.slower_script if self.scripts and self.jobs else 1.0

    def next_end(self) -> float:
        """Milliseconds until a script or a job ends, if nobody comes."""
        script, job = self.shares()
        script *= self.speed()
        ends = [min(self.scripts.values()) / script] if script else []
        return min([*ends, *(left / job for left in self.jobs[:THREADS] if job)], default=math.inf)

    def pass_time(self, ms: float) -> list[int]:
        """Work on for so long; whose scripts have ended."""
        (script, job), speed = self.shares(), self.speed()
        self.used += ms * (bool(self.scripts) + job * min(THREADS, len(self.jobs)))
        for visitor in self.scripts:
            self.scripts[visitor] -= ms * script * speed
        self.jobs[:THREADS] = [left - ms * job for left in self.jobs[:THREADS]]
        self.jobs = [left for left in self.jobs if left > DONE]
        ended = [visitor for visitor, left in self.scripts.items() if left <= DONE]
        for visitor in ended:
            del self.scripts[visitor]
        return ended


@dataclass(frozen=True)
class Met:
    """What all visitors met."""

    reruns: int
    mean_ms: float
    p95_ms: float
    cores_used: float


def simulate(costs: Costs, visitors: int, server: Server, think: float, ms: float, seed: int = 0) -> Met:
    """So many visitors at an empty server for so long; each thinks up to ``think`` seconds before a rerun."""
    dice, now = random.Random(seed), 0.0
    coming = [(dice.uniform(0, 1000 * think), visitor) for visitor in range(visitors)]
    heapq.heapify(coming)
    began: dict[int, float] = {}
    seen: set[tuple[int, int]] = set()
    afterwards: dict[int, float] = {}
    took: list[float] = []
    while now < ms:
        step = min(server.next_end(), coming[0][0] - now if coming else math.inf, ms - now)
        for visitor in server.pass_time(step):
            took.append(now + step - began[visitor])
            server.jobs += [afterwards[visitor]] if afterwards[visitor] else []
            heapq.heappush(coming, (now + step + dice.uniform(0, 1000 * think), visitor))
        now += step
        while coming and coming[0][0] <= now + DONE:
            _, visitor = heapq.heappop(coming)
            asked = dice.randrange(len(costs.new)), dice.randrange(TASKS)
            script, afterwards[visitor] = (costs.known if asked in seen else costs.new)[asked[0]]
            seen.add(asked)
            server.scripts[visitor], began[visitor] = script, now
    return Met(len(took), float(np.mean(took)), float(np.percentile(took, 95)), server.used / ms)


def most_visitors(costs: Costs, slower: tuple[float, float], think: float) -> int:
    """How many visitors a process on a core serves with nineteen of twenty reruns within PATIENT."""

    def is_quick(visitors: int) -> bool:
        return simulate(costs, visitors, Server(1, *slower), think, VISIT).p95_ms <= PATIENT

    low, high = 1, 2
    while is_quick(high):
        low, high = high, 2 * high
    while high - low > max(1, low // 50):
        middle = (low + high) // 2
        if is_quick(middle):
            low = middle
        else:
            high = middle
    return low


def pages(found: dict[str, Any]) -> str:
    """What a rerun costs, a row a page."""
    rows = ["| page | ms of processor, known task | new task | kilobytes |", "| --- | --- | --- | --- |"]
    for name, page in found["pages"].items():
        new, known = page["new"], page["known"]
        rows.append(f"| {name} | {known['cpu_ms']:.0f} | {new['cpu_ms']:.0f} | {known['kb']:.0f} |")
    return "\n".join(rows)


def process(found: dict[str, Any]) -> str:
    """What was measured beside pages, a row a figure."""
    votes = found["votes_a_second"]
    rows = [
        ("cores", f"{found['cores']}, {found['processor']}"),
        ("a script while two jobs are under way, times as long as alone", f"{found['together']['script']}"),
        ("a job while a script is under way, times as long as alone", f"{found['together']['job']}"),
        ("a process that nobody visits, MB", f"{found['server_mb']:,}"),
        ("a visitor who looks and does nothing, MB", f"{found['visitor_mb']}"),
        ("votes a second that one thread writes into a SQLite file", f"{votes:,}"),
        (f"a full room's {VOTES} votes, ms of that thread", f"{1000 * VOTES / votes:,.0f}"),
    ]
    return "\n".join(
        ["| what | measured |", "| --- | --- |", *(f"| {what} | {much} |" for what, much in rows)]
    )


def agreement(found: dict[str, Any]) -> str:
    """Measured and simulated, a row a measured point."""
    rows = ["| visitors | cores used: measured | simulated | mean rerun, ms: measured | simulated |"]
    rows.append("| --- | --- | --- | --- | --- |")
    for point in found["points"]:
        met = at_point(found, point)
        rows.append(
            f"| {point['visitors']} | {point['cores_used']:.2f} | {met.cores_used:.2f} "
            f"| {point['rerun']['mean_ms']} | {met.mean_ms:.0f} |"
        )
    return "\n".join(rows)


def at_point(found: dict[str, Any], point: dict[str, Any]) -> Met:
    """The simulation of what was measured at a point."""
    server = Server(found["cores"] - point["cores_of_visitors"], *_slower(found))
    return simulate(Costs.of(found), point["visitors"], server, THINK, 1000 * point["seconds"])


def _slower(found: dict[str, Any]) -> tuple[float, float]:
    """How much longer scripts and jobs take at the same time."""
    return found["together"]["script"], found["together"]["job"]


def machines(found: dict[str, Any]) -> str:
    """How many machines so many learners need at once, a row a time of thought."""
    costs = Costs.of(found)
    head = " | ".join(f"{many:,} learners" for many in LEARNERS)
    rows = [f"| seconds of thought, at most | visitors a process | by memory | {head} |"]
    rows.append("| --- | --- | --- |" + " --- |" * len(LEARNERS))
    for think in THOUGHTS:
        by_time = most_visitors(costs, _slower(found), think)
        by_memory = int((MACHINE_MB / MACHINE_CORES - found["server_mb"]) / found["visitor_mb"])
        each = MACHINE_CORES * min(by_time, by_memory)
        needed = " | ".join(f"{math.ceil(many / each):,}" for many in LEARNERS)
        rows.append(f"| {think:.0f} | {by_time:,} | {by_memory:,} | {needed} |")
    return "\n".join(rows)


def main() -> None:
    """Print the tables."""
    found = json.loads(FILE.read_text(encoding="utf-8"))
    print(pages(found), process(found), agreement(found), machines(found), sep="\n\n")


if __name__ == "__main__":
    main()
