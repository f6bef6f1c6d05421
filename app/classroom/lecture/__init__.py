"""A room for the class: the lecturer opens it, phones join, vote, and are compared with the learners."""

from __future__ import annotations

from dataclasses import dataclass

from ...shared.choices import TaskChoices
from ...shared.room import Room
from ...shared.rules import flag, number, one_of


@dataclass(frozen=True, kw_only=True)
class LectureChoices(TaskChoices):
    """What is asked next. The room itself belongs to the visitor, not to the address."""

    query: int = number("q", 1, 1, 15)  # of each class; a phone names MOST_IMAGES at most
    ask: str = one_of("ask", "naming", ("naming", "prediction"))
    live: bool = flag("live")  # whether the votes are shown while they come


ROOM = Room(__name__, order=10, choices=LectureChoices)
