"""When does meta-learning win? Contests that were measured, and what came out of them."""

from __future__ import annotations

from dataclasses import dataclass

from ...shared.choices import HIGHEST_SEED, DataChoices
from ...shared.room import Room
from ...shared.rules import flag, number, one_of

ROUNDS = ("prior", "ordinary", "steps", "question", "tasks")


@dataclass(frozen=True, kw_only=True)
class WhenChoices(DataChoices):
    """What the page has beside its data set."""

    seed: int = number("seed", 42, 0, HIGHEST_SEED)
    round: str = one_of("round", "prior", ROUNDS)  # which contest
    question: str = one_of("ask", "thing", ("thing", "hand"))  # what is asked of drawings with two questions
    seen: bool = flag("seen")


ROOM = Room(__name__, order=100, choices=WhenChoices, parts=("rounds",))
