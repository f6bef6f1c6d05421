"""Where the parameters go: meta-learning with two parameters, so that all of it can be drawn."""

from __future__ import annotations

from dataclasses import dataclass

from ...shared.choices import Choices
from ...shared.room import Room
from ...shared.rules import number, one_learner, one_of, text
from .walks import WALKS

LEARNERS = ("maml", "fomaml", "reptile")
SURFACES = ("mean", "adapted", "a", "b", "c", "none")
"""What is drawn in three dimensions: a task's support loss, the mean of the three, or what MAML descends."""


@dataclass(frozen=True, kw_only=True)
class PlaneChoices(Choices):
    """What the page has beside language and theme."""

    learner: str = one_learner("maml", LEARNERS, old=("method",))
    theta_1: int = number("t1", -60, -300, 300)  # hundredths, as are the two rates: where θ was put by hand
    theta_2: int = number("t2", -120, -300, 300)
    inner_rate: int = number("a", 30, 5, 300)
    inner_steps: int = number("s", 3, 1, 10)
    outer_rate: int = number("b", 200, 5, 200)
    walks: str = text("walks", "", WALKS)
    hessian: str = one_of("hessian", "shown", ("shown", "hidden"))
    surface: str = one_of("surface", "mean", SURFACES)
    turn: int = number("turn", 60, 0, 359)  # degrees: from where the surface is looked at
    tilt: int = number("tilt", 50, 0, 85)


ROOM = Room(__name__, order=80, choices=PlaneChoices)
