"""Playing a lesson: one view at a time, with the bar and the keys of the course."""

from __future__ import annotations

from functools import partial
from html import escape

import streamlit as st

from ....shared.host import PageHost
from ....shared.terms import plain
from ....shared.text import Words
from .. import ChaptersChoices, hiding
from ..component import BarData, CardData
from ..showing import show
from ..steps import Step, find
from ..words import bar_data, card_data, said
from .form import Item, Lesson, in_language
from .markdown import markup


def play(lesson: Lesson, choices: ChaptersChoices, host: PageHost) -> None:
    """Show the view that is chosen; the first where there is no such view."""
    w, asked = host.w, choices.part or "1"
    number = int(asked) if asked.isdecimal() and 1 <= int(asked) <= len(lesson.items) else 1
    if asked != str(number):
        st.warning(w("lessons.no_item", given=asked), icon=":material/info:")
    item, step, student = lesson.items[number - 1], step_of(lesson, number, choices), _is_student(choices)
    if hidden := tuple(hiding.PAGE) if student else (*lesson.hide, *item.hide):
        st.html(f"<style>{hiding.style(hidden)}</style>")
    show(
        step,
        host,
        card_of=lambda full: lesson_card(lesson, number, step, "" if student else full, w),
        bar_of=lambda did: lesson_bar(lesson, number, step, did, choices, w),
        on_go=partial(_go, host, student),
        below_card=_own_words(item, step, student, w),
    )


def step_of(lesson: Lesson, number: int, choices: ChaptersChoices) -> Step:
    """The step of the course that an item is, or one made of its instrument."""
    item = lesson.items[number - 1]
    chapter, _, part = item.step.partition("/")
    found = find(chapter, part) if item.step else None
    return found or Step(choices.lesson, str(number), show=item.show, state=item.state)


def lesson_card(lesson: Lesson, number: int, step: Step, full: str, w: Words) -> CardData:
    """What an item's card shows."""
    item = lesson.items[number - 1]
    values = {"title": in_language(lesson.title, w.lang), "number": number, "all": len(lesson.items)}
    place = w("lessons.place", **values)
    if item.minutes:
        place = w("lessons.place_minutes", **values, minutes=f"{item.minutes:g}")
    name = title(item, w)
    if item.step:
        return {**card_data(step, full, w), "place": place, "title": name}
    return {
        "step": "",
        "place": place,
        "title": name,
        "text": "",
        "question": None,
        "terms": {},
        "full": {"label": w("chapters.full"), "href": full} if full else None,
        "words": w.section("chapters.card"),
    }


def title(item: Item, w: Words) -> str:
    """How an item is called: its own title, or that of the step or the instrument."""
    if own := in_language(item.title, w.lang):
        return own
    return w(f"{item.step.replace('/', '.')}.title") if item.step else w(f"{item.show}.page")


def lesson_bar(
    lesson: Lesson, number: int, step: Step, did: bool, choices: ChaptersChoices, w: Words
) -> BarData:
    """What the bar below an item shows; a step of the course is done here as in its chapter."""
    item, items, student = lesson.items[number - 1], lesson.items, _is_student(choices)
    titles = [title(each, w) for each in items]
    rest = sum(each.minutes for each in items[number - 1 :])
    place = {"title": in_language(lesson.title, w.lang), "number": number, "all": len(items)}
    own = w.section("chapters.bar") | {"overview": w(f"lessons.{'from_start' if student else 'overview'}")}
    course = bar_data(step, did, False, w) if item.step else None
    return {
        "step": step.key if course else "",
        "here": str(number),
        "did": did,
        "asks": bool(step.options),
        "todo": course["todo"] if course else "",
        "take": course["take"] if course else "",
        "notes": "" if student else _notes(item, step, w),
        "back": str(number - 1) if number > 1 else "",
        "next": str(number + 1) if number < len(items) else "",
        "after": titles[number] if number < len(items) else "",
        "steps": [{"id": str(i), "title": f"{i}. {each}"} for i, each in enumerate(titles, 1)],
        "minutes": {},
        "left": w("lessons.left", minutes=f"{rest:g}") if rest else w("lessons.place", **place),
        "present": choices.present and not student,
        "only": choices.only,
        "words": own | ({"present": ""} if student else {}),
    }


def _notes(item: Item, step: Step, w: Words) -> str:
    """The speaker's notes of an item: its own, or those of the course."""
    return in_language(item.notes, w.lang) or (plain(said(step, "notes", w), w) if item.step else "")


def _own_words(item: Item, step: Step, student: bool, w: Words) -> str:
    """An item's own words and, for who is no student, its notes, closed until they are asked for."""
    own, notes = in_language(item.words, w.lang), _notes(item, step, w)
    shown = f'<div class="fs-own-words">{markup(own)}</div>' if own else ""
    if student or not notes:
        return shown
    summary = escape(w("lessons.notes"))
    return f'{shown}<details class="fs-notes"><summary>{summary}</summary>{markup(notes)}</details>'


def _is_student(choices: ChaptersChoices) -> bool:
    return choices.view == "student"


def _go(host: PageHost, student: bool, key: str) -> None:
    """Show the item of this number; for any other text all lessons, for a student the first item."""
    if key.isdecimal() or student:
        host.go(host.name, part=key if key.isdecimal() else "1")
    else:
        host.go(host.name, lesson="", part="", lessons=True)
