"""Over-fitting, seen: training from scratch on one support set, then on more and more images."""

from __future__ import annotations

from dataclasses import dataclass

from ...shared.choices import TaskChoices
from ...shared.room import Room
from ...shared.rules import flag, number, one_learner


@dataclass(frozen=True, kw_only=True)
class OverfitChoices(TaskChoices):
    """What the page has beside its task."""

    beside: str = one_learner(
        "protonet", ("protonet", "maml"), key="with"
    )  # to set training from scratch against
    trained: int = number("at", 0, 0, 100)  # steps that training from scratch has taken
    seen: bool = flag("seen")


ROOM = Room(__name__, order=20, choices=OverfitChoices)
