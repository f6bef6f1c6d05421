"""Photograph your task: a visitor's pictures as support set and as query images."""

from __future__ import annotations

from dataclasses import dataclass

from ...shared.choices import Choices
from ...shared.room import Room
from ...shared.rules import number, some_learners

QUERIES = 10
"""Query images that a visitor can give."""


@dataclass(frozen=True, kw_only=True)
class PhotoChoices(Choices):
    """The form of the task, and who is asked."""

    way: int = number("n", 3, 2, 5)
    shot: int = number("k", 1, 1, 5)
    pictured: int = number("pictured", 0, 0, QUERIES)  # query images that are there
    learners: tuple[str, ...] = some_learners("who")


ROOM = Room(__name__, order=20, choices=PhotoChoices)
