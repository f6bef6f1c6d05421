"""The quiz: a check of every chapter, and one test that is taken before and after the course."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ...shared.choices import HIGHEST_SEED, Choices
from ...shared.room import Room
from ...shared.rules import number, one_of
from .sets import SETS


@dataclass(frozen=True, kw_only=True)
class QuizChoices(Choices):
    """Which questions are asked, and which draw of them."""

    alone: ClassVar[bool] = True
    set: str = one_of("set", "", ("", *SETS))  # empty: the visitor has yet to choose
    seed: int = number("seed", 42, 0, HIGHEST_SEED)


ROOM = Room(__name__, order=20, choices=QuizChoices)
