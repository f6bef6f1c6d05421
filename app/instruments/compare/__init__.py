"""Compare: one task, several learners side by side, after every adaptation step."""

from __future__ import annotations

from dataclasses import dataclass

from ...shared.choices import TaskChoices
from ...shared.room import Room
from ...shared.rules import flag, number, some_learners


@dataclass(frozen=True, kw_only=True)
class CompareChoices(TaskChoices):
    """What the page has beside its task."""

    step: int = number("step", 1, 0, 10)
    image: int = number("image", -1, -1, 299)  # the query image whose row is open; -1: none
    learners: tuple[str, ...] = some_learners("who")
    seen: bool = flag("seen")


ROOM = Room(__name__, order=30, choices=CompareChoices)
