"""What is kept of launches, on SQLite and on PostgreSQL: of many at once, one gets what is there once."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest

from fewshot_app.lti import ledger, routes
from fewshot_app.lti.ledger import Ledger
from fewshot_app.lti.tables import NONCES, VISITS
from fewshot_app.lti.trouble import LtiTrouble, Stale, TooMuch

BODY = {"user": "7f3a", "target": "chapters?chapter=why", "lang": "en"}
CROWD = 12


@pytest.fixture
def two(empty_database: str) -> Iterator[tuple[Ledger, Ledger]]:
    """Two servers with one database, started at once."""
    with ThreadPoolExecutor(2) as pool:
        first, second = pool.map(Ledger, [empty_database, empty_database])
    yield first, second
    for each in (first, second):
        each.engine.dispose()


def crowd(act: Callable[[int], object]) -> list[type[LtiTrouble] | None]:
    """What each of many who do the same at once is told; None for who gets it."""

    def one(number: int) -> type[LtiTrouble] | None:
        try:
            act(number)
        except LtiTrouble as trouble:
            return type(trouble)
        return None

    with ThreadPoolExecutor(CROWD) as pool:
        return list(pool.map(one, range(CROWD)))


def test_a_message_and_a_ticket_are_used_once_on_all_servers(two: tuple[Ledger, Ledger]) -> None:
    told = crowd(lambda number: two[number % 2].use("nonce", 60))
    assert told.count(None) == 1 and told.count(Stale) == CROWD - 1
    ticket = two[0].begin(BODY)
    told = crowd(lambda number: two[number % 2].enter(ticket))
    assert told.count(None) == 1 and told.count(Stale) == CROWD - 1


def test_a_visit_sends_no_more_results_than_it_may(
    two: tuple[Ledger, Ledger], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ledger, "MOST_RESULTS", 5)
    key, body = two[0].enter(two[1].begin(BODY))
    assert body == two[1].visit(key) == BODY
    told = crowd(lambda number: two[number % 2].count(key))
    assert told.count(None) == 5 and told.count(TooMuch) == CROWD - 5


async def _looked_once(monkeypatch: pytest.MonkeyPatch, book: Ledger) -> None:
    """The server's task, until it rests for the first time."""
    monkeypatch.setattr(routes, "configured", lambda: object())
    monkeypatch.setattr(routes, "ledger", lambda: book)
    monkeypatch.setattr(routes, "SWEEP", 3600.0)
    with suppress(TimeoutError):
        await asyncio.wait_for(routes.tend(), 2)


def test_what_is_over_is_deleted(two: tuple[Ledger, Ledger], monkeypatch: pytest.MonkeyPatch) -> None:
    book, now = two[0], two[0].clock()
    key, _ = book.enter(book.begin(BODY))
    book.begin(BODY)
    book.use("nonce", 60)
    book.clock = lambda: now + ledger.VISIT + 1
    with pytest.raises(Stale):
        book.visit(key)
    book.use("another", 60)
    asyncio.run(_looked_once(monkeypatch, book))
    with book.engine.connect() as db:
        assert not db.execute(VISITS.select()).all()
        assert len(db.execute(NONCES.select()).all()) == 1
