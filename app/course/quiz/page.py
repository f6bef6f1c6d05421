"""The quiz: choose a chapter's check or the test, then one question at a time in the browser."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import streamlit as st

from ...shared.choices import new_seed
from ...shared.host import Host
from ...shared.quiz_bank import CHAPTERS
from ...shared.quiz_bank.asking import Asked, ask
from ...shared.quiz_bank.bank import questions
from ...shared.quiz_bank.markup import markup
from ...shared.text import Words
from . import QuizChoices
from .component import ChoiceData, QuestionData, QuizData, quiz
from .export import FORMATS, exported
from .sets import SETS, chosen, set_name

HERE = Path(__file__).parent


def draw(choices: QuizChoices, host: Host[QuizChoices]) -> None:
    """Show the sets to choose from, and the questions of the one that is chosen."""
    w = host.w
    st.html(HERE / "around.css")
    st.title(w("quiz.title"), anchor=False)
    st.caption(w("quiz.lead"))
    quiz(
        quiz_data(choices, host),
        on_set=lambda name: host.change(set=name),
        on_again=lambda: host.change(seed=new_seed()),
    )
    if not choices.only:
        _take_along(choices, host.w)


def _take_along(choices: QuizChoices, w: Words) -> None:
    """The questions as files for learning platforms: those of the chapter, or all. Written when asked for."""
    chapter = choices.set if choices.set in CHAPTERS else ""
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="quiz_export"):
        st.caption(w("quiz.export"), width="content")
        for id, format in FORMATS.items():
            st.download_button(
                format.name,
                partial(exported, id, w.lang, choices.seed, chapter),
                file_name=f"few-shot-{chapter or 'quiz'}.{w.lang}.{format.ending}",
                mime=format.mime,
                key=f"quiz_export_{id}",
                on_click="ignore",
                type="tertiary",
            )


def quiz_data(choices: QuizChoices, host: Host[QuizChoices]) -> QuizData:
    """What the quiz shows."""
    w = host.w
    asked = chosen(choices.set, choices.seed, questions()) if choices.set else ()
    return {
        "set": choices.set,
        "seed": choices.seed,
        "sets": [{"id": name, "name": set_name(name, w)} for name in SETS],
        "questions": [_question(ask(question, choices.seed, w), host) for question in asked],
        "words": w.section("quiz.say"),
    }


def _question(asked: Asked, host: Host[QuizChoices]) -> QuestionData:
    options: list[ChoiceData] = [
        {
            "text": choice.text,
            "right": choice.right,
            "misconception": choice.misconception,
            "feedback": choice.feedback,
        }
        for choice in asked.choices
    ]
    return {
        "id": asked.id,
        "stem": asked.stem,
        "figure": markup(asked.figure) if asked.figure else "",
        "alt": asked.alt,
        "source": asked.source,
        "options": options,
        "again": {
            "name": host.w(f"{asked.chapter}.title"),
            "href": host.link("chapters", chapter=asked.chapter),
        },
    }
