"""What every part of the rooms' book does with the database: reads that others build on, and changes."""

from __future__ import annotations

import hmac
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Row, func, select, update

from ...shared.schema.database import connect
from .activities import Activity, from_json
from .state import Limits, State, Step
from .tables import ACTIVITIES, PHONES, ROOMS, insert_once, reached
from .trouble import NoActivity, NoRoom, NotYours, RoomFull

MOST_KNOWN = 300
"""Activities that are kept in memory."""


class Ledger:
    """The database of all rooms; ``tell(code, vote)`` is called after each change."""

    def __init__(self, url: str, tell: Callable[[str, bool], None], limits: Limits | None = None) -> None:
        from .schema import SCHEMA  # Alembic takes its time to load: the server answers before that

        self.engine = connect(url)
        with reached():
            SCHEMA.upgrade(self.engine)
        self.limits = limits or Limits()
        self.clock: Callable[[], float] = time.time
        self._tell = tell
        self._writing = threading.Lock()
        self._known: dict[tuple[str, float, int], Activity] = {}

    @property
    def is_shared(self) -> bool:
        """May other processes write into the same database?"""
        return self.engine.dialect.name != "sqlite"

    @contextmanager
    def _look(self) -> Iterator[Connection]:
        with reached(), self.engine.connect() as db:
            yield db

    @contextmanager
    def _change(self) -> Iterator[Connection]:
        """One transaction at a time in this process: SQLite would have the others wait blindly."""
        with reached(), self._writing, self.engine.begin() as db:
            yield db

    @contextmanager
    def _stepping(self, code: str, owner: str) -> Iterator[Connection]:
        """A change that phones are told of."""
        with self._change() as db:
            self._own(db, code, owner)
            yield db
            db.execute(update(ROOMS).where(ROOMS.c.code == code).values(serial=ROOMS.c.serial + 1))
        self._tell(code, False)

    def _room(self, db: Connection, code: str) -> Row[Any]:
        row = db.execute(select(ROOMS).where(ROOMS.c.code == code)).first()
        if row is None or row.opened < self._oldest():
            raise NoRoom
        return row

    def _own(self, db: Connection, code: str, owner: str) -> None:
        if not hmac.compare_digest(self._room(db, code).owner, owner):
            raise NotYours

    def _asked(self, db: Connection, code: str, number: int | None = None, held: bool = False) -> Any:
        """How an activity stands, by default the last; ``held``: it stays so until the change is done."""
        columns = (ACTIVITIES.c.number, ACTIVITIES.c.round, ACTIVITIES.c.phase)
        query = select(*columns).where(ACTIVITIES.c.code == code).order_by(ACTIVITIES.c.number.desc())
        if number is not None:
            query = query.where(ACTIVITIES.c.number == number)
        row = db.execute(query.limit(1).with_for_update(read=True) if held else query.limit(1)).first()
        if row is None:
            raise NoActivity
        return row

    def _activity(self, db: Connection, room: Row[Any], number: int) -> Activity:
        """What is asked never changes, so it is read once; it is as large as its pictures."""
        key = (room.code, room.opened, number)
        known = self._known.get(key)
        if known is None:
            here = (ACTIVITIES.c.code == room.code) & (ACTIVITIES.c.number == number)
            body = db.scalar(select(ACTIVITIES.c.body).where(here))
            if body is None:
                raise NoActivity
            if len(self._known) >= MOST_KNOWN:
                self._known.clear()
            known = self._known[key] = from_json(body)
        return known

    def _state(self, db: Connection, code: str) -> State:
        room = self._room(db, code)
        try:
            row = self._asked(db, code)
            step = Step(row.number, row.round, row.phase, self._activity(db, room, row.number))
        except NoActivity:
            step = None
        return State(code, room.serial, room.opened + self.limits.seconds, step)

    def _phones(self, db: Connection, code: str) -> int:
        return db.scalar(select(func.count()).select_from(PHONES).where(PHONES.c.code == code)) or 0

    def _let_in(self, db: Connection, code: str, phone: str) -> None:
        there = (PHONES.c.code == code) & (PHONES.c.phone == phone)
        if db.scalar(select(PHONES.c.phone).where(there)):
            return
        if self._phones(db, code) >= self.limits.phones:
            raise RoomFull
        db.execute(insert_once(self.engine, PHONES).values(code=code, phone=phone))

    def _over(self) -> Any:
        return ROOMS.c.opened < self._oldest()

    def _oldest(self) -> float:
        return self.clock() - self.limits.seconds
