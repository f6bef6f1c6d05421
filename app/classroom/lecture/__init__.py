"""A room for the class: the lecturer opens it, phones join, vote and draw; learners answer the same."""

from __future__ import annotations

from dataclasses import dataclass

from ...shared.choices import TaskChoices
from ...shared.quiz_bank import CHAPTERS
from ...shared.room import Room
from ...shared.rules import flag, number, one_of, text

KINDS = ("naming", "prediction", "question", "drawing")
"""What a class can be asked."""


@dataclass(frozen=True, kw_only=True)
class LectureChoices(TaskChoices):
    """What is asked next. The room itself belongs to the visitor, not to the address."""

    query: int = number("q", 1, 1, 15)  # of each class; a phone names MOST_IMAGES at most
    ask: str = one_of("ask", "naming", KINDS)
    chapter: str = one_of("chapter", CHAPTERS[0], CHAPTERS)  # whose questions are offered
    question: str = text("question", "", r"[a-z0-9.-]{0,80}")  # its id; empty: the chapter's first
    of: str = one_of("of", "data", ("data", "rest"))  # what learners are asked after the class's drawings
    live: bool = flag("live")  # whether the votes are shown while they come


ROOM = Room(__name__, order=10, choices=LectureChoices)
