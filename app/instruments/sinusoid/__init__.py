"""The sinusoid: few-shot regression, where no single function can answer all tasks."""

from __future__ import annotations

from dataclasses import dataclass

from ...shared.choices import HIGHEST_SEED, Choices
from ...shared.room import Room
from ...shared.rules import flag, number, one_of, several, text

_POINT = r"-?(500|[1-4]?\d?\d)~-?(600|[1-5]?\d?\d)"
POINTS = rf"none|({_POINT}(_{_POINT}){{0,19}})?"
"""Up to twenty points, x~y in hundredths, x within ±5 and y within ±6; nothing: those of the drawn task."""
LEARNERS = ("maml", "conventional", "scratch")
NOBODY = "none"
"""Stands in the address for no learner at all."""


@dataclass(frozen=True, kw_only=True)
class SinusoidChoices(Choices):
    """What the page has beside language and theme."""

    seed: int = number("seed", 42, 0, HIGHEST_SEED)
    step: int = number("step", 1, 0, 10)
    drawn: str = one_of("drawn", "10", ("5", "10"))  # points that the task shows
    points: str = text("pts", "", POINTS)
    lines: tuple[str, ...] = several("lines", "|".join((*LEARNERS, NOBODY)))  # at first two
    right: bool = flag("right")  # is the right curve shown?
    mean: bool = flag("mean")  # is the mean of all tasks shown?

    @property
    def shown(self) -> tuple[str, ...]:
        """The learners whose lines are shown."""
        return tuple(id for id in LEARNERS if id in (self.lines or LEARNERS[:2]))


ROOM = Room(__name__, order=90, choices=SinusoidChoices)
