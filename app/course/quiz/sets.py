"""Which questions are asked together: the check of one chapter, and the test before and after the course."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import Protocol, TypeVar

from ...shared.quiz_bank import CHAPTERS
from ...shared.text import Words

TESTS = ("before", "after")
"""The same test twice: as many questions of each chapter, but others."""
SETS = (*CHAPTERS, *TESTS)
CHECK = 6
"""Questions of a chapter's check."""
LONGEST = 2 * len(CHAPTERS)
"""Questions of a test: of each chapter one whose answer is computed and one whose answer is fixed."""


class Question(Protocol):
    """What is asked of a question here."""

    @property
    def chapter(self) -> str:
        """The chapter that it belongs to."""
        ...

    @property
    def kind(self) -> str:
        """The kind of computed question that it is; empty for one whose answer is fixed."""
        ...


Q = TypeVar("Q", bound=Question)


def set_name(name: str, w: Words) -> str:
    """How a set is called: the chapter's title, or that it is the test."""
    if name not in CHAPTERS:
        return w(f"quiz.{name}")
    return w("quiz.check", number=CHAPTERS.index(name) + 1, chapter=w(f"{name}.title"))


def chosen(name: str, seed: int, bank: Sequence[Q]) -> tuple[Q, ...]:
    """The questions of a set, one of SETS, for a seed: the same for everyone who has that seed.

    A check draws from its chapter, half of it computed questions. At one seed the two tests never ask the
    same question.
    """
    if name in CHAPTERS:
        computed, fixed = _shuffled(name, f"check {seed}", bank)
        many = max(CHECK // 2, CHECK - len(fixed))
        drawn = [*computed[:many], *fixed[: CHECK - many]]
    else:
        turn = TESTS.index(name)
        both = [_shuffled(chapter, f"test {seed}", bank) for chapter in CHAPTERS]
        drawn = [kind[turn] for kinds in both for kind in kinds]
    Random(f"{name} {seed}").shuffle(drawn)
    return tuple(drawn)


def _shuffled(chapter: str, seed: str, bank: Sequence[Q]) -> tuple[list[Q], list[Q]]:
    """A chapter's computed and fixed questions in an order of the seed's."""
    own = [question for question in bank if question.chapter == chapter]
    Random(f"{chapter} {seed}").shuffle(own)
    return [q for q in own if q.kind], [q for q in own if not q.kind]
