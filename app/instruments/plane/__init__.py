"""Where the parameters go: meta-learning with two parameters, so that all of it can be drawn."""

from __future__ import annotations

from dataclasses import dataclass

from ...shared.choices import Choices
from ...shared.room import Room
from ...shared.rules import number, one_learner

METHODS = ("maml", "fomaml", "reptile", "conventional")


@dataclass(frozen=True, kw_only=True)
class PlaneChoices(Choices):
    """What the page has beside language and theme."""

    learner: str = one_learner("maml", METHODS, old=("method",))
    theta_1: int = number("t1", -60, -300, 300)  # hundredths, as are the two rates
    theta_2: int = number("t2", -120, -300, 300)
    inner_rate: int = number("a", 30, 5, 300)
    inner_steps: int = number("s", 3, 1, 10)
    outer_rate: int = number("b", 200, 5, 200)


ROOM = Room(__name__, order=80, choices=PlaneChoices)
