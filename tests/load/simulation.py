"""A server as a queue: ``python -m tests.load.simulation`` prints the tables of ``docs/scaling.md``.

Visitors think, then open some page with some task, as ``tests/load/visitors.py`` does. What that costs with
nobody else there was measured by ``tests/load/points.py``. The scripts of all pages take turns in one
interpreter. What a page has computed for it goes to the engine process, which does two jobs at a time, the
others wait; how quick script and jobs are beside one another was measured, too. Time is in milliseconds.
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
from tests.load.points import FILE
from tests.load.visitors import TASKS, THINK

VISIT = 300_000.0
"""How long a simulated visit lasts where no measured one sets it."""
DONE = 1e-6
QUICK = 500.0
"""Milliseconds within which nineteen of twenty reruns are to end."""
LEARNERS = (1_000, 10_000, 100_000)
THOUGHTS = (THINK, 20.0, 60.0)
"""Seconds of thought, at most, between two clicks: the load test's, a class at work, readers."""


@dataclass(frozen=True)
class Costs:
    """What the pages take, one after the other, in milliseconds."""

    new: list[float]  # a rerun's script where nobody has seen the task
    known: list[float]  # and where somebody has
    beside: list[float]  # what a rerun takes beside its script: messages, work without the interpreter
    jobs: list[float]  # what is computed for a new task

    @classmethod
    def of(cls, found: dict[str, Any]) -> Costs:
        """From what was measured: ``points.json``."""
        pages = list(found["pages"].values())
        # What a second look has computed (the loop's further films) comes once for each task, too.
        return cls(
            new=[page["new"]["cpu_ms"] for page in pages],
            known=[page["known"]["cpu_ms"] for page in pages],
            beside=[max(0.0, page["new"]["ms"] - page["new"]["cpu_ms"]) for page in pages],
            jobs=[page["new"]["engine_ms"] + page["known"]["engine_ms"] for page in pages],
        )


@dataclass(frozen=True)
class Speeds:
    """How quick they are beside one another, 1: as quick as alone; measured by ``tests/load/together.py``."""

    cores: int
    script: tuple[float, ...]  # the interpreter's, beside 0, 1, … jobs
    job: tuple[float, ...]  # of each of 1, 2, … jobs
    beside: tuple[float, ...]  # the same while a script runs

    @classmethod
    def of(cls, found: dict[str, Any]) -> Speeds:
        """From ``points.json``."""
        return cls(found["cores"], **{name: tuple(each) for name, each in found["together"].items()})


@dataclass
class Server:
    """One server: scripts that take turns, jobs that wait, and jobs under way."""

    speeds: Speeds
    scripts: dict[int, float] = field(default_factory=dict)  # by visitor: what is left
    jobs: list[float] = field(default_factory=list)  # what is left; the first THREADS are under way
    used: float = 0.0  # milliseconds of all cores together

    def rates(self) -> tuple[float, float]:
        """How far each script and each job comes in a millisecond."""
        under_way = min(THREADS, len(self.jobs))
        script = self.speeds.script[under_way] / len(self.scripts) if self.scripts else 0.0
        of_job = self.speeds.beside if self.scripts else self.speeds.job
        return script, of_job[under_way - 1] if under_way else 0.0

    def next_end(self) -> float:
        """Milliseconds until a script or a job ends, if nobody comes."""
        script, job = self.rates()
        left = [(min(self.scripts.values(), default=math.inf), script)]
        left += [(min(self.jobs[:THREADS], default=math.inf), job)]
        return min((much / rate for much, rate in left if rate), default=math.inf)

    def pass_time(self, ms: float) -> list[int]:
        """Work on for so long; whose scripts have ended."""
        script, job = self.rates()
        self.used += ms * min(self.speeds.cores, bool(self.scripts) + min(THREADS, len(self.jobs)))
        self.scripts = {visitor: left - ms * script for visitor, left in self.scripts.items()}
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
    cores: float  # that were busy


def simulate(
    costs: Costs, visitors: int, speeds: Speeds, think: float = THINK, ms: float = VISIT, seed: int = 0
) -> Met:
    """So many visitors at an empty server for so long; each thinks up to ``think`` seconds before a rerun."""
    draw, now, server = random.Random(seed), 0.0, Server(speeds)
    coming = [(draw.uniform(0, 1000 * think), visitor) for visitor in range(visitors)]
    heapq.heapify(coming)
    began: dict[int, float] = {}
    seen: set[tuple[int, int]] = set()
    took: list[float] = []
    while now < ms:
        step = min(server.next_end(), coming[0][0] - now if coming else math.inf, ms - now)
        now += step
        for visitor in server.pass_time(step):
            took.append(now - began[visitor])
            heapq.heappush(coming, (now + draw.uniform(0, 1000 * think), visitor))
        while coming and coming[0][0] <= now + DONE:
            _, visitor = heapq.heappop(coming)
            asked = draw.randrange(len(costs.new)), draw.randrange(TASKS)
            page, is_known = asked[0], asked in seen
            server.scripts[visitor] = (costs.known if is_known else costs.new)[page]
            began[visitor] = now - costs.beside[page]
            if costs.jobs[page] and not is_known:
                server.jobs += [costs.jobs[page] / THREADS] * THREADS  # it is several learners' as a rule
            seen.add(asked)
    return Met(len(took), float(np.mean(took)), float(np.percentile(took, 95)), server.used / ms)


def at_point(found: dict[str, Any], point: dict[str, Any]) -> Met:
    """The simulation of what was measured at a point."""
    return simulate(Costs.of(found), point["visitors"], Speeds.of(found), ms=1000 * point["seconds"])


def most_visitors(costs: Costs, speeds: Speeds, think: float, quick: float = QUICK) -> int:
    """How many visitors a server has with nineteen of twenty reruns within ``quick`` milliseconds."""

    def is_quick(visitors: int) -> bool:
        return simulate(costs, visitors, speeds, think).p95_ms <= quick

    low, high = 1, 2
    while is_quick(high):
        low, high = high, 2 * high
    while high - low > max(1, low // 50):
        middle = (low + high) // 2
        low, high = (middle, high) if is_quick(middle) else (low, middle)
    return low


def agreement(found: dict[str, Any]) -> str:
    """Measured and simulated, a row a measured point."""
    rows = ["| visitors | mean rerun, ms: measured | simulated | cores busy: measured | simulated |"]
    rows.append("| --- | --- | --- | --- | --- |")
    for point in found["points"]:
        met, rerun = at_point(found, point), point["rerun"]["mean_ms"]
        busy = f"{point['cores_used']:.2f} | {met.cores:.2f}"
        rows.append(f"| {point['visitors']} | {rerun:,} | {met.mean_ms:,.0f} | {busy} |")
    return "\n".join(rows)


def machines(found: dict[str, Any]) -> str:
    """How many such machines so many learners need, a row a time of thought."""
    head = " | ".join(f"{many:,} learners" for many in LEARNERS)
    rows = [f"| seconds of thought, at most | learners a machine | {head} |"]
    rows.append("| --- | --- |" + " --- |" * len(LEARNERS))
    for think in THOUGHTS:
        each = most_visitors(Costs.of(found), Speeds.of(found), think)
        needed = " | ".join(f"{math.ceil(many / each):,}" for many in LEARNERS)
        rows.append(f"| {think:.0f} | {each:,} | {needed} |")
    return "\n".join(rows)


def main() -> None:
    """Print the tables."""
    found = json.loads(FILE.read_text(encoding="utf-8"))
    print(agreement(found), machines(found), sep="\n\n")


if __name__ == "__main__":
    main()
