"""Two replicas, nginx before them and PostgreSQL behind them, all of it running on this machine."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.deploy.postgres import Postgres
from tests.deploy.proxy import Proxy, free_port
from tests.deploy.replica import Replica
from tests.deploy.voters import Room, Voters

BASE = "/course"


@dataclass
class Cluster:
    """All that runs."""

    database: Postgres
    store: Path
    replicas: tuple[Replica, Replica]
    proxy: Proxy

    @property
    def address(self) -> str:
        """Where visitors have the app."""
        scheme, port = ("https", self.proxy.tls_port) if self.proxy.tls else ("http", self.proxy.port)
        return f"{scheme}://127.0.0.1:{port}{BASE}"

    def voting(self, room: Room) -> Voters:
        """Phones of a room, by way of the proxy."""
        return Voters(f"{self.address}/api/rooms/{room.code}")

    def replica(self, port: int) -> tuple[Replica, Replica]:
        """The replica with a port, and the other."""
        first, second = self.replicas
        return (first, second) if first.port == port else (second, first)


@contextlib.contextmanager
def running(folder: Path) -> Iterator[tuple[Cluster, float]]:
    """A cluster that is ready, and how many seconds that took; afterwards all of it has ended."""
    (folder / "postgres").mkdir()
    database = Postgres(folder / "postgres", free_port())
    ports = (free_port(), free_port())
    store = folder / "store"
    first, second = (Replica(port, BASE, store, database.url) for port in ports)
    proxy = Proxy(folder / "nginx", ports, BASE)
    try:
        began = time.monotonic()
        for replica in (first, second):
            replica.start()
        assert first.health()[0] == 0, "nobody listens yet"
        for replica in (first, second):
            replica.wait_until(200)
        yield Cluster(database, store, (first, second), proxy), time.monotonic() - began
    finally:
        for replica in (first, second):
            replica.stop()
        proxy.stop()
        with contextlib.suppress(Exception):
            database.stop("immediate")
