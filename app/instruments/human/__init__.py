"""Human against machine: a visitor and the learners name the same query images."""

from __future__ import annotations

from dataclasses import dataclass

from ...shared.choices import TaskChoices
from ...shared.room import Room
from ...shared.rules import flag, number, several, some_learners, text


@dataclass(frozen=True, kw_only=True)
class HumanChoices(TaskChoices):
    """What the page has beside its task."""

    query: int = number("q", 2, 1, 15)  # fewer than elsewhere: a person names one image after the other
    learners: tuple[str, ...] = some_learners("who")
    names: bool = flag("names")  # whether the classes are named
    feedback: bool = flag("feedback")  # whether each answer is judged at once
    within: bool = flag("within")  # whether all classes are of one group, such as a script
    known: tuple[str, ...] = several("known", r"[\w-]+")  # scripts that the visitor reads, or NONE
    seen: bool = flag("seen")
    said: str = text("said", "", r"([A-T]{1,300}-\d{1,7})?")  # the visitor's answers as shown; milliseconds
    beat: str = text("beat", "", r"(\d{1,6}(-\d{1,9}){4})?")  # first seed, tasks, right, images, milliseconds


ROOM = Room(__name__, order=110, choices=HumanChoices)
