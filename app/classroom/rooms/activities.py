"""What a class is asked: images of a task to name, or who of the learners will be best."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from ...shared.task import Task

Json = dict[str, Any]
Truth = tuple[tuple[int, ...], ...]
"""Of each question the options that are right, of which there can be several."""


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
    names: Mapping[str, tuple[str, ...]]  # by language
    best: tuple[int, ...]  # the best by measurement, and all that are not shown to be behind it

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
        return {"kind": self.kind, **form, "names": {lang: list(names) for lang, names in self.names.items()}}


Activity = Naming | Prediction


def to_json(activity: Activity) -> Json:
    """The whole activity as plain data, its truth included."""
    return {"kind": activity.kind, **asdict(activity)}


def from_json(found: Json) -> Activity:
    """What ``to_json`` wrote."""
    task = Task(**{**found["task"], "classes": tuple(found["task"]["classes"])})
    if found["kind"] == Naming.kind:
        asked, labels = tuple(found["asked"]), tuple(found["labels"])
        return Naming(task, found["support"], found["query"], asked, labels)
    names = {lang: tuple(names) for lang, names in found["names"].items()}
    return Prediction(task, tuple(found["learners"]), names, tuple(found["best"]))
