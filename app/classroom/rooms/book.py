"""The rooms of a server: opened, asked, voted in, closed. Safe to use from several threads and processes.

A room and all in it is gone when it is closed, and when its time is over.
"""

from __future__ import annotations

import hmac
import secrets
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Row, delete, func, insert, select, update

from ...shared import meters
from .activities import Activity, from_json, to_json
from .hub import Stamps
from .state import OPEN, Limits, State, Step, Tally, Vote
from .tables import ACTIVITIES, PHONES, ROOMS, VOTES, connect, insert_once, reached
from .trouble import BadVote, NoActivity, NoRoom, NotYours, RoomFull, ServerFull, VoteClosed

LETTERS = "BCDFGHJKMNPQRTVWXZ"
"""Of a code: none is taken for another letter or for a digit, and without vowels they make no word."""
LENGTH = 5
MOST_KNOWN = 300
"""Activities that are kept in memory."""


class Book:
    """All rooms of a database; ``tell(code, vote)`` is called after each change.

    Everything raises DatabaseAway where the database does not answer.
    """

    def __init__(self, url: str, tell: Callable[[str, bool], None], limits: Limits | None = None) -> None:
        from .schema import upgrade  # it takes its time to load: the server answers before that

        self.engine = connect(url)
        with reached():
            upgrade(self.engine)
        self.limits = limits or Limits()
        self.clock: Callable[[], float] = time.time
        self._tell = tell
        self._writing = threading.Lock()
        self._known: dict[tuple[str, float, int], Activity] = {}

    @property
    def is_shared(self) -> bool:
        """May other processes write into the same database?"""
        return self.engine.dialect.name != "sqlite"

    def open(self, owner: str) -> str:
        """A new room of this visitor, whose earlier one is closed; raises ServerFull."""
        with self._change() as db:
            db.execute(delete(ROOMS).where(self._over() | (ROOMS.c.owner == owner)))
            if (db.scalar(select(func.count()).select_from(ROOMS)) or 0) >= self.limits.rooms:
                raise ServerFull
            while db.scalar(select(ROOMS.c.code).where(ROOMS.c.code == (code := _new_code()))):
                pass
            db.execute(insert(ROOMS).values(code=code, owner=owner, opened=self.clock(), serial=0))
        return code

    def sweep(self) -> None:
        """Delete the rooms whose time is over."""
        with self._change() as db:
            db.execute(delete(ROOMS).where(self._over()))

    def close(self, code: str, owner: str) -> None:
        """Delete the room and all in it; raises NoRoom and NotYours."""
        with self._change() as db:
            self._own(db, code, owner)
            db.execute(delete(ROOMS).where(ROOMS.c.code == code))
        self._tell(code, False)

    def mine(self, owner: str) -> State | None:
        """The room that this visitor has open."""
        with self._look() as db:
            code = db.scalar(select(ROOMS.c.code).where(ROOMS.c.owner == owner))
            try:
                return self._state(db, code) if code else None
            except NoRoom:
                return None

    def state(self, code: str) -> State:
        """A room at this moment; raises NoRoom."""
        with self._look() as db:
            return self._state(db, code)

    def check_owner(self, code: str, owner: str | None) -> None:
        """Raises NoRoom, and NotYours for whoever did not open the room."""
        with self._look() as db:
            self._own(db, code, owner or "")

    def activity(self, code: str, number: int) -> Activity:
        """What a room was asked as its ``number``-th; raises NoRoom and NoActivity."""
        with self._look() as db:
            return self._activity(db, self._room(db, code), number)

    def start(self, code: str, owner: str, activity: Activity) -> None:
        """Ask the class something new; raises NoRoom and NotYours."""
        with self._stepping(code, owner) as db:
            last = db.scalar(select(func.max(ACTIVITIES.c.number)).where(ACTIVITIES.c.code == code)) or 0
            row = {"code": code, "number": last + 1, "body": to_json(activity), "round": 1, "phase": OPEN}
            db.execute(insert(ACTIVITIES).values(**row))

    def move(self, code: str, owner: str, phase: str) -> None:
        """Bring the round to a phase; OPEN begins the next round. Raises as ``start``, and NoActivity."""
        with self._stepping(code, owner) as db:
            now = self._asked(db, code)
            here = (ACTIVITIES.c.code == code) & (ACTIVITIES.c.number == now.number)
            turn = now.round + (phase == OPEN and now.phase != OPEN)
            db.execute(update(ACTIVITIES).where(here).values(phase=phase, round=turn))

    def join(self, code: str, phone: str) -> None:
        """A phone is in the room; raises NoRoom and RoomFull."""
        with self._change() as db:
            self._room(db, code)
            self._let_in(db, code, phone)
        self._tell(code, True)

    def vote(self, code: str, vote: Vote) -> tuple[int, ...]:
        """Count a vote; returns what is counted of this phone in this round: what came first.

        Raises NoRoom, RoomFull, NoActivity, BadVote, and VoteClosed where the round is over and nothing of
        this phone was counted in it.
        """
        with self._change() as db:
            room = self._room(db, code)
            asked = self._asked(db, code, vote.number, held=True)
            here = _of_round(code, vote.number, vote.round) & (VOTES.c.phone == vote.phone)
            before = db.scalar(select(VOTES.c.answers).where(here))
            if before is not None:
                return tuple(before)
            if asked.phase != OPEN or asked.round != vote.round:
                raise VoteClosed
            activity = self._activity(db, room, vote.number)
            possible = range(activity.options)
            if len(vote.answers) != len(activity.truth) or any(a not in possible for a in vote.answers):
                raise BadVote
            self._let_in(db, code, vote.phone)
            db.execute(
                insert_once(self.engine, VOTES).values(
                    code=code, number=vote.number, round=vote.round, phone=vote.phone,
                    answers=list(vote.answers), at=self.clock(),
                )
            )  # fmt: skip
        self._tell(code, True)
        meters.VOTES.inc()
        return vote.answers

    def tally(self, code: str, number: int, turn: int) -> Tally:
        """How a round stands; raises NoRoom."""
        with self._look() as db:
            self._room(db, code)
            rows = db.execute(select(VOTES).where(_of_round(code, number, turn)).order_by(VOTES.c.at)).all()
            return Tally(self._phones(db, code), tuple(map(_vote, rows)))

    def all_votes(self, code: str) -> Iterator[tuple[Activity, Vote]]:
        """Every vote of a room, activity by activity and round by round; raises NoRoom."""
        with self._look() as db:
            room = self._room(db, code)
            order = (VOTES.c.number, VOTES.c.round, VOTES.c.at)
            rows = db.execute(select(VOTES).where(VOTES.c.code == code).order_by(*order)).all()
            numbers = {row.number for row in rows}
            activities = {number: self._activity(db, room, number) for number in numbers}
        yield from ((activities[row.number], _vote(row)) for row in rows)

    def sizes(self) -> tuple[int, int]:
        """How many rooms are open, and how many phones are in them."""
        here = select(ROOMS.c.code).where(~self._over())
        phones = select(func.count()).select_from(PHONES).where(PHONES.c.code.in_(here))
        with self._look() as db:
            rooms = db.scalar(select(func.count()).select_from(here.subquery())) or 0
            return rooms, db.scalar(phones) or 0

    def stamps(self, codes: Sequence[str]) -> Stamps:
        """What tells whether rooms have changed."""
        with self._look() as db:
            serials = db.execute(select(ROOMS.c.code, ROOMS.c.serial).where(ROOMS.c.code.in_(codes))).all()
            counts = (select(t.c.code, func.count()).where(t.c.code.in_(codes)).group_by(t.c.code)
                      for t in (PHONES, VOTES))  # fmt: skip
            phones, votes = ({code: many for code, many in db.execute(query)} for query in counts)
        return {code: (serial, phones.get(code, 0) + votes.get(code, 0)) for code, serial in serials}

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


def _new_code() -> str:
    return "".join(secrets.choice(LETTERS) for _ in range(LENGTH))


def _of_round(code: str, number: int, turn: int) -> Any:
    return (VOTES.c.code == code) & (VOTES.c.number == number) & (VOTES.c.round == turn)


def _vote(row: Row[Any]) -> Vote:
    return Vote(row.phone, row.number, row.round, tuple(row.answers))
