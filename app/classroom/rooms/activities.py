"""What a class is asked: to name images, to predict who is best, a question of the bank, to draw."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from ...shared.task import Task
from ...shared.text import FALLBACK

Json = dict[str, Any]
Truth = tuple[tuple[int, ...], ...]
"""Of each question the options that are right, of which there can be several."""
Names = Mapping[str, tuple[str, ...]]
"""By language: phones choose theirs."""


@dataclass(frozen=True)
class Naming:
    """Some query images of a task, each to be given one of its classes."""

    task: Task
    support: str  # the support set, class by class, as one picture: a data URL
    query: str  # the images that are asked, side by side
    asked: tuple[int, ...]  # which they are: indices into the query set
    labels: tuple[int, ...]  # their classes, 0 … way - 1

    kind = "naming"

    @property
    def options(self) -> int:
        """How many answers a question has."""
        return self.task.way

    @property
    def truth(self) -> Truth:
        """The one class of each image."""
        return tuple((label,) for label in self.labels)

    def for_phones(self) -> Json:
        """What a phone draws, without what is right."""
        form = {"way": self.task.way, "shot": self.task.shot, "images": len(self.asked)}
        return {"kind": self.kind, **form, "support": self.support, "query": self.query}


@dataclass(frozen=True)
class Prediction:
    """Which of these learners is best at tasks of a form."""

    task: Task  # its form is asked about
    learners: tuple[str, ...]
    names: Names
    best: tuple[int, ...]  # the best by measurement, and all that are not shown to be behind it
    whats: Names = field(default_factory=dict)  # of each learner what it is, in one sentence

    kind = "prediction"

    @property
    def options(self) -> int:
        """How many answers the question has."""
        return len(self.learners)

    @property
    def truth(self) -> Truth:
        """The one question's right answers."""
        return (self.best,)

    def for_phones(self) -> Json:
        """What a phone draws, without what is right."""
        form = {"way": self.task.way, "shot": self.task.shot, "images": 1}
        return {"kind": self.kind, **form, "names": _lists(self.names), "whats": _lists(self.whats)}


@dataclass(frozen=True)
class Said:
    """A question of the bank in one language."""

    stem: str
    alt: str  # what its figure shows; empty without one
    options: tuple[str, ...]
    misconceptions: tuple[str, ...]  # of each option a short name; empty for the right one
    feedback: tuple[str, ...]  # of each option why it is right or wrong


@dataclass(frozen=True)
class Question:
    """A question of the bank, drawn for a seed."""

    id: str
    seed: int
    source: str  # of what is cited; may be empty
    figure: str  # markup without words; may be empty
    right: int
    said: Mapping[str, Said]  # by language

    kind = "question"

    @property
    def options(self) -> int:
        """How many answers the question has."""
        return len(self.said[FALLBACK].options)

    @property
    def truth(self) -> Truth:
        """The one right answer."""
        return ((self.right,),)

    def for_phones(self) -> Json:
        """What a phone draws, without what is right."""
        said = {
            lang: {"stem": each.stem, "alt": each.alt, "options": list(each.options)}
            for lang, each in self.said.items()
        }
        return {"kind": self.kind, "images": 1, "figure": self.figure, "source": self.source, "said": said}

    @property
    def feedback(self) -> Json:
        """By language what is said of each option once it is revealed: a misconception's name, and why."""
        return {
            lang: [list(both) for both in zip(each.misconceptions, each.feedback, strict=True)]
            for lang, each in self.said.items()
        }


@dataclass(frozen=True)
class Sketching:
    """Each phone draws one of the classes of a task, which the learners then learn from."""

    task: Task  # names its classes; its query images are asked afterwards
    names: Names  # of the classes

    kind = "drawing"

    @property
    def options(self) -> int:
        """How many classes there are to draw."""
        return self.task.way

    @property
    def truth(self) -> Truth:
        """Nothing is asked that could be right."""
        return ()

    def for_phones(self) -> Json:
        """What a phone shows."""
        return {"kind": self.kind, "images": 1, "names": _lists(self.names)}


Activity = Naming | Prediction | Question | Sketching


def to_json(activity: Activity) -> Json:
    """The whole activity as plain data, its truth included."""
    return {"kind": activity.kind, **asdict(activity)}


def from_json(found: Json) -> Activity:
    """What ``to_json`` wrote."""
    if found["kind"] == Question.kind:
        said = {lang: _said(each) for lang, each in found["said"].items()}
        return Question(found["id"], found["seed"], found["source"], found["figure"], found["right"], said)
    task = Task(**{**found["task"], "classes": tuple(found["task"]["classes"])})
    if found["kind"] == Naming.kind:
        asked, labels = tuple(found["asked"]), tuple(found["labels"])
        return Naming(task, found["support"], found["query"], asked, labels)
    names = _names(found["names"])
    if found["kind"] == Sketching.kind:
        return Sketching(task, names)
    whats = _names(found.get("whats", {}))  # version 0.2.0 kept none
    return Prediction(task, tuple(found["learners"]), names, tuple(found["best"]), whats)


def _said(found: Json) -> Said:
    many = (tuple(found[name]) for name in ("options", "misconceptions", "feedback"))
    return Said(found["stem"], found["alt"], *many)


def _names(found: Json) -> Names:
    return {lang: tuple(each) for lang, each in found.items()}


def _lists(names: Names) -> dict[str, list[str]]:
    return {lang: list(each) for lang, each in names.items()}
