"""The rooms of a server: opened, asked, voted in, closed. Safe to use from several threads and processes.

A room and all in it is gone when it is closed, and when its time is over.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence

from sqlalchemy import delete, func, insert, select, true, update

from .activities import Activity, Sketching, to_json
from .hub import Stamps
from .sketches import Sketches
from .state import OPEN, State, Tally
from .tables import ACTIVITIES, DRAWINGS, PHONES, ROOMS, VOTES
from .trouble import NoRoom, ServerFull
from .votes import Votes

LETTERS = "BCDFGHJKMNPQRTVWXZ"
"""Of a code: none is taken for another letter or for a digit, and without vowels they make no word."""
LENGTH = 5


class Book(Votes, Sketches):
    """All rooms of a database; ``tell(code, vote)`` is called after each change.

    Everything raises DatabaseAway where the database does not answer.
    """

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

    def held(self, owner: str) -> str | None:
        """The code of the room that this visitor has open."""
        with self._look() as db:
            here = (ROOMS.c.owner == owner) & (ROOMS.c.opened >= self._oldest())
            return db.scalar(select(ROOMS.c.code).where(here))

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

    def tally(self, code: str, number: int, turn: int) -> Tally:
        """How a round stands; raises NoRoom, and NoActivity for one that there is not."""
        with self._look() as db:
            room, phones = self._room(db, code), self._phones(db, code)
            activity = self._activity(db, room, number) if number else None
            if isinstance(activity, Sketching):
                return Tally(phones, (), self._drawn(db, code, number, turn, activity.options))
            return Tally(phones, self._votes(db, code, number, turn))

    def sizes(self) -> tuple[int, int]:
        """How many rooms are open, and how many phones are in them."""
        here = select(ROOMS.c.code).where(~self._over())
        phones = select(func.count()).select_from(PHONES).where(PHONES.c.code.in_(here))
        with self._look() as db:
            rooms = db.scalar(select(func.count()).select_from(here.subquery())) or 0
            return rooms, db.scalar(phones) or 0

    def stamps(self, codes: Sequence[str]) -> Stamps:
        """What tells whether rooms have changed: of drawings, too, whether one was left out."""
        with self._look() as db:
            serials = db.execute(select(ROOMS.c.code, ROOMS.c.serial).where(ROOMS.c.code.in_(codes))).all()
            changes = {code: 0 for code, _ in serials}
            came, out = DRAWINGS.c.at.is_not(None), DRAWINGS.c.out
            for table, counts in ((PHONES, true()), (VOTES, true()), (DRAWINGS, came), (DRAWINGS, out)):
                here = table.c.code.in_(codes) & counts
                counted = select(table.c.code, func.count()).where(here).group_by(table.c.code)
                for code, many in db.execute(counted):
                    changes[code] = changes.get(code, 0) + many
        return {code: (serial, changes[code]) for code, serial in serials}


def _new_code() -> str:
    return "".join(secrets.choice(LETTERS) for _ in range(LENGTH))
