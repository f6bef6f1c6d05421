"""Where outer updates have taken θ, as the address holds it.

``maml~30~30~3~200_back_reptile~5~30~3~200``: thirty updates by MAML with α = 0.30, three inner steps and
β = 2.00, then back to where θ was put by hand, then five by Reptile. Without ``back`` the next walk goes on
from where the last one ended.
"""

from __future__ import annotations

from typing import NamedTuple

MOST = 40  # walks and ways back
_RATE = r"([5-9]|[1-9]\d|[12]\d\d|300)"
_WALK = rf"(maml|fomaml|reptile)~[1-9]\d?~{_RATE}~([1-9]|10)~([5-9]|[1-9]\d|1\d\d|200)"
WALKS = rf"(({_WALK}|back)(_({_WALK}|back)){{0,{MOST - 1}}})?"
BACK = "back"


class Walk(NamedTuple):
    """So many updates of one kind."""

    learner: str
    updates: int
    inner_rate: int  # hundredths, as is the outer rate
    inner_steps: int
    outer_rate: int


def read(text: str) -> list[Walk | None]:
    """The walks of a text, in their order; None is the way back to the start."""
    return [_walk(part) for part in text.split("_") if part]


def _walk(part: str) -> Walk | None:
    if part == BACK:
        return None
    learner, *numbers = part.split("~")
    return Walk(learner, *map(int, numbers))
