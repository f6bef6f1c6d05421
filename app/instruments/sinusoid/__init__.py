"""The sinusoid: few-shot regression, where no single function can answer all tasks."""

from __future__ import annotations

from dataclasses import dataclass

from ...shared.choices import HIGHEST_SEED, Choices
from ...shared.room import Room
from ...shared.rules import number, one_of, text

_POINT = r"-?(500|[1-4]?\d?\d)~-?(600|[1-5]?\d?\d)"
POINTS = rf"none|({_POINT}(_{_POINT}){{0,19}})?"
"""Up to twenty points, x~y in hundredths, x within ±5 and y within ±6; nothing: those of the drawn task."""


@dataclass(frozen=True, kw_only=True)
class SinusoidChoices(Choices):
    """What the page has beside language and theme."""

    seed: int = number("seed", 42, 0, HIGHEST_SEED)
    step: int = number("step", 1, 0, 10)
    drawn: str = one_of("drawn", "10", ("5", "10"))  # points that the task shows
    points: str = text("pts", "", POINTS)


ROOM = Room(__name__, order=90, choices=SinusoidChoices)
