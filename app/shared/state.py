"""What a visitor has chosen, and its place in the URL: one table of fields, read and written here.

``parse`` and ``write_params`` are pure; ``read`` and ``write`` apply them to the running page.
A value that is impossible is replaced by the nearest that is possible, and the replacement is
kept as a Correction, which the page tells. The URL stays as it was given until something changes.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import streamlit as st

from fewshot_core.data.datasets import SPLITS, embedded_names

from .runs import LEARNERS
from .text import LANGUAGES

Value = int | str
GO = "go_to"
"""Where the session keeps the page that a picture leads to, until the next run goes there."""
SHOWN = "shown_state"
"""Where the session keeps the state last shown, whose corrections the next change makes final."""


@dataclass(frozen=True)
class Field:
    """One row of the table: an attribute of State and its key in the URL."""

    name: str
    key: str
    default: Value
    choices: tuple[str, ...] = ()
    pattern: str = ""
    least: int = 0
    most: int = 0


_POINT = r"-?(500|[1-4]?\d?\d)~-?(600|[1-5]?\d?\d)"
POINTS = rf"none|({_POINT}(_{_POINT}){{0,19}})?"
"""Up to twenty points, x~y in hundredths, x within ±5 and y within ±6; nothing: those of the drawn task."""

_LEARNER = "|".join(map(re.escape, LEARNERS))
LINES = rf"(({_LEARNER})(,({_LEARNER}))*)?"
"""Any learners, one after the other; nothing: the usual ones."""

FIELDS: tuple[Field, ...] = (
    Field("lang", "lang", "en", choices=LANGUAGES),
    Field("theme", "theme", "light", choices=("light", "dark")),
    Field("data", "data", "everyday", choices=embedded_names()),
    Field("way", "n", 5, least=2, most=20),
    Field("shot", "k", 1, least=1, most=10),
    Field("query", "q", 5, least=1, most=15),
    Field("seed", "seed", 42, least=0, most=999_999),
    Field("split", "split", "test", choices=SPLITS),
    Field("step", "step", 1, least=0, most=10),
    Field("method", "method", "maml", choices=("maml", "fomaml", "reptile", "conventional")),
    Field("frame", "frame", 0, least=0, most=9999),
    Field("level", "level", "episode", choices=("episode", "whole")),
    Field("companion", "and", "alone", choices=("alone", "conventional")),
    Field("code", "code", "symbols", choices=("symbols", "values")),
    Field("learner", "learner", "maml", choices=LEARNERS),
    Field("image", "image", 0, least=0, most=299),  # of the query set, whose largest is 20 times 15
    Field("beside", "with", "protonet", choices=("protonet", "maml")),
    Field("trained", "at", 0, least=0, most=100),
    Field("drawn", "drawn", "10", choices=("5", "10")),
    Field("points", "pts", "", pattern=POINTS),
    Field("theta_1", "t1", -60, least=-300, most=300),  # hundredths, as are the two rates
    Field("theta_2", "t2", -120, least=-300, most=300),
    Field("inner_rate", "a", 30, least=5, most=300),
    Field("inner_steps", "s", 3, least=1, most=10),
    Field("outer_rate", "b", 200, least=5, most=200),
    Field("picture", "pic", "k", choices=("k", "n", "steps")),
    Field("lines", "lines", "", pattern=LINES),
    Field("steps_shot", "ks", "1", choices=("1", "5")),
    Field("scale", "scale", "full", choices=("full", "near")),
    Field("round", "round", "prior", choices=("prior", "ordinary", "steps", "question", "tasks")),
    Field("question", "ask", "thing", choices=("thing", "hand")),
)
BY_NAME = {field.name: field for field in FIELDS}
SAME = ("learner", "method", "beside")
"""A learner by another name on another page: one that is chosen on one page is chosen on all that have it."""


@dataclass(frozen=True)
class Correction:
    """A value of the URL that could not be used, and the one used instead."""

    field: str
    given: str
    used: Value
    reason: str  # unknown | form | number | range | classes | images
    least: int = 0
    most: int = 0


@dataclass(frozen=True)
class Limits:
    """What a split of a data set can hold: a class is drawn only if it has images enough."""

    sizes: tuple[int, ...]  # images of each class, largest first

    @property
    def classes(self) -> int:
        """How many classes there are."""
        return len(self.sizes)

    def images(self, way: int) -> int:
        """The most images a class that ``way`` classes can have each."""
        return self.sizes[min(way, self.classes) - 1]

    def ways(self, images: int) -> int:
        """How many classes have that many images."""
        return sum(size >= images for size in self.sizes)


@dataclass(frozen=True)
class State:
    """What the visitor has chosen; every value is possible."""

    lang: str = "en"
    theme: str = "light"
    data: str = "everyday"
    way: int = 5
    shot: int = 1
    query: int = 5
    seed: int = 42
    split: str = "test"
    step: int = 1
    method: str = "maml"
    frame: int = 0
    level: str = "episode"  # of the loop: the inside of one episode, or the whole training
    companion: str = "alone"  # what runs in step beside a meta-trained method
    code: str = "symbols"  # how the loop's pseudo-code is written: in symbols, or with its values
    learner: str = "maml"
    image: int = 0  # which query image is looked at
    beside: str = "protonet"  # a meta-trained one, to set training from scratch against
    trained: int = 0  # steps that training from scratch has taken
    drawn: str = "10"
    points: str = ""
    theta_1: int = -60
    theta_2: int = -120
    inner_rate: int = 30
    inner_steps: int = 3
    outer_rate: int = 200
    picture: str = "k"  # what accuracy is drawn against
    lines: str = ""  # the learners drawn there
    steps_shot: str = "1"  # K of the tasks in which accuracy is drawn against steps
    scale: str = "full"  # of accuracy: down to guessing, or only as far as the curves go
    round: str = "prior"  # which contest
    question: str = "thing"  # what is asked of the drawings of a task that has two questions
    limits: Limits | None = None  # of the split that the page draws its task from
    corrections: tuple[Correction, ...] = ()


def parse(params: Mapping[str, str], defaults: Mapping[str, Value] | None = None) -> State:
    """The state that a URL's parameters stand for; missing ones take ``defaults``, then the table's."""
    values: dict[str, Any] = {}
    corrections = []
    for field in FIELDS:
        default = (defaults or {}).get(field.name, field.default)
        given = params.get(field.key)
        used, reason = (default, "") if given is None else _possible(field, given, default)
        if reason:
            correction = Correction(field.name, str(given), used, reason, field.least, field.most)
            corrections.append(correction)
        values[field.name] = used
    return State(**values, corrections=tuple(corrections))


def _possible(field: Field, given: str, default: Value) -> tuple[Value, str]:
    """The value to use, and why it is not the given one (empty if it is)."""
    if field.choices:
        return (given, "") if given in field.choices else (default, "unknown")
    if field.pattern:
        return (given, "") if re.fullmatch(field.pattern, given) else (default, "form")
    try:
        number = int(given)
    except ValueError:
        return default, "number"
    used = min(max(number, field.least), field.most)
    return used, "" if used == number else "range"


def fit(state: State, limits: Limits) -> State:
    """The state made possible for a split: no more classes, and no more images, than there are."""
    way = min(state.way, limits.classes)
    images = limits.images(way)
    shot = min(state.shot, images - 1)
    query = min(state.query, images - shot)
    image = min(state.image, way * query - 1)
    fitted = replace(state, way=way, shot=shot, query=query, image=image, limits=limits)
    reasons = {
        "way": ("classes", limits.classes),
        "shot": ("images", images - 1),
        "query": ("images", images - shot),
        "image": ("range", way * query - 1),
    }
    new = [
        Correction(name, str(getattr(state, name)), getattr(fitted, name), reason, BY_NAME[name].least, most)
        for name, (reason, most) in reasons.items()
        if getattr(state, name) != getattr(fitted, name)
    ]
    return replace(fitted, corrections=(*state.corrections, *new))


def write_params(state: State, given: Mapping[str, str], changes: Mapping[str, Value]) -> dict[str, str]:
    """The URL's parameters after a change. What was corrected is written as it was used."""
    for name, value in changes.items():
        if _possible(BY_NAME[name], str(value), BY_NAME[name].default)[1]:
            raise ValueError(f"{name} cannot be {value!r}")
    corrected = {c.field: c.used for c in state.corrections}
    followed = _followers(parse(given), changes)
    written = {BY_NAME[name].key: str(value) for name, value in {**corrected, **followed, **changes}.items()}
    return {**given, **written}


def _followers(before: State, changes: Mapping[str, Value]) -> dict[str, Value]:
    """What else a newly chosen learner is."""
    chosen = [changes[name] for name in SAME if name in changes and changes[name] != getattr(before, name)]
    return {name: learner for learner in chosen for name in SAME if learner in BY_NAME[name].choices}


def read(limits: Callable[[str, str], Limits] | None = None, split: str | None = None) -> State:
    """The state of the page being shown; with ``limits``, fitted to ``split`` or to its own."""
    state = parse(st.query_params.to_dict(), _visitor_defaults())
    return fit(state, limits(state.data, split or state.split)) if limits else state


def show(state: State) -> None:
    """Remember what this run shows: its corrections become final with the next change."""
    st.session_state[SHOWN] = state


def write(**changes: Value) -> None:
    """Put changes, by attribute name, into the URL."""
    given = st.query_params.to_dict()
    st.query_params.from_dict(write_params(st.session_state.get(SHOWN) or parse(given), given, changes))


def go(page: str, **changes: Value) -> None:
    """Put changes into the URL and show another page with it, in the next run."""
    write(**changes)
    st.session_state[GO] = page


def looked_at(state: State) -> int:
    """The query image chosen, on this page or another; -1 while none is."""
    return state.image if BY_NAME["image"].key in st.query_params else -1


def new_seed() -> int:
    """A seed for a task not seen before."""
    return random.randrange(BY_NAME["seed"].most + 1)


def _visitor_defaults() -> dict[str, Value]:
    """What the visitor's browser prefers, used where the URL says nothing."""
    locale = st.context.locale or ""
    theme = st.context.theme.type or "light"
    return {"lang": "zh" if locale.startswith("zh") else "en", "theme": theme}
