"""The chapters: the course step by step, each with an instrument set to the right state."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ...shared.choices import Choices
from ...shared.room import Room
from ...shared.rules import flag, one_of, text

LESSON = r"[A-Za-z0-9_-]{0,60}|~[A-Za-z0-9_-]{0,6000}"


@dataclass(frozen=True, kw_only=True)
class ChaptersChoices(Choices):
    """Where in the course the visitor is; the URL holds the choices of the step's instrument too."""

    alone: ClassVar[bool] = True
    chapter: str = text("chapter", "", r"[a-z-]{0,30}")  # empty: the overview
    part: str = text("part", "", r"[a-z0-9-]{0,40}")  # its step, or a lesson's number; empty: the first
    lesson: str = text("lesson", "", LESSON)  # its name, or all of it; empty: the course
    lessons: bool = flag("lessons")  # all lessons, and one's own
    view: str = one_of("view", "", ("", "student"))  # a lesson as students need it
    handout: bool = flag("handout")  # the chapter as a handout to be printed
    present: bool = flag("present")  # on a projector: large, with keys, without what only readers need


ROOM = Room(__name__, order=10, choices=ChaptersChoices)
