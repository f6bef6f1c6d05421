"""The bank for other programs: computed questions are frozen at a seed."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ....shared.text import words
from ..asking import Asked, ask
from ..bank import questions
from .gift import gift
from .moodle import moodle

FORMATS: Mapping[str, Callable[[tuple[Asked, ...]], str]] = {"gift": gift, "moodle": moodle}
"""What writes the bank, by the format's name."""


def exported(format: str, lang: str, seed: int, chapter: str = "") -> str:
    """The bank, or one chapter's questions, as text of this format; raises KeyError for an unknown one."""
    chosen = [question for question in questions() if chapter in ("", question.chapter)]
    return FORMATS[format](tuple(ask(question, seed, words(lang)) for question in chosen))
