"""The votes of a room: the first of a phone in a round counts, and nothing after the round."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, Row, select

from ...shared import meters
from .activities import Activity
from .ledger import Ledger
from .state import OPEN, Vote
from .tables import VOTES, insert_once
from .trouble import BadVote, VoteClosed


class Votes(Ledger):
    """What phones vote."""

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

    def all_votes(self, code: str) -> Iterator[tuple[Activity, Vote]]:
        """Every vote of a room, activity by activity and round by round; raises NoRoom."""
        with self._look() as db:
            room = self._room(db, code)
            order = (VOTES.c.number, VOTES.c.round, VOTES.c.at)
            rows = db.execute(select(VOTES).where(VOTES.c.code == code).order_by(*order)).all()
            numbers = {row.number for row in rows}
            activities = {number: self._activity(db, room, number) for number in numbers}
        yield from ((activities[row.number], _vote(row)) for row in rows)

    def _votes(self, db: Connection, code: str, number: int, turn: int) -> tuple[Vote, ...]:
        """The votes of a round, in the order in which they came."""
        rows = db.execute(select(VOTES).where(_of_round(code, number, turn)).order_by(VOTES.c.at)).all()
        return tuple(map(_vote, rows))


def _of_round(code: str, number: int, turn: int) -> Any:
    return (VOTES.c.code == code) & (VOTES.c.number == number) & (VOTES.c.round == turn)


def _vote(row: Row[Any]) -> Vote:
    return Vote(row.phone, row.number, row.round, tuple(row.answers))
