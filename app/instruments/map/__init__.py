"""Embedding map: one task as a learner sees it, on a plane, after every adaptation step."""

from __future__ import annotations

from dataclasses import dataclass

from ...shared.choices import TaskChoices, any_set
from ...shared.room import Room
from ...shared.rules import flag, number, one_learner


@dataclass(frozen=True, kw_only=True)
class MapChoices(TaskChoices):
    """What the page has beside its task."""

    data: str = any_set()
    learner: str = one_learner("maml")
    step: int = number("step", 1, 0, 10)
    image: int = number("image", 0, 0, 299)  # which query image is looked at
    exact: bool = flag("exact")  # tiles stand at their true places, whatever they cover


ROOM = Room(__name__, order=50, choices=MapChoices)
