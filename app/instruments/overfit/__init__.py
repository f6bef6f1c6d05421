"""Over-fitting, seen: training from scratch on one support set, then on more and more images."""

from __future__ import annotations

from dataclasses import dataclass

from ...shared.choices import TaskChoices
from ...shared.room import Room
from ...shared.rules import flag, number, one_learner

BESIDE = ("protonet", "maml")
"""The learners that training from scratch can be set against."""


@dataclass(frozen=True, kw_only=True)
class OverfitChoices(TaskChoices):
    """What the page has beside its task."""

    beside: str = one_learner("protonet", BESIDE, key="with")
    scratch_only: bool = flag("scratch")  # nothing beside training from scratch
    trained: int = number("at", 0, 0, 100)  # steps that training from scratch has taken
    image: int = number("image", -1, -1, 299)  # the query image chosen on another page; -1: none
    seen: bool = flag("seen")  # the result, of this task and of those after it


ROOM = Room(__name__, order=20, choices=OverfitChoices)
