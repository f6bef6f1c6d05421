"""Accuracy against K, against N, against steps: what was measured of all learners, as curves."""

from __future__ import annotations

from dataclasses import dataclass

from ...shared.choices import HIGHEST_SEED, DataChoices, any_set
from ...shared.room import Room
from ...shared.rules import flag, number, one_learner, one_of, some_learners

PICTURES = ("k", "n", "steps")
SHOTS = ("1", "5")


@dataclass(frozen=True, kw_only=True)
class CurvesChoices(DataChoices):
    """What the page has beside its data set."""

    data: str = any_set()
    picture: str = one_of("pic", "k", PICTURES)  # what accuracy is drawn against
    learners: tuple[str, ...] = some_learners("lines")
    shot: str = one_of("ks", "1", SHOTS)  # K of the tasks in which accuracy is drawn against steps
    scale: str = one_of("scale", "full", ("full", "near"))  # down to guessing, or as far as curves go
    against: str = one_learner("", key="vs")  # whose accuracy is taken off all others; empty: nobody's
    seed: int = number("seed", 42, 0, HIGHEST_SEED)  # of the task that a point leads to
    seen: bool = flag("seen")


ROOM = Room(__name__, order=60, choices=CurvesChoices)
