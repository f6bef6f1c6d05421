"""Compare: one task, several learners side by side, after every adaptation step."""

from __future__ import annotations

from dataclasses import dataclass

from ...shared.choices import TaskChoices, any_set
from ...shared.room import Room
from ...shared.rules import flag, number, some_learners, text

LAST = 10
"""The slider of adaptation steps goes from 0 to this one."""


@dataclass(frozen=True, kw_only=True)
class CompareChoices(TaskChoices):
    """What the page has beside its task."""

    data: str = any_set()
    step: int = number("step", 1, 0, LAST)
    image: int = number("image", -1, -1, 299)  # the query image looked at last; -1: none
    learners: tuple[str, ...] = some_learners("who")
    against: str = text(
        "against", "", r"([\w/-]{1,40})?"
    )  # whom differences are from; empty: levels are drawn
    seen: bool = flag("seen")


ROOM = Room(__name__, order=30, choices=CompareChoices)
