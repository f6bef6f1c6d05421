"""The class is asked a question of the quiz."""

from __future__ import annotations

from ...shared.for_class import Asked
from ...shared.quiz_bank import CHAPTERS
from . import QuizChoices


def asked(choices: QuizChoices) -> Asked:
    """The questions of the chapter that is checked, or of the first."""
    return {"ask": "question", "chapter": choices.set if choices.set in CHAPTERS else CHAPTERS[0]}
