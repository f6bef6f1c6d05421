"""A class votes: ``python -m tests.load.class_votes`` prints one object.

300 phones listen to a room and vote within ten seconds, each vote sent twice, some with the connection cut
before the answer; the lecturer's screen listens meanwhile. Printed are the API's times over all requests,
when the screen was complete after the last vote, and what was counted. With ``--drawing`` each phone asks for
its class and sends a drawing instead of a vote. With ``--database URL`` and ``--ports 2`` two servers share a
database, and the phones are spread over both. The phones share the servers' processors.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from fewshot_app.classroom.rooms.activities import Naming, Sketching
from fewshot_app.classroom.rooms.book import Book
from fewshot_app.shared.own.visitor import COOKIE, asking
from fewshot_app.shared.task import Task
from tests.load.measure import processor_seconds

KEY = "k" * 43
PICTURE = "data:image/png;base64," + "A" * 12_000
"""As large as the pictures of a task are."""
NAMING = Naming(Task("everyday", "test", 5, 1, 1, 42), PICTURE, PICTURE, tuple(range(5)), tuple(range(5)))
SKETCHING = Sketching(NAMING.task, {"en": ("cat", "dog", "horse", "fish", "bird")})
STROKES = [[(i * 37 + j) % 256 for i in range(160)] for j in range(4)]
"""A drawing of 320 points: more than one usually has."""
TARGETS = {"p99_ms": 300, "screen_complete_s": 2}


@dataclass
class Phones:
    """What the phones have seen: milliseconds by request, and how many events they heard."""

    took: list[float] = field(default_factory=list)
    refused: int = 0
    heard: int = 0


async def request(port: int, method: str, path: str, body: object = None, cut: bool = False) -> int:
    """One request on a connection of its own; the status, or 0 where the client left before the answer."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    content = b"" if body is None else json.dumps(body).encode()
    head = (
        f"{method} {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: {len(content)}\r\n\r\n"
    )
    writer.write(head.encode() + content)
    await writer.drain()
    status = 0 if cut else int((await reader.read()).split(b" ", 2)[1])
    writer.close()
    return status


async def events(port: int, path: str, cookie: str = "") -> AsyncIterator[dict[str, Any]]:
    """The contents of a stream of events, as they come."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=2**24)
    writer.write(f"GET {path} HTTP/1.1\r\nHost: x\r\nCookie: {cookie}\r\n\r\n".encode())
    while line := await reader.readline():
        if line.startswith(b"data: "):
            yield json.loads(line[6:])


async def listen(port: int, path: str, phones: Phones) -> None:
    """A phone hears its room until it is cancelled."""
    async for _ in events(port, path):
        phones.heard += 1


async def screen(port: int, path: str, many: int) -> float:
    """When the lecturer's screen showed so many votes."""
    async for told in events(port, path, f"{COOKIE}={KEY}"):
        if told["voted"] == many:
            return time.perf_counter()
    raise EOFError("the stream ended early")


async def vote(port: int, room: str, place: int, within: float, phones: Phones) -> float:
    """One phone votes at some moment, and once more; when it was done."""
    await asyncio.sleep(random.uniform(0, within))
    ballot = {"phone": f"{place:032x}", "number": 1, "round": 1, "answers": [place % 5] * 5}
    if place % 5 == 0:
        await request(port, "POST", f"{room}/votes", ballot, cut=True)
    for _ in range(2):
        began = time.perf_counter()
        status = await request(port, "POST", f"{room}/votes", ballot)
        phones.took.append(1000 * (time.perf_counter() - began))
        phones.refused += status != 200
    return time.perf_counter()


async def wall(port: int, path: str, many: int) -> float:
    """When the lecturer's screen showed so many drawings."""
    seen: set[str] = set()
    async for told in events(port, path, f"{COOKIE}={KEY}"):
        seen |= {sketch["id"] for sketch in told["drawings"]}
        if len(seen) == many:
            return time.perf_counter()
    raise EOFError("the stream ended early")


async def draw(port: int, room: str, place: int, within: float, phones: Phones) -> float:
    """One phone asks for its class, and at some moment sends a drawing twice; when it was done."""
    turn = {"phone": f"{place:032x}", "number": 1, "round": 1}
    drawing = turn | {"strokes": STROKES}
    sent = (("assignments", turn), ("drawings", drawing), ("drawings", drawing))
    await asyncio.sleep(random.uniform(0, 2))  # as phones do
    for at, (path, body) in enumerate(sent):
        if at == 1:
            await asyncio.sleep(random.uniform(0, within))
            if place % 5 == 0:
                await request(port, "POST", f"{room}/{path}", body, cut=True)
        began = time.perf_counter()
        status = await request(port, "POST", f"{room}/{path}", body)
        phones.took.append(1000 * (time.perf_counter() - began))
        phones.refused += status != 200
    return time.perf_counter()


async def drive(ports: list[int], code: str, many: int, within: float, drawing: bool) -> dict[str, object]:
    """All phones, and the lecturer's screen."""
    room, phones = f"/api/rooms/{code}", Phones()
    of = [ports[i % len(ports)] for i in range(many)]
    of_screen = wall(ports[0], f"{room}/drawings/events", many) if drawing else None
    shown = asyncio.create_task(of_screen or screen(ports[0], f"{room}/tally/events", many))
    one = draw if drawing else vote
    idle = [asyncio.create_task(listen(port, f"{room}/events", phones)) for port in of]
    await asyncio.sleep(3)
    done = await asyncio.gather(*(one(port, room, i, within, phones) for i, port in enumerate(of)))
    complete = await asyncio.wait_for(shown, 30)
    for task in idle:
        task.cancel()
    p50, p95, p99 = np.percentile(phones.took, (50, 95, 99))
    return {
        "requests": len(phones.took),
        "p50_ms": round(p50),
        "p95_ms": round(p95),
        "p99_ms": round(p99),
        "refused": phones.refused,
        "phones_that_listened": phones.heard,
        "screen_complete_s": round(max(0.0, complete - max(done)), 2),
    }


def serve(folder: str, database: str) -> tuple[subprocess.Popen, int]:
    """A server, and its port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    surroundings = {**os.environ, "FEWSHOT_STORE": folder} | (
        {"FEWSHOT_DATABASE": database} if database else {}
    )
    command = [sys.executable, "-m", "streamlit", "run", "app/server.py", "--server.port", str(port)]
    home = Path(__file__).parent.parent.parent
    return subprocess.Popen(command, env=surroundings, cwd=home, stdout=subprocess.DEVNULL), port


def wait(pid: int, port: int) -> None:
    """Until the server answers, and has loaded the engine: it does nothing for a second."""
    end = time.monotonic() + 180
    while time.monotonic() < end:
        used = processor_seconds(pid)
        time.sleep(1)
        try:
            healthy = asyncio.run(request(port, "GET", "/_stcore/health")) == 200
        except OSError:
            continue
        if healthy and processor_seconds(pid) - used < 0.1:
            return
    raise TimeoutError(f"no server at rest at port {port}")


def main() -> None:
    """Measure all and print it."""
    options = argparse.ArgumentParser()
    options.add_argument("--phones", type=int, default=300)
    options.add_argument("--seconds", type=float, default=10.0)
    options.add_argument("--drawing", action="store_true")
    options.add_argument("--database", default="")
    options.add_argument("--ports", type=int, default=1)
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        servers = [serve(folder, given.database) for _ in range(given.ports)]
        try:
            for process, port in servers:
                wait(process.pid, port)
            book = Book(given.database or f"sqlite:///{folder}/class.sqlite", lambda code, vote: None)
            owner = str(asking({COOKIE: KEY}))
            code = book.open(owner)
            book.start(code, owner, SKETCHING if given.drawing else NAMING)
            used = sum(processor_seconds(process.pid) for process, _ in servers)
            ports = [port for _, port in servers]
            found = asyncio.run(drive(ports, code, given.phones, given.seconds, given.drawing))
            votes = book.sketches(code, 1) if given.drawing else book.tally(code, 1, 1).votes
            found |= {
                "counted": len(votes),
                "counted_once": len({vote.phone for vote in votes}) == len(votes) == given.phones,
                "processor_s": round(sum(processor_seconds(process.pid) for process, _ in servers) - used, 1),
                "targets": TARGETS,
                "cores": os.cpu_count(),
            }
            book.close(code, owner)
        finally:
            for process, _ in servers:
                process.terminate()
            for process, _ in servers:
                process.wait(20)
    print(json.dumps(found, indent=1))


if __name__ == "__main__":
    main()
