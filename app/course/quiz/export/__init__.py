"""The bank for other programs: computed questions are frozen at a seed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from ....shared.quiz_bank.asking import Asked, ask
from ....shared.quiz_bank.bank import questions
from ....shared.text import words
from .gift import gift
from .moodle import moodle
from .qti import qti


@dataclass(frozen=True)
class Format:
    """A format: ``write`` makes the file's content of the questions and the title of them all."""

    name: str  # as learning platforms call it
    ending: str
    mime: str
    write: Callable[[tuple[Asked, ...], str], bytes]


FORMATS: Mapping[str, Format] = {
    "gift": Format("GIFT", "gift.txt", "text/plain", gift),
    "moodle": Format("Moodle XML", "moodle.xml", "application/xml", moodle),
    "qti": Format("QTI", "qti.zip", "application/zip", qti),
}
"""What the bank can be written as, by the format's id."""


def exported(format: str, lang: str, seed: int, chapter: str = "") -> bytes:
    """The bank, or one chapter's questions, in this format; raises KeyError for an unknown one."""
    w = words(lang)
    chosen = [question for question in questions() if chapter in ("", question.chapter)]
    title = w(f"{chapter}.title") if chapter else w("common.title")
    return FORMATS[format].write(tuple(ask(question, seed, w) for question in chosen), title)
