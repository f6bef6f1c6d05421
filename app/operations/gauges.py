"""Measurements that are looked up when somebody asks for them."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from functools import cache

from prometheus_client import CollectorRegistry, ProcessCollector
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector
from sqlalchemy.exc import SQLAlchemyError

from ..classroom.rooms import book, hub
from ..classroom.rooms.trouble import DatabaseAway
from ..shared import own
from ..shared.own.store import size_of

log = logging.getLogger(__name__)


class Gauges(Collector):
    """The worker's queue, the engine process, the store, and the rooms.

    These are those of the database, which other servers may share.
    """

    def describe(self) -> Iterator[GaugeMetricFamily]:
        """Nothing: to register them must not ask the database."""
        return iter(())

    def collect(self) -> Iterator[Metric]:
        """All of them, as they are now."""
        from ..shared.runs import engine, worker  # the server answers before the engine is loaded

        yield from ProcessCollector("fewshot_engine", lambda: engine().pid or 0, registry=None).collect()
        yield _gauge("fewshot_queue_jobs", "Jobs that wait or are under way", worker().waiting)
        yield _gauge("fewshot_listeners", "Phones and boards that listen to a room", hub().rooms().total())
        folder = own.store().folder
        yield _gauge("fewshot_store_bytes", "What visitors brought", size_of(folder))
        yield _gauge("fewshot_store_limit_bytes", "The most that they may bring", own.store().quotas.everyone)
        try:
            rooms, phones = book().sizes()
        except (DatabaseAway, SQLAlchemyError):
            log.exception("The database cannot be asked.")
            yield _gauge("fewshot_database_up", "Whether the database answers", 0)
            return
        yield _gauge("fewshot_database_up", "Whether the database answers", 1)
        yield _gauge("fewshot_rooms", "Rooms of classes that are open", rooms)
        yield _gauge("fewshot_phones", "Phones in them", phones)


def _gauge(name: str, what: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(name, what, value)


@cache
def register(registry: CollectorRegistry) -> None:
    """Add them once, and those of the process: memory, processor time, open files."""
    registry.register(Gauges())
    ProcessCollector(registry=registry)
