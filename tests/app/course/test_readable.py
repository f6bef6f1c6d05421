"""The chapters are easy to read: short sentences, and one new term at a time."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from fewshot_app.course.chapters.steps import Step, all_steps
from fewshot_app.course.chapters.words import said, sentences
from fewshot_app.shared.terms import CITE, MARK, plain
from fewshot_app.shared.text import words

END = {"en": re.compile(r"[.!?]+(?=\s|$)"), "zh": re.compile("[。！？]+")}
LONGEST = {"en": 20, "zh": 40}
"""Words of a sentence in English, characters in Chinese, on average over what a step says."""
COUNTED = {
    "en": re.compile(r"[^\W\d_][\w’'-]*|\d[\d.,]*"),
    "zh": re.compile(r"[\u3400-\u9fff]|[A-Za-z0-9.,]+"),
}
READ = ("text", "do", "take")
"""What everybody reads of a step."""


def lengths(sentence: str, lang: str) -> list[int]:
    """How long each sentence of a text is."""
    parts = (part for block in sentence.split("\n") for part in END[lang].split(block))
    return [count for part in parts if (count := len(COUNTED[lang].findall(part)))]


def marks(step: Step, lang: str) -> Iterator[str]:
    """The terms and references that a step marks, wherever it does."""
    for sentence in sentences(step, words(lang)):
        yield from (mark[1] for mark in MARK.finditer(sentence))


@pytest.mark.parametrize("lang", LONGEST)
def test_sentences_are_short_on_average(lang: str) -> None:
    w = words(lang)
    long = {}
    for step in all_steps():
        found = lengths("\n".join(plain(said(step, key, w), w) for key in READ), lang)
        if sum(found) > LONGEST[lang] * len(found):
            long[step.key] = found
    assert long == {}


@pytest.mark.parametrize("lang", LONGEST)
def test_a_step_brings_at_most_one_new_term(lang: str) -> None:
    known: set[str] = set()
    many = {}
    for step in all_steps():
        new = {id for id in marks(step, lang) if not id.startswith(CITE)} - known
        known |= new
        if len(new) > 1:
            many[step.key] = new
    assert many == {}


def test_both_languages_mark_the_same_terms() -> None:
    assert [set(marks(step, "en")) for step in all_steps()] == [
        set(marks(step, "zh")) for step in all_steps()
    ]
