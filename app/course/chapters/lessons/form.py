"""The form of a lesson's file, TOML or JSON: what may stand in it, and what is wrong with a bad one.

A lesson has a ``title``, perhaps ``hide``, and ``item``, a list of tables. An item is a step of the course,
``step = "why/more"``, or an instrument with its choices, ``show = "compare"`` and ``state = { way = 5 }``.
It may have ``title``, ``words``, ``notes``, ``minutes`` and ``hide``. A text is a string, or a table of
strings by language.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from functools import lru_cache
from typing import Any

from ....shared.text import FALLBACK
from .checks import CHECKS, Fault, wrong_shown

__all__ = ["SIZE", "BadLesson", "Fault", "Item", "Lesson", "in_language", "read_lesson", "table"]

SIZE = 64 * 1024
"""The most bytes of a lesson's file."""
ITEMS = 60
"""The most items of a lesson."""
TOML_PLACE = re.compile(r"\(at line (\d+), column (\d+)\)")

Said = str | Mapping[str, str]
"""A text, or a text by language."""


class BadLesson(ValueError):
    """A lesson that cannot be used: all that is wrong with it."""

    def __init__(self, *faults: Fault) -> None:
        self.faults = faults
        super().__init__("; ".join(map(str, faults)))


@dataclass(frozen=True)
class Item:
    """One view of a lesson."""

    step: str = ""  # "chapter/step", or
    show: str = ""  # an instrument
    state: Mapping[str, Any] = field(default_factory=dict)  # its choices, where not the usual ones
    title: Said = ""
    words: Said = ""
    notes: Said = ""  # for the speaker
    minutes: float = 0
    hide: tuple[str, ...] = ()


@dataclass(frozen=True)
class Lesson:
    """A lesson: its items in their order."""

    title: Said
    items: tuple[Item, ...]
    hide: tuple[str, ...] = ()

    @property
    def minutes(self) -> float:
        """How long it takes, as far as its items say."""
        return sum(item.minutes for item in self.items)


def in_language(said: Said, lang: str) -> str:
    """A text in this language, or else in English, or else in the first that it has."""
    if isinstance(said, str):
        return said
    return said.get(lang) or said.get(FALLBACK) or next(iter(said.values()), "")


@lru_cache(maxsize=100)
def read_lesson(text: str) -> Lesson:
    """The lesson of a file's content; raises BadLesson with everything that is wrong."""
    content = _parsed(text)
    faults = tuple(_wrong(content))
    if faults:
        raise BadLesson(*faults)
    items = tuple(_item(entry) for entry in content["item"])
    return Lesson(content["title"], items, tuple(content.get("hide", ())))


def table(lesson: Lesson) -> dict[str, Any]:
    """A lesson as the table that its file holds, without what is usual."""
    names = [each.name for each in fields(Item)]
    items = [{name: value for name in names if (value := getattr(item, name))} for item in lesson.items]
    hidden = {"hide": lesson.hide} if lesson.hide else {}
    return {"title": lesson.title, **hidden, "item": items}


def _item(entry: Mapping[str, Any]) -> Item:
    return Item(**{**entry, "hide": tuple(entry.get("hide", ()))})


def _parsed(text: str) -> Mapping[str, Any]:
    """The table of a file's content. A TOML file cannot begin with a brace, a JSON file of a lesson must."""
    if len(text.encode("utf-8", "replace")) > SIZE:
        raise BadLesson(Fault("size", most=SIZE // 1024))
    try:
        return json.loads(text) if text.lstrip().startswith("{") else tomllib.loads(text)
    except json.JSONDecodeError as error:
        raise BadLesson(Fault("json", at=(error.lineno, error.colno))) from error
    except tomllib.TOMLDecodeError as error:
        found = TOML_PLACE.search(str(error))
        last = text.count("\n") + 1, len(text) - text.rfind("\n")
        raise BadLesson(Fault("toml", at=(int(found[1]), int(found[2])) if found else last)) from error
    except (
        ValueError,
        RecursionError,
    ) as error:  # a number of thousands of digits, tables in tables in tables
        raise BadLesson(Fault("form")) from error


def _wrong(content: Mapping[str, Any]) -> Iterator[Fault]:
    checks = {"title": CHECKS["title"], "hide": CHECKS["hide"]}
    yield from _wrong_table({k: v for k, v in content.items() if k != "item"}, checks, 0)
    if not content.get("title"):
        yield Fault("needed", key="title")
    items = content.get("item")
    if not isinstance(items, list) or not 1 <= len(items) <= ITEMS:
        yield Fault("items", key="item", most=ITEMS)
        return
    for number, entry in enumerate(items, 1):
        if isinstance(entry, Mapping):
            yield from _wrong_table(entry, CHECKS, number)
            yield from wrong_shown(entry, number)
        else:
            yield Fault("table", number)


def _wrong_table(entry: Mapping[str, Any], checks: Mapping[str, Any], number: int) -> Iterator[Fault]:
    """What no such table may have, and what cannot be as it is."""
    for key, value in entry.items():
        if key not in checks:
            yield Fault("unknown", number, key, known=", ".join(checks))
        elif reason := checks[key](value):
            yield Fault(reason[0], number, key, **reason[1])
