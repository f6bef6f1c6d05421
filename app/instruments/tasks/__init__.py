"""The data set of tasks: a row is a task, meta-training above a line, meta-test below it."""

from __future__ import annotations

from dataclasses import dataclass

from ...shared.choices import HIGHEST_SEED, TaskChoices
from ...shared.room import Room
from ...shared.rules import flag, number, one_of

SIDES = ("train", "test")
"""The splits above and below the line."""


@dataclass(frozen=True, kw_only=True)
class TasksChoices(TaskChoices):
    """The form of all tasks, the seed of the first ones, and the task that is pointed at."""

    way: int = number("n", 5, 2, 10)  # a row's images must be made out beside those of six other rows
    shot: int = number("k", 1, 1, 5)
    query: int = number("q", 2, 1, 5)
    classes: tuple[str, ...] = ()  # each row draws its own
    side: str = one_of("side", "none", ("none", *SIDES))  # of the task pointed at
    row: int = number("row", -1, -1, HIGHEST_SEED)  # and its seed; -1: none
    seen: bool = flag("seen")  # the answer to the question on the line


ROOM = Room(__name__, order=12, choices=TasksChoices)
