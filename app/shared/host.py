"""Who shows an instrument: gives it its choices, and hears what it wants changed.

An instrument never reads the URL. It draws from the choices it is given, asks ``host.now()`` for those of
this moment where it runs again by itself, and says ``host.change(step=3)``. PageHost keeps the choices in
the URL; a step of the course keeps them elsewhere.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, Protocol, TypeVar
from urllib.parse import quote_plus

import streamlit as st

from .address_change import LAST, LATE, Change
from .choices import C, Choices, Correction, T, TaskChoices, fit, parse, rules, written
from .room import Room, room
from .runs import limits
from .text import FALLBACK, LANGUAGES, Words, words

Chosen = TypeVar("Chosen", bound=Choices, covariant=True)

GO = "go_to"
"""Where the session keeps the room that a picture leads to, until the next run goes there."""
MOST_SURE = "test"
"""The split that has classes enough for a task in every data set."""
SEEN = "seen"
"""The URL's key of the choice that an answer is shown."""
PLAIN = re.compile(r"[A-Za-z0-9_.~-]*").fullmatch
"""Is this a text that stands in an address as it is?"""


class Host(Protocol[Chosen]):
    """What an instrument may ask of whoever shows it."""

    @property
    def name(self) -> str:
        """The instrument's name."""
        ...

    @property
    def w(self) -> Words:
        """The sentences of the visitor's language."""
        ...

    @property
    def titled(self) -> bool:
        """Does the instrument show its title? A step of the course has one of its own."""
        ...

    def now(self) -> Chosen:
        """The choices of this moment."""
        ...

    def change(self, **changes: Any) -> None:
        """Have some choices changed, by the names of their fields."""
        ...

    def link(self, name: str, **changes: Any) -> str:
        """The address of a room with some choices of that room changed."""
        ...

    def links(self, name: str) -> Callable[..., str]:
        """What gives many such addresses of one room: ``there = links("compare")``, then ``there(way=3)``."""
        ...

    def go(self, name: str, **changes: Any) -> None:
        """Show a room with some of its choices changed, in the next run."""
        ...


class PageHost:
    """A room on a page of its own: its choices are in the URL.

    ``state`` holds choices by field, used where the URL says nothing.
    """

    titled = True

    def __init__(self, room: Room, state: Mapping[str, Any] | None = None) -> None:
        self.room = room
        self.state = dict(state or {})

    @property
    def name(self) -> str:
        """The room's name."""
        return self.room.name

    @property
    def w(self) -> Words:
        """The sentences of the language that the URL, or else the browser, asks for."""
        return words(parse(Choices, st.query_params.to_dict(), preferred()).lang)

    def now(self) -> Any:
        """The choices that the URL stands for, fitted to what the data can hold."""
        return self.read(st.query_params.to_dict())

    def read(self, params: Mapping[str, str]) -> Any:
        """The choices that these parameters stand for, fitted to what the data can hold."""
        return fitted(parse(self.room.choices, params, {**preferred(), **self.state}))

    def change(self, **changes: Any) -> None:
        """Put changes into the URL; what was corrected is written as it was used."""
        base = self._base()[0]
        self._write(written(self.read(base), base, changes) | self._against_state(changes))

    def _write(self, after: Mapping[str, str]) -> None:
        """Make these the URL's parameters, and keep that they are."""
        st.session_state[LAST] = Change(self._base()[1], after, time.monotonic())
        st.query_params.from_dict(after)

    def _base(self) -> tuple[Mapping[str, str], tuple[Mapping[str, str], ...]]:
        """The parameters that a change or a way to another room starts from, and those that it replaces."""
        given = st.query_params.to_dict()
        last: Change = st.session_state.get(LAST) or Change((), {}, -LATE)
        base, late = last.base(given, time.monotonic())
        return base, ((*last.before, given) if late else (given,))

    def _against_state(self, changes: Mapping[str, Any]) -> dict[str, str]:
        """What must stand in the URL even where it is empty or off, since ``state`` says otherwise."""
        known = rules(self.room.choices)
        return {known[name].key: known[name].write(changes[name]) for name in self.state if name in changes}

    def _stated(self) -> dict[str, str]:
        """What ``state`` holds, as the URL would hold it."""
        known = rules(self.room.choices)
        stated = {known[name].key: known[name].write(value) for name, value in self.state.items()}
        return {key: text for key, text in stated.items() if text}

    def link(self, name: str, **changes: Any) -> str:
        """A plain link to a room, relative to the app's root, which keeps what is shown here."""
        return self.links(name)(**changes)

    def links(self, name: str) -> Callable[..., str]:
        """The same for many links to a room: what they have in common is found out once."""
        choices, given = self._start(name)
        return lambda **changes: href(name, written(choices, given, changes))

    def go(self, name: str, **changes: Any) -> None:
        """Show a room with what is shown here and some changes, in the next run."""
        self._write(written(*self._start(name), changes))
        if name != self.name:
            st.session_state[GO] = name

    def _start(self, name: str) -> tuple[Choices, dict[str, str]]:
        """What of this page goes along to a room: as choices of that room, and as parameters."""
        given = carried({**self._stated(), **self._base()[0]}, name)
        return parse(room(name).choices, given), given


def carried(params: Mapping[str, str], name: str) -> dict[str, str]:
    """What of the URL goes along to the room ``name``; that an answer was seen is true of one room alone.

    A room whose choices stand alone takes its own and nothing else. What another room means by a key of this
    one stays behind: a value that cannot be read here.
    """
    cls = room(name).choices
    own = {rule.key: rule for rule in rules(cls).values()}

    def goes(key: str, value: str) -> bool:
        return own[key].read(value)[1] in ("", "range") if key in own else not cls.alone

    return {key: value for key, value in params.items() if key != SEEN and goes(key, value)}


def href(name: str, params: Mapping[str, str]) -> str:
    """A link to a room, relative to the app's root."""
    query = "&".join(f"{_coded(key)}={_coded(value)}" for key, value in params.items())
    return f"./{room(name).path}?{query}" if query else f"./{room(name).path}"


def _coded(text: str) -> str:
    # Nearly all are plain, and a page may have hundreds of links: to code each takes longer than all else.
    return text if PLAIN(text) else quote_plus(text)


def fitted(choices: C) -> C:
    """The choices within what their data set and split hold; those without a task as they are."""
    if not isinstance(choices, TaskChoices):
        return choices
    of_a_task = _of_enough_classes(choices)
    return fit(of_a_task, limits(of_a_task.data, of_a_task.split, of_a_task.classes))


def _of_enough_classes(choices: T) -> T:
    """The choices with a split that has two classes: in a visitor's own set all may be of meta-test."""
    if choices.split == MOST_SURE or limits(choices.data, choices.split).classes > 1:
        return choices
    told = Correction("split", choices.split, MOST_SURE, "few_classes")
    return replace(choices, split=MOST_SURE, corrections=(*choices.corrections, told))


def preferred() -> dict[str, str]:
    """What the visitor's browser prefers, used where the URL says nothing."""
    spoken = (st.context.locale or "").partition("-")[0]
    lang = spoken if spoken in LANGUAGES else FALLBACK
    return {"lang": lang, "theme": st.context.theme.type or "light"}
