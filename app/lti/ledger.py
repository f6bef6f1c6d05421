"""What is kept of launches, for at most half a day: that a message was used, and whom a result belongs to.

Secrets are kept as hashes. Of a person there is the platform's own opaque id: it takes no result without.
"""

from __future__ import annotations

import hashlib
import secrets
import time
from collections.abc import Callable
from functools import cache
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from ..shared.own import store
from ..shared.schema.database import address, connect
from .tables import NONCES, VISITS
from .trouble import Stale, TooMuch

FILE = "lti.sqlite"
TICKET, VISIT = 300.0, 12 * 3600.0
"""Seconds that a ticket, and then a visit, lasts."""
PICKING = 3600.0
"""Seconds that a teacher may take to pick a link."""
MOST_RESULTS = 50
"""Results that one visit may send: a quiz can be repeated."""


class Ledger:
    """The launches of a database; safe to use from several threads and processes."""

    def __init__(self, url: str) -> None:
        from .schema import SCHEMA  # Alembic takes its time to load: the server answers before that

        self.engine = connect(url)
        self.clock: Callable[[], float] = time.time
        SCHEMA.upgrade(self.engine)

    def use(self, nonce: str, seconds: float) -> None:
        """Note that a message was used, and remember it for so long; raises Stale where it was before."""
        try:
            with self.engine.begin() as db:
                db.execute(insert(NONCES).values(hash=_hash(nonce), ends=self.clock() + seconds))
        except IntegrityError:
            raise Stale from None

    def sweep(self) -> None:
        """Delete what is over."""
        with self.engine.begin() as db:
            for table in (NONCES, VISITS):
                db.execute(delete(table).where(table.c.ends < self.clock()))

    def begin(self, body: dict[str, Any], seconds: float = TICKET) -> str:
        """Keep what a launch said; returns the ticket that can be used once."""
        ticket = secrets.token_urlsafe(32)
        row = {"hash": _hash(ticket), "entered": False, "ends": self.clock() + seconds, "results": 0}
        with self.engine.begin() as db:
            db.execute(insert(VISITS).values(**row, body=body))
        return ticket

    def enter(self, ticket: str) -> tuple[str, dict[str, Any]]:
        """Use a ticket: the key of the visit, and what the launch said; raises Stale."""
        key = secrets.token_urlsafe(32)
        here = (VISITS.c.hash == _hash(ticket)) & ~VISITS.c.entered & (VISITS.c.ends > self.clock())
        new = {"hash": _hash(key), "entered": True, "ends": self.clock() + VISIT}
        with self.engine.begin() as db:
            if db.execute(update(VISITS).where(here).values(**new)).rowcount != 1:
                raise Stale
        return key, self.visit(key)

    def visit(self, key: str) -> dict[str, Any]:
        """What the launch said whose visit has this key; raises Stale."""
        with self.engine.connect() as db:
            body = db.scalar(select(VISITS.c.body).where(self._visit(key)))
        if body is None:
            raise Stale
        return dict(body)

    def count(self, key: str) -> None:
        """Note that a result is sent; raises TooMuch, and Stale."""
        self.visit(key)
        more = update(VISITS).where(self._visit(key) & (VISITS.c.results < MOST_RESULTS))
        with self.engine.begin() as db:
            if db.execute(more.values(results=VISITS.c.results + 1)).rowcount != 1:
                raise TooMuch

    def _visit(self, key: str) -> Any:
        return (VISITS.c.hash == _hash(key)) & VISITS.c.entered & (VISITS.c.ends > self.clock())


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


@cache
def ledger() -> Ledger:
    """This server's launches."""
    store().folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return Ledger(address(FILE))
