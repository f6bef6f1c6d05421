"""Rooms: what a page of the app is, and how the app finds all of them.

A room is a folder in one of the places, ``course/``, ``instruments/``, ``lab/`` or ``classroom/``. Its
``__init__.py`` holds ``ROOM``, its ``page.py`` holds ``draw(choices, host)``; where it has them,
``take_home.py`` holds ``program(choices, words)`` and ``for_class.py`` ``asked(choices)``. The folder's name
is the page's, its URL's, its words'. A folder of a place without ``ROOM`` is no room.
"""

from __future__ import annotations

import importlib
import importlib.util
import pkgutil
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from types import ModuleType

from .choices import Choices

APP = __package__.rpartition(".")[0]
PLACES = ("course", "instruments", "lab", "classroom")
"""The folders that hold rooms. The header shows a place once it has one."""


@dataclass(frozen=True)
class Room:
    """One page: ``Room(__name__, order=30, choices=CompareChoices)``."""

    package: str
    order: int  # among the rooms of its place
    choices: type[Choices]
    parts: tuple[str, ...] = ()
    """What of it a step of the course can hide. Part P of room R is the container ``R_P`` of its page, or
    what a component shows by ``display: var(--fs-R-P, ...)``; ``R.part.P`` of its words says what it is."""

    @cached_property
    def name(self) -> str:
        """Its folder's name."""
        return self.package.rpartition(".")[2]

    @cached_property
    def place(self) -> str:
        """The folder that its folder is in: one of PLACES; empty for the front page."""
        place = self.package.removeprefix(f"{APP}.").rpartition(".")[0]
        return place if place in PLACES else ""

    @cached_property
    def path(self) -> str:
        """Its path in the URL; the front page is the root."""
        return self.name if self.place else ""

    def page(self) -> ModuleType:
        """Its module with ``draw(choices, host)``, imported when it is first asked for."""
        return importlib.import_module(f"{self.package}.page")

    def take_home(self) -> ModuleType | None:
        """Its module with ``program(choices, words)``, the page as a program; None where there is none.

        The program itself is None where what is shown stands on this server alone.
        """
        return self._own("take_home")

    def for_class(self) -> ModuleType | None:
        """Its module with ``asked(choices)``, what it has for a class; None where there is none."""
        return self._own("for_class")

    def _own(self, module: str) -> ModuleType | None:
        return _module(f"{self.package}.{module}")


@cache
def _module(name: str) -> ModuleType | None:
    return importlib.import_module(name) if importlib.util.find_spec(name) else None


@cache
def rooms() -> tuple[Room, ...]:
    """All rooms: the front page, then place by place in their order."""
    home = importlib.import_module(f"{APP}.home").ROOM
    return (home, *(room for place in PLACES for room in _rooms_of(place)))


def room(name: str) -> Room:
    """The room of this name; raises KeyError if there is none."""
    return _by_name()[name]


@cache
def _by_name() -> Mapping[str, Room]:
    return {each.name: each for each in rooms()}


def _rooms_of(place: str) -> list[Room]:
    try:
        package = importlib.import_module(f"{APP}.{place}")
    except ModuleNotFoundError:
        return []
    names = [m.name for m in pkgutil.iter_modules(package.__path__) if m.ispkg]
    modules = [importlib.import_module(f"{APP}.{place}.{name}") for name in names]
    found = [module.ROOM for module in modules if hasattr(module, "ROOM")]
    return sorted(found, key=lambda room: (room.order, room.name))
