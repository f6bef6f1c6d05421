"""The drawings of a room: which class each phone draws, what it drew, and what the lecturer leaves out."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, Row, func, or_, select, update

from ...shared import meters
from ...shared.drawings.strokes import Drawing, flat, read_drawing
from .activities import Sketching
from .ledger import Ledger
from .state import OPEN, Sketch
from .tables import DRAWINGS, insert_once
from .trouble import BadVote, VoteClosed


class Sketches(Ledger):
    """What phones draw."""

    def assign(self, code: str, phone: str, number: int, turn: int) -> int:
        """The class that this phone draws in this round, 0 … way - 1; asked again, it is the same.

        It is one that this phone has drawn least often, and of these one that has the fewest drawings.
        Raises NoRoom, RoomFull, NoActivity, BadVote where nothing is drawn, and VoteClosed.
        """
        with self._change() as db:
            room = self._room(db, code)
            asked = self._asked(db, code, number, held=True)
            row = self._row(db, code, phone, number, turn)
            if row is not None:
                return int(row.label)
            if asked.phase != OPEN or asked.round != turn:
                raise VoteClosed
            activity = self._activity(db, room, number)
            if not isinstance(activity, Sketching):
                raise BadVote
            self._let_in(db, code, phone)
            label = self._next(db, code, phone, number, turn, activity.options)
            inserted = db.execute(
                insert_once(self.engine, DRAWINGS).values(
                    code=code, number=number, round=turn, phone=phone, id=secrets.token_hex(6), label=label,
                    out=False,
                )
            )  # fmt: skip
            if inserted.rowcount:
                return label
            return int(self._row(db, code, phone, number, turn).label)  # another process was faster

    def draw(self, code: str, phone: str, number: int, turn: int, drawing: Drawing) -> int:
        """Take over a drawing; returns its class. The first of a phone in a round counts.

        Raises NoRoom, NoActivity, BadVote for a phone that has no class to draw, and VoteClosed where the
        round is over and nothing of this phone has come in it.
        """
        with self._change() as db:
            self._room(db, code)
            asked = self._asked(db, code, number, held=True)
            row = self._row(db, code, phone, number, turn)
            if row is not None and row.at is not None:
                return int(row.label)
            if asked.phase != OPEN or asked.round != turn:
                raise VoteClosed
            if row is None:
                raise BadVote
            here = (DRAWINGS.c.code == code) & (DRAWINGS.c.id == row.id)
            db.execute(update(DRAWINGS).where(here).values(strokes=flat(drawing), at=self.clock()))
        self._tell(code, True)
        meters.DRAWINGS.inc()
        return int(row.label)

    def sketches(self, code: str, number: int, ids: Sequence[str] | None = None) -> tuple[Sketch, ...]:
        """The drawings that came for an activity, all or those of some ids, in their order; raises NoRoom."""
        here = (DRAWINGS.c.code == code) & (DRAWINGS.c.number == number)
        with self._look() as db:
            self._room(db, code)
            return self._sketches(db, here if ids is None else here & DRAWINGS.c.id.in_(ids))

    def came(self, code: str, number: int) -> dict[str, bool]:
        """Of each drawing that came for an activity, by its id, whether it is left out; raises NoRoom."""
        here = (DRAWINGS.c.code == code) & (DRAWINGS.c.number == number) & DRAWINGS.c.at.is_not(None)
        with self._look() as db:
            self._room(db, code)
            return {row.id: row.out for row in db.execute(select(DRAWINGS.c.id, DRAWINGS.c.out).where(here))}

    def all_sketches(self, code: str) -> Iterator[tuple[Sketching, Sketch]]:
        """All drawings of a room, activity by activity; raises NoRoom."""
        with self._look() as db:
            room = self._room(db, code)
            found = self._sketches(db, DRAWINGS.c.code == code)
            activities = {each: self._activity(db, room, each) for each in {one.number for one in found}}
        for sketch in found:
            if isinstance(activity := activities[sketch.number], Sketching):
                yield activity, sketch

    def leave_out(self, code: str, owner: str, id: str) -> None:
        """Leave a drawing out, or take one back that was left out; raises NoRoom and NotYours."""
        with self._change() as db:
            self._own(db, code, owner)
            here = (DRAWINGS.c.code == code) & (DRAWINGS.c.id == id)
            db.execute(update(DRAWINGS).where(here).values(out=~DRAWINGS.c.out))
        self._tell(code, True)

    def _row(self, db: Connection, code: str, phone: str, number: int, turn: int) -> Any:
        here = (DRAWINGS.c.code == code) & (DRAWINGS.c.number == number) & (DRAWINGS.c.round == turn)
        columns = (DRAWINGS.c.id, DRAWINGS.c.label, DRAWINGS.c.at)
        return db.execute(select(*columns).where(here & (DRAWINGS.c.phone == phone))).first()

    def _next(self, db: Connection, code: str, phone: str, number: int, turn: int, way: int) -> int:
        """The next class to draw: what was asked for in this round counts, of earlier rounds what came."""
        counts = or_(DRAWINGS.c.round == turn, DRAWINGS.c.at.is_not(None))
        here = (DRAWINGS.c.code == code) & (DRAWINGS.c.number == number)
        by_label = select(DRAWINGS.c.label, func.count()).group_by(DRAWINGS.c.label)
        mine, all = (
            {label: many for label, many in db.execute(by_label.where(where))}
            for where in (here & (DRAWINGS.c.phone == phone), here & counts)
        )
        return min(range(way), key=lambda label: (mine.get(label, 0), all.get(label, 0)))

    def _sketches(self, db: Connection, where: Any) -> tuple[Sketch, ...]:
        order = (DRAWINGS.c.number, DRAWINGS.c.at, DRAWINGS.c.id)
        rows = db.execute(select(DRAWINGS).where(where & DRAWINGS.c.at.is_not(None)).order_by(*order)).all()
        return tuple(_sketch(row) for row in rows)

    def _drawn(self, db: Connection, code: str, number: int, turn: int, way: int) -> tuple[int, ...]:
        """How many drawings of each class came in a round."""
        here = (DRAWINGS.c.code == code) & (DRAWINGS.c.number == number) & (DRAWINGS.c.round == turn)
        labels = db.scalars(select(DRAWINGS.c.label).where(here & DRAWINGS.c.at.is_not(None))).all()
        return tuple(labels.count(label) for label in range(way))


def _sketch(row: Row[Any]) -> Sketch:
    return Sketch(row.id, row.phone, row.number, row.round, row.label, read_drawing(row.strokes), row.out)
