"""What a step has for the class: its own question, or what its instrument has."""

from __future__ import annotations

import streamlit as st

from ...shared.for_class import Asked, Offered
from ...shared.terms import plain
from ...shared.text import Words
from . import ChaptersChoices
from .host import StepHost
from .lessons.form import BadLesson
from .lessons.play import step_of
from .lessons.shelf import find_lesson
from .steps import Step, find
from .words import said


def asked(choices: ChaptersChoices) -> Asked:
    """What the step that is shown has for the class, with the instrument as it is set."""
    step = _shown(choices)
    if step is None:
        return {}
    if step.options:
        return {"ask": "question", "question": step.key}
    host = StepHost(step) if step.show else None
    offers = host.room.for_class() if host else None
    return offers.asked(host.read(st.query_params.to_dict())) if host and offers else {}


def question(id: str, w: Words) -> Offered | None:
    """The question of the step of this key in one language; None where it has none."""
    chapter, _, part = id.partition(".")
    step = find(chapter, part) if part else None
    if step is None or not step.options:
        return None

    def text(key: str) -> str:
        return plain(said(step, key, w), w)

    options, why = ([text(f"{kind}.{option}") for option in step.options] for kind in ("option", "why"))
    return Offered(text("ask"), tuple(options), tuple(why), step.options.index(step.right))


def _shown(choices: ChaptersChoices) -> Step | None:
    """The step that is shown: of the course, or of a lesson."""
    if choices.lessons or choices.handout or choices.view:
        return None
    if not choices.lesson:
        return find(choices.chapter, choices.part)
    try:
        lesson = find_lesson(choices.lesson)
    except BadLesson:
        return None
    number = int(choices.part) if choices.part.isdecimal() else 1
    return step_of(lesson, number, choices) if 1 <= number <= len(lesson.items) else None
