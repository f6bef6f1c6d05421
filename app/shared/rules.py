"""What one choice may be: its key in the URL, its default, and how a text becomes a possible value.

A field of a Choices class is made by one of the functions at the end: ``way: int = number("n", 5, 2, 20)``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from fewshot_core.paths import ASSETS

from . import own
from .learners import BY_ID

T = TypeVar("T")


@dataclass(frozen=True)
class Rule(Generic[T]):
    """``key`` in the URL; ``old`` keys that earlier addresses used, read where ``key`` is not given."""

    key: str
    default: T
    old: tuple[str, ...] = ()

    def read(self, given: str) -> tuple[T, str]:
        """The value to use for this text, and why it is not the given one: a reason, or empty if it is.

        Reasons: ``unknown`` (no such thing), ``form`` (cannot be read), ``number``, ``range``.
        """
        raise NotImplementedError

    def refused(self, given: str) -> str:
        """The part of a text that cannot be used."""
        return given

    def write(self, value: T) -> str:
        """The value as the URL holds it."""
        return str(value)

    @property
    def bounds(self) -> tuple[int, int]:
        """The least and the most that is possible, for numbers."""
        return 0, 0


@dataclass(frozen=True)
class OneOf(Rule[str]):
    """One of a few words."""

    options: tuple[str, ...] = ()

    def read(self, given: str) -> tuple[str, str]:
        """The value to use, and why it is not the given one."""
        return (given, "") if given in self.options else (self.default, "unknown")


@dataclass(frozen=True)
class OneSet(OneOf):
    """An embedded data set, one of ``options``, or one of the visitor's own."""

    def read(self, given: str) -> tuple[str, str]:
        """The value to use, and why it is not the given one: another visitor's set is unknown, too."""
        found = own.find(given) if own.is_id(given) else None
        return (given, "") if found and found.kind == "data" else super().read(given)

    @property
    def offered(self) -> tuple[str, ...]:
        """All that this visitor can choose."""
        return (*self.options, *(item.id for item in own.items("data")))


@dataclass(frozen=True)
class Number(Rule[int]):
    """A whole number; one outside its bounds becomes the nearest that is possible."""

    least: int = 0
    most: int = 0

    def read(self, given: str) -> tuple[int, str]:
        """The value to use, and why it is not the given one."""
        try:
            value = int(given)
        except ValueError:
            return self.default, "number"
        used = min(max(value, self.least), self.most)
        return used, "" if used == value else "range"

    @property
    def bounds(self) -> tuple[int, int]:
        """The least and the most that is possible."""
        return self.least, self.most


@dataclass(frozen=True)
class Flag(Rule[bool]):
    """Yes or no: 1 or 0."""

    def read(self, given: str) -> tuple[bool, str]:
        """The value to use, and why it is not the given one."""
        return (given == "1", "") if given in ("0", "1") else (self.default, "unknown")

    def write(self, value: bool) -> str:
        """The value as the URL holds it."""
        return str(int(value))


@dataclass(frozen=True)
class Text(Rule[str]):
    """A text of a given form, a regular expression."""

    pattern: str = ""

    def read(self, given: str) -> tuple[str, str]:
        """The value to use, and why it is not the given one."""
        return (given, "") if re.fullmatch(self.pattern, given) else (self.default, "form")


@dataclass(frozen=True)
class OneLearner(Rule[str]):
    """A learner, or one of a few; nobody, where the default is empty.

    A learner that exists but is not among those gives way quietly.

    So a learner that was chosen on one page is chosen on all pages that have it.
    """

    among: tuple[str, ...] = ()

    def read(self, given: str) -> tuple[str, str]:
        """The value to use, and why it is not the given one."""
        if given == self.default:
            return given, ""
        if not self.among:
            return (given, "") if is_learner(given) else (self.default, "unknown")
        for id in (given, given.partition("/")[0]):
            if id in self.among:
                return id, ""
        return self.default, "" if is_learner(given) else "unknown"


@dataclass(frozen=True)
class Several(Rule[tuple[str, ...]]):
    """Some words, one after the other with commas between; none: what the page usually shows."""

    pattern: str = ""

    def read(self, given: str) -> tuple[tuple[str, ...], str]:
        """The value to use, and why it is not the given one."""
        asked = tuple(dict.fromkeys(word for word in given.split(",") if word))
        possible = tuple(word for word in asked if self.allows(word))
        return possible, "" if possible == asked else "unknown"

    def refused(self, given: str) -> str:
        """The words that may not stand there."""
        return ",".join(word for word in given.split(",") if word and not self.allows(word))

    def allows(self, word: str) -> bool:
        """Is this one of the words that may stand there?"""
        return bool(re.fullmatch(self.pattern, word))

    def write(self, value: tuple[str, ...]) -> str:
        """The value as the URL holds it."""
        return ",".join(value)


@dataclass(frozen=True)
class SomeLearners(Several):
    """Some learners."""

    def allows(self, word: str) -> bool:
        """Is this a learner?"""
        return is_learner(word)


def is_learner(id: str) -> bool:
    """Is there such a learner: one that is listed, a visitor's, or the method of an embedded checkpoint?"""
    known = id in BY_ID or own.is_id(id)
    return known or (re.fullmatch(r"[\w-]+", id) is not None and any(ASSETS.glob(f"checkpoints/*/{id}")))


def one_of(key: str, default: str, options: tuple[str, ...], old: tuple[str, ...] = ()) -> Any:
    """A field that is one of a few words."""
    return _field(OneOf(key, default, old, options))


def one_set(key: str, default: str, options: tuple[str, ...]) -> Any:
    """A field that is a data set, one of a few or of the visitor's own."""
    return _field(OneSet(key, default, (), options))


def number(key: str, default: int, least: int, most: int) -> Any:
    """A field that is a whole number within bounds."""
    return _field(Number(key, default, (), least, most))


def flag(key: str) -> Any:
    """A field that is yes or no, at first no."""
    return _field(Flag(key, False))


def text(key: str, default: str, pattern: str) -> Any:
    """A field that is a text of a given form."""
    return _field(Text(key, default, (), pattern))


def several(key: str, pattern: str) -> Any:
    """A field that is some words of a given form, at first none."""
    return _field(Several(key, (), (), pattern))


def one_learner(
    default: str, among: tuple[str, ...] = (), key: str = "learner", old: tuple[str, ...] = ()
) -> Any:
    """A field that is a learner, any or one of a few."""
    return _field(OneLearner(key, default, old, among))


def some_learners(key: str) -> Any:
    """A field that is some learners, at first none."""
    return _field(SomeLearners(key, ()))


def _field(rule: Rule[Any]) -> Any:
    return field(default=rule.default, metadata={"rule": rule})
