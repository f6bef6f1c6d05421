"""What may stand in one item of a lesson: texts, times, and an instrument's state by its choices."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from fewshot_core.tensors.errors import FewshotError

from ....shared import runs
from ....shared.choices import Choices, TaskChoices, rules
from ....shared.host import fitted
from ....shared.room import rooms
from ....shared.text import LANGUAGES
from ..hiding import hideable
from ..steps import find

LONGEST_TITLE, LONGEST_TEXT = 120, 3000
LONGEST = 180
"""The most minutes of an item."""
PLACE = "instruments"
"""Where the rooms are that an item can show."""

Wrong = tuple[str, dict[str, Any]] | None
"""Why a value cannot be, with what its sentence says; None where it can."""


class Fault:
    """One thing that is wrong with a lesson's file, and where.

    ``reason`` is the key of its sentence below ``lessons.fault``. ``item`` counts from 1, 0 is the lesson
    itself; ``key`` is the place within, such as ``state.way``; ``at`` line and column of what cannot be read.
    """

    def __init__(
        self, reason: str, item: int = 0, key: str = "", at: tuple[int, int] | None = None, **values: Any
    ) -> None:
        self.reason, self.item, self.key, self.at, self.values = reason, item, key, at, values

    def __str__(self) -> str:
        return f"{self.item or ''} {self.key} {self.at or ''} {self.reason} {self.values or ''}"


def _text(most: int) -> Callable[[Any], Wrong]:
    def check(value: Any) -> Wrong:
        if isinstance(value, Mapping):
            if not value or set(value) - set(LANGUAGES):
                return "languages", {"known": ", ".join(LANGUAGES)}
            return next((wrong for each in value.values() if (wrong := check_string(each))), None)
        return check_string(value)

    def check_string(value: Any) -> Wrong:
        if not isinstance(value, str):
            return "text", {}
        return ("long", {"length": len(value), "most": most}) if len(value) > most else None

    return check


def _step(value: Any) -> Wrong:
    chapter, _, part = value.partition("/") if isinstance(value, str) else ("", "", "")
    return None if part and find(chapter, part) else ("step", {"given": value})


def _show(value: Any) -> Wrong:
    known = [room.name for room in rooms() if room.place == PLACE]
    return None if value in known else ("show", {"given": value, "known": ", ".join(known)})


def _minutes(value: Any) -> Wrong:
    good = isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= LONGEST
    return None if good else ("minutes", {"most": LONGEST})


def _hide(value: Any) -> Wrong:
    good = isinstance(value, list) and all(each in hideable() for each in value)
    return None if good else ("hide", {"known": ", ".join(hideable())})


def _state(value: Any) -> Wrong:
    return None if isinstance(value, Mapping) else ("state", {})


CHECKS: Mapping[str, Callable[[Any], Wrong]] = {
    "step": _step,
    "show": _show,
    "state": _state,
    "title": _text(LONGEST_TITLE),
    "words": _text(LONGEST_TEXT),
    "notes": _text(LONGEST_TEXT),
    "minutes": _minutes,
    "hide": _hide,
}
"""What may stand in an item, and what says why a value cannot."""


def wrong_shown(entry: Mapping[str, Any], item: int) -> Iterator[Fault]:
    """Whether an item shows one thing, and whether the instrument can be in this state."""
    if ("step" in entry) == ("show" in entry):
        yield Fault("one", item)
    elif "state" in entry and "step" in entry:
        yield Fault("stepped", item, "state")
    elif "show" in entry and _show(entry["show"]) is None and isinstance(entry.get("state", {}), Mapping):
        yield from _wrong_state(entry["show"], entry.get("state", {}), item)


def _wrong_state(show: str, state: Mapping[str, Any], item: int) -> Iterator[Fault]:
    cls: Any = next(room.choices for room in rooms() if room.name == show)
    known = {name: rule for name, rule in rules(cls).items() if name not in rules(Choices)}
    given = {name: tuple(v) if isinstance(v, list) else v for name, v in state.items()}
    faults = list(_wrong_choices(known, given, item))
    yield from faults or _beyond_data(cls(**given), item)


def _wrong_choices(known: Mapping[str, Any], given: Mapping[str, Any], item: int) -> Iterator[Fault]:
    for name, value in given.items():
        if name not in known:
            yield Fault("unknown", item, f"state.{name}", known=", ".join(known))
        elif not _possible(known[name], value):
            least, most = known[name].bounds
            reason = "range" if most else "choice"
            yield Fault(reason, item, f"state.{name}", given=value, least=least, most=most)


def _possible(rule: Any, value: Any) -> bool:
    try:
        return bool(rule.read(rule.write(value)) == (value, ""))
    except (TypeError, ValueError):
        return False


OF_CLASSES = {"no_class": "choice", "one_class": "classes", "many_classes": "classes"}
"""What is wrong with chosen classes, by the reason why they were corrected."""


def _beyond_data(choices: Choices, item: int) -> Iterator[Fault]:
    """What the data set does not hold."""
    try:
        start = fitted(choices)
        for each in start.corrections:
            reason = {"no_class": "choice", "one_class": "classes", "many_classes": "classes"}.get(
                each.reason
            )
            yield Fault(reason or "beyond", item, f"state.{each.field}", given=each.given, used=each.used)
        if isinstance(start, TaskChoices) and start.classes:
            runs.episode(start.task)
    except FewshotError as error:
        yield Fault("engine", item, "state", error=error)
