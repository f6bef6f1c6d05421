"""Where a launch can lead: any page of the app in any state; which of them can be done, with what result."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from ..course.chapters.steps import Step, chapters, find
from ..course.quiz import QuizChoices
from ..course.quiz.sets import SETS, chosen, set_name
from ..shared.choices import parse
from ..shared.quiz_bank.bank import questions
from ..shared.room import room, rooms
from ..shared.text import Words
from .trouble import BadAddress

LONGEST = 2000
"""Letters of an address."""
KEPT_OUT = ("only", "theme")
"""What an address may say that a launch decides anew."""


@dataclass(frozen=True)
class Target:
    """A page of the app: its room, and the parameters of its address."""

    room: str
    query: Mapping[str, str] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """As it is kept in a link: ``chapters?chapter=why``."""
        return f"{room(self.room).path}?{urlencode(self.query)}".rstrip("?")

    def address(self, lang: str) -> str:
        """Its address below the app's root, in the platform's language where it names none."""
        only = {"only": self._only} if self._only else {}
        return f"{room(self.room).path}?{urlencode({'lang': lang, **self.query, **only})}"

    @property
    def _only(self) -> str:
        """How much of the app is shown: a chapter or one view without the header; else all."""
        if self.room == "chapters":
            return "" if _step(self) is None else "1" if self.query.get("part") else "chapter"
        return "1" if self.room == "quiz" or room(self.room).place == "instruments" else ""


@dataclass(frozen=True)
class Goal:
    """What is to be done there: steps, by their keys, or the questions of a set."""

    steps: tuple[str, ...] = ()
    set: str = ""
    seed: int = 0
    most: int = 0  # the best result

    def to_json(self) -> dict[str, Any]:
        """As the browser gets it; report.js says the same."""
        return {"steps": list(self.steps), "set": self.set, "seed": self.seed, "most": self.most}


def target_of(text: str, home: str = "") -> Target:
    """The page that an address leads to, relative or below ``home``; raises BadAddress."""
    given = text.strip()
    if home and given.startswith(f"{home}/"):
        given = given.removeprefix(f"{home}/")
    try:
        parts = urlsplit(given)
    except ValueError:
        raise BadAddress from None
    found = next((each for each in rooms() if each.path == parts.path.removeprefix("./")), None)
    if parts.scheme or parts.netloc or found is None or len(given) > LONGEST:
        raise BadAddress
    query = {key: value for key, value in parse_qsl(parts.query) if key not in KEPT_OUT}
    return Target(found.name, query)


def _step(target: Target) -> Step | None:
    """The step of the course that a page shows; None for a lesson's, and for any other page."""
    query = target.query
    if target.room != "chapters" or query.get("lesson"):
        return None
    return find(query.get("chapter", ""), query.get("part", ""))


def goal_of(target: Target) -> Goal | None:
    """What can be done at a page; None where nothing is counted."""
    query = target.query
    step = _step(target)
    if step is not None:
        whole = next(chapter for chapter in chapters() if chapter.id == step.chapter)
        steps = (step,) if query.get("part") else whole.steps
        return Goal(steps=tuple(each.key for each in steps), most=len(steps))
    if target.room == "quiz":
        asked = parse(QuizChoices, query)
        if asked.set:
            return Goal(set=asked.set, seed=asked.seed, most=len(chosen(asked.set, asked.seed, questions())))
    return None


def title_of(target: Target, w: Words) -> str:
    """How a link to a page is called."""
    step = _step(target)
    if step is not None:
        return w(f"{step.key}.title" if target.query.get("part") else f"{step.chapter}.title")
    if target.room == "quiz" and target.query.get("set") in SETS:
        return set_name(target.query["set"], w)
    return w(f"{target.room}.page") if room(target.room).place else w("common.title")


@dataclass(frozen=True)
class Group:
    """Links that stand together in the list that a teacher picks from; the first is open to all of it."""

    title: str
    targets: tuple[Target, ...]


def offered(w: Words) -> tuple[Group, ...]:
    """What a teacher can pick: each chapter and its steps, the sets of questions, the instruments."""
    found = [
        Group(
            w(f"{chapter.id}.title"),
            (
                Target("chapters", {"chapter": chapter.id}),
                *(Target("chapters", {"chapter": chapter.id, "part": step.id}) for step in chapter.steps),
            ),
        )
        for chapter in chapters()
    ]
    quiz = tuple(Target("quiz", {"set": name}) for name in SETS)
    instruments = tuple(Target(each.name) for each in rooms() if each.place == "instruments")
    return (*found, Group(w("quiz.page"), quiz), Group(w("common.place.instruments"), instruments))
