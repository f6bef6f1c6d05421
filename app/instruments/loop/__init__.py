"""The episode loop: real training steps of four learners, one at a time."""

from __future__ import annotations

from dataclasses import dataclass

from ...shared.choices import TaskChoices
from ...shared.room import Room
from ...shared.rules import flag, number, one_learner, one_of

LEARNERS = ("maml", "fomaml", "reptile", "conventional")


@dataclass(frozen=True, kw_only=True)
class LoopChoices(TaskChoices):
    """What the page has beside its task."""

    split: str = "train"
    way: int = number("n", 5, 2, 5)  # what can be drawn and read
    shot: int = number("k", 1, 1, 5)
    query: int = number("q", 2, 1, 3)
    classes: tuple[str, ...] = ()  # a training draws them anew for every task
    asked: int = number("asked", 0, 0, 20)  # of how many classes a query set holds images; 0: of all
    single: bool = flag("single")  # does conventional training take one image a step?
    learner: str = one_learner("maml", LEARNERS, old=("method",))
    frame: int = number("frame", 0, 0, 9999)
    level: str = one_of("level", "episode", ("episode", "whole"))  # the inside of one, or the whole training
    companion: str = one_of("and", "alone", ("alone", "conventional"))  # what runs in step beside it
    code: str = one_of("code", "symbols", ("symbols", "values", "folded"))  # how the pseudo-code is written


ROOM = Room(__name__, order=70, choices=LoopChoices, parts=("learners", "below"))
