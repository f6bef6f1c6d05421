"""All lessons on one page, and the visitor's own: kept in the browser, checked and packed here."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, NotRequired, TypedDict

import streamlit as st

from ....shared.host import PageHost
from ....shared.room import rooms
from ....shared.text import Words
from ....shared.web import component
from ..steps import all_steps
from .checks import PLACE
from .form import BadLesson, Lesson, in_language, read_lesson, table
from .packed import pack
from .shelf import OPENED, Found, keep_opened, listed
from .telling import told

HERE = Path(__file__).parent
WEB = HERE.parents[2] / "shared" / "web"
KEY, ANSWER = "lessons_maker", "lessons_answer"
THERE = {"chapter": "", "part": "", "lessons": False}
"""What of the course's choices goes away where a lesson is shown."""


class ListedData(TypedDict):
    """A lesson that can be shown, or what is wrong with it; maker.js says the same."""

    title: str
    told: str
    faults: list[str]
    play: str
    student: str


class Answer(TypedDict):
    """What the browser's question came to; maker.js says the same."""

    id: str
    do: str
    faults: list[str]
    link: NotRequired[str]
    lesson: NotRequired[dict[str, Any]]


class MakerData(TypedDict):
    """What the page of lessons shows; maker.js says the same."""

    lang: str
    listed: list[ListedData]
    names: dict[str, str]
    parts: dict[str, dict[str, str]]
    answer: Answer | None
    words: dict[str, str]


_maker = component(
    HERE / "maker.js",
    '<div class="lessons"><div data-part="listed"></div><div data-part="mine"></div>'
    '<div data-part="said" role="status"></div></div>',
    (WEB / "options.css", HERE / "maker.css"),
)


def make(host: PageHost) -> None:
    """Show the lessons, and the visitor's own as it is kept in the browser."""

    def asked() -> None:
        if question := st.session_state[KEY]["ask"]:
            st.session_state[ANSWER] = answer(question, host)

    w = host.w
    data: MakerData = {
        "lang": w.lang,
        "listed": [_listed(found, host) for found in listed()],
        "names": names(w),
        "parts": parts(w),
        "answer": st.session_state.get(ANSWER),
        "words": w.section("lessons.mine") | {f"list_{k}": v for k, v in w.section("lessons.shelf").items()},
    }
    _maker(data=data, key=KEY, on_ask_change=asked)


def names(w: Words) -> dict[str, str]:
    """How all that an item can show is called."""
    instruments = {room.name: w(f"{room.name}.page") for room in rooms() if room.place == PLACE}
    return instruments | {f"{s.chapter}/{s.id}": w(f"{s.key}.title") for s in all_steps()}


def parts(w: Words) -> dict[str, dict[str, str]]:
    """What of each thing that an item can show can be hidden, and how it is called."""
    names = {room.name: [f"{room.name}.{part}" for part in room.parts] for room in rooms()}
    of = {room: {name: w(name.replace(".", ".part.")) for name in those} for room, those in names.items()}
    steps = {f"{s.chapter}/{s.id}": of[s.show] for s in all_steps() if s.show}
    return {name: found for name, found in {**of, **steps}.items() if found}


def answer(question: Mapping[str, str], host: PageHost) -> Answer:
    """Read the lesson that the browser sent, and show it, pack it, or give it back as it was understood."""
    do = question["do"]
    found: Answer = {"id": question["id"], "do": do, "faults": []}
    try:
        lesson = read_lesson(question["text"])
        if do == "play":
            host.go(host.name, lesson=_address(lesson), **THERE)
        elif do == "open":
            found["lesson"] = json.loads(json.dumps(table(lesson)))
        else:
            student = do == "student"
            packed = pack(_without_notes(lesson) if student else lesson)
            found["link"] = host.link(host.name, lesson=packed, view="student" if student else "", **THERE)
    except BadLesson as bad:
        found["faults"] = told(bad, host.w)
    return found


def _address(lesson: Lesson) -> str:
    """The lesson packed, or the name of the one that is kept for this visit where it is too long."""
    try:
        return pack(lesson)
    except BadLesson:
        keep_opened(lesson)
        return OPENED


def _without_notes(lesson: Lesson) -> Lesson:
    return replace(lesson, items=tuple(replace(item, notes="") for item in lesson.items))


def _listed(found: Found, host: PageHost) -> ListedData:
    w, lesson = host.w, found.lesson
    count = len(lesson.items) if lesson else 0
    return {
        "title": in_language(lesson.title, w.lang) if lesson else found.name,
        "told": w.count("lessons.shelf.told", count, minutes=f"{lesson.minutes:g}") if lesson else "",
        "faults": told(found.bad, w) if found.bad else [],
        "play": host.link(host.name, lesson=found.name, view="", **THERE) if lesson else "",
        "student": host.link(host.name, lesson=found.name, view="student", **THERE) if lesson else "",
    }
