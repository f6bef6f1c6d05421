"""What a visitor has chosen, and its place in the URL.

Every room declares its choices in one frozen class below Choices, one line a field. ``parse`` and
``written`` are pure. A value that is impossible is replaced by the nearest that is possible, and the
replacement is kept as a Correction, which the page tells. The URL stays as it was given until something
changes. Nothing here needs torch.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from functools import cache
from types import MappingProxyType
from typing import Any, ClassVar, TypeVar

from fewshot_core.paths import ASSETS

from .rules import Rule, number, one_of, one_set, several
from .task import Task
from .text import LANGUAGES

DATA = tuple(sorted(path.parent.name for path in ASSETS.glob("data/*/data.json")))
"""The names of the embedded data sets."""
SPLITS = ("train", "val", "test")
HIGHEST_SEED = 999_999


@dataclass(frozen=True)
class Correction:
    """A value of the URL that could not be used, and the one used instead."""

    field: str
    given: str
    used: Any
    reason: str  # unknown | form | number | range | classes | images | no_class | one_class | many_classes
    least: int = 0
    most: int = 0


@dataclass(frozen=True)
class Limits:
    """What a split of a data set can hold: a class is drawn only if it has images enough.

    Where classes were chosen, they are what holds the images.
    """

    sizes: tuple[int, ...]  # images of each class, largest first
    chosen: tuple[tuple[str, int], ...] = ()  # those of the chosen classes that exist: id and images

    @property
    def classes(self) -> int:
        """How many classes there are."""
        return len(self.sizes)

    def images(self, way: int) -> int:
        """The most images a class that ``way`` classes, or the chosen ones, can have each."""
        if self.chosen:
            return min(images for _, images in self.chosen)
        return self.sizes[min(way, self.classes) - 1]

    def ways(self, images: int) -> int:
        """How many classes have that many images."""
        return sum(size >= images for size in self.sizes)


@dataclass(frozen=True, kw_only=True)
class Choices:
    """What every page has; every value is possible."""

    alone: ClassVar[bool] = False  # are the choices of other rooms kept out of its address?
    lang: str = one_of("lang", "en", LANGUAGES)
    theme: str = one_of("theme", "light", ("light", "dark"))
    only: str = one_of("only", "", ("", "1", "chapter"))  # in another page: one view alone, or one chapter
    corrections: tuple[Correction, ...] = ()


@dataclass(frozen=True, kw_only=True)
class DataChoices(Choices):
    """What a page of one data set has."""

    data: str = one_of("data", "everyday", DATA)


@dataclass(frozen=True, kw_only=True)
class TaskChoices(DataChoices):
    """What a page of one task has. ``split`` is fixed by most pages: a plain default, with no rule."""

    way: int = number("n", 5, 2, 20)
    shot: int = number("k", 1, 1, 10)
    query: int = number("q", 5, 1, 15)
    seed: int = number("seed", 42, 0, HIGHEST_SEED)
    split: str = "test"
    classes: tuple[str, ...] = several("classes", r".+")  # ids; which there are, the data set knows
    limits: Limits | None = None  # of the split

    @property
    def task(self) -> Task:
        """The task that is chosen."""
        return Task(self.data, self.split, self.way, self.shot, self.query, self.seed, self.classes)


def any_set() -> Any:
    """The field ``data`` of a room that shows a visitor's own data sets, too."""
    return one_set("data", DATA[0], DATA)


def own_set(key: str) -> Any:
    """A field that is one of the visitor's own data sets, at first none."""
    return one_set(key, "", ("",))


C = TypeVar("C", bound=Choices)
T = TypeVar("T", bound=TaskChoices)


def rules(cls: type[Choices]) -> Mapping[str, Rule[Any]]:
    """The rule of every field of a Choices class that the URL can hold, by the field's name."""
    return _rules(cls)  # type: ignore[arg-type] # classes are hashable


@cache
def _rules(cls: type[Choices]) -> Mapping[str, Rule[Any]]:
    return MappingProxyType({f.name: f.metadata["rule"] for f in fields(cls) if "rule" in f.metadata})


def parse(cls: type[C], params: Mapping[str, str], defaults: Mapping[str, Any] | None = None) -> C:
    """The choices that a URL's parameters stand for; missing ones take ``defaults``, then the class's."""
    values: dict[str, Any] = {}
    corrections = []
    for name, rule in rules(cls).items():
        given = next((params[key] for key in (*rule.old, rule.key) if key in params), None)
        if given is None:
            values[name] = (defaults or {}).get(name, rule.default)
            continue
        values[name], reason = rule.read(given)
        if reason:
            corrections.append(Correction(name, rule.refused(given), values[name], reason, *rule.bounds))
    return cls(**values, corrections=tuple(corrections))


def fit(choices: T, limits: Limits) -> T:
    """The choices made possible for a split: no more classes, and no more images, than there are.

    Classes that were chosen say how many there are; those that do not exist are left out.
    """
    choices, limits = _of_known(choices, limits)
    way = len(choices.classes) or min(choices.way, limits.classes)
    images = limits.images(way)
    shot = min(choices.shot, images - 1)
    query = min(choices.query, images - shot)
    used: dict[str, Any] = {"way": way, "shot": shot, "query": query}
    most = {"way": limits.classes, "shot": images - 1, "query": images - shot}
    if hasattr(choices, "image"):
        used["image"], most["image"] = min(choices.image, way * query - 1), way * query - 1
    reasons = {"way": "classes", "shot": "images", "query": "images", "image": "range"}
    least = {name: rule.bounds[0] for name, rule in rules(type(choices)).items()}
    new = [
        Correction(name, str(getattr(choices, name)), value, reasons[name], least[name], most[name])
        for name, value in used.items()
        if getattr(choices, name) != value and not (name == "way" and choices.classes)
    ]
    return replace(choices, **used, limits=limits, corrections=(*choices.corrections, *new))


def _of_known(choices: T, limits: Limits) -> tuple[T, Limits]:
    """The choices and limits with those of the chosen classes that can be used.

    They must exist, and be at least two and at most as many as the room can show; fewer than two are none.
    """
    if not choices.classes:
        return choices, replace(limits, chosen=())
    most = rules(type(choices))["way"].bounds[1]
    missing = set(choices.classes) - {name for name, _ in limits.chosen}
    chosen = limits.chosen[:most] if len(limits.chosen) > 1 else ()
    used = tuple(name for name, _ in chosen)
    new = []
    if missing:
        given = ",".join(name for name in choices.classes if name in missing)
        new.append(Correction("classes", given, used, "no_class"))
    if len(limits.chosen) == 1:
        new.append(Correction("classes", limits.chosen[0][0], used, "one_class"))
    if len(limits.chosen) > most:
        new.append(Correction("classes", str(len(limits.chosen)), used, "many_classes", 2, most))
    fitting = replace(choices, classes=used, corrections=(*choices.corrections, *new))
    return fitting, replace(limits, chosen=chosen)


def written(choices: Choices, given: Mapping[str, str], changes: Mapping[str, Any]) -> dict[str, str]:
    """The URL's parameters after a change. What was corrected is written as it was used.

    Raises ValueError for a value that is not possible, KeyError for a field that there is not.
    """
    known = rules(type(choices))
    params = dict(given)
    corrected = {c.field: c.used for c in choices.corrections}
    for name, value in {**corrected, **changes}.items():
        rule = known[name]
        text = rule.write(value)
        if name in changes and rule.read(text) != (value, ""):
            raise ValueError(f"{name} cannot be {value!r}")
        for key in rule.old:
            params.pop(key, None)
        params[rule.key] = text
        if value is False or not text:
            del params[rule.key]
    return params


def new_seed() -> int:
    """A seed for a task not seen before."""
    return random.randrange(HIGHEST_SEED + 1)
