"""A question of the bank for the class: chosen by chapter, looked at, and asked in every language."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from ...shared.choices import new_seed
from ...shared.host import Host
from ...shared.quiz_bank import CHAPTERS
from ...shared.quiz_bank.asking import ask
from ...shared.quiz_bank.bank import Question as Entry
from ...shared.quiz_bank.bank import questions
from ...shared.quiz_bank.markup import markup
from ...shared.room import room
from ...shared.text import FALLBACK, LANGUAGES, as_typed, words
from ..rooms.activities import Question, Said
from . import LectureChoices
from .component import preview


def question(entry: Entry, seed: int) -> Question:
    """The question drawn for a seed, in all languages."""
    asked = {lang: ask(entry, seed, words(lang)) for lang in LANGUAGES}
    said = {
        lang: Said(
            each.stem,
            each.alt if each.figure else "",
            tuple(choice.text for choice in each.choices),
            tuple(choice.misconception for choice in each.choices),
            tuple(choice.feedback for choice in each.choices),
        )
        for lang, each in asked.items()
    }
    one = asked[FALLBACK]
    return Question(entry.id, seed, one.source, markup(one.figure) if one.figure else "", one.right, said)


def of_a_step(id: str) -> Question | None:
    """The question that a step of the course asks itself, by the step's key; None where there is none."""
    steps = room("chapters").for_class()
    offered = {lang: steps.question(id, words(lang)) for lang in LANGUAGES} if steps and "." in id else {}
    if not offered.get(FALLBACK):
        return None
    said = {
        lang: Said(each.stem, "", each.options, ("",) * len(each.options), each.feedback)
        for lang, each in offered.items()
    }
    return Question(id, 0, "", "", offered[FALLBACK].right, said)


def chosen(choices: LectureChoices) -> Entry:
    """The question that is chosen: that of the address, or the first of its chapter."""
    named = [entry for entry in questions() if entry.id == choices.question]
    return (named or [entry for entry in questions() if entry.chapter == choices.chapter])[0]


def choose(choices: LectureChoices, host: Host[LectureChoices]) -> Question:
    """The controls that choose a question, and how the class will see it; returns it."""
    w, entry = host.w, chosen(choices)
    if own_question := of_a_step(choices.question):
        preview(own_question, w)
        st.button(
            w("lecture.from_bank"), key="lecture_from_bank", type="tertiary",
            on_click=lambda: host.change(question=""),
        )  # fmt: skip
        return own_question
    if choices.question not in ("", entry.id):
        st.info(w("lecture.no_question", given=as_typed(choices.question)), icon=":material/info:")
    own = {each.id: each for each in questions() if each.chapter == entry.chapter}
    with st.container(horizontal=True, vertical_alignment="bottom", key="lecture_question_line"):
        _select(
            host, "chapter", CHAPTERS, entry.chapter,
            lambda id: w("lecture.chapter_name", number=CHAPTERS.index(id) + 1, chapter=w(f"{id}.title")),
        )  # fmt: skip
        _select(host, "question", tuple(own), entry.id, lambda id: ask(own[id], choices.seed, w).stem)
        if entry.kind:
            st.button(
                w("lecture.other_draw"), key="lecture_other_draw", icon=":material/refresh:",
                help=w("lecture.other_draw_help"), on_click=lambda: host.change(seed=new_seed()),
            )  # fmt: skip
    asked = question(entry, choices.seed)
    preview(asked, w)
    return asked


def _select(
    host: Host[LectureChoices], field: str, there: Sequence[str], chosen: str, called: Callable[[str], str]
) -> None:
    """A select box of the chapters, or of a chapter's questions."""
    key = f"lecture_{field}"

    def change() -> None:
        picked = st.session_state[key]
        host.change(**({"question": picked} if field == "question" else {"chapter": picked, "question": ""}))

    st.session_state[key] = chosen
    st.selectbox(host.w(f"lecture.{field}"), there, key=key, format_func=called, on_change=change)
