"""Draw your task: a visitor's drawings as support set, as query images, or as both."""

from __future__ import annotations

from dataclasses import dataclass

from ...shared.choices import TaskChoices
from ...shared.room import Room
from ...shared.rules import number, one_learner, one_of, some_learners

QUERIES = 10
"""Query images that a visitor can draw, and the most that the data give."""


@dataclass(frozen=True, kw_only=True)
class DrawChoices(TaskChoices):
    """The task that is drawn, or drawn into."""

    data: str = "everyday"  # the learners that have seen drawings
    way: int = number("n", 3, 2, 5)
    shot: int = number("k", 1, 1, 5)
    query: int = number("q", 2, 1, 2)  # of each class, where the data's are asked: QUERIES at most
    mine: str = one_of("mine", "query", ("query", "support", "both"))  # what the visitor draws
    drawn: int = number("drawn", 0, 0, QUERIES)  # query images that are drawn
    learners: tuple[str, ...] = some_learners("who")
    mapped: str = one_learner("protonet", key="eye")  # whose view the map shows


ROOM = Room(__name__, order=10, choices=DrawChoices)
