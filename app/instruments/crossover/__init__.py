"""The crossover: a prior from drawings and one from photographs, each asked about both."""

from __future__ import annotations

from dataclasses import dataclass

from ...shared.choices import Choices
from ...shared.room import Room
from ...shared.rules import flag, one_of

SHOTS = ("1", "5")
KINDS = ("all", "unnamed")
LEARNERS = (
    "everyday/scratch",
    "scripts/conventional/class-mean",
    "scripts/protonet",
    "everyday/conventional/fine-tune",
    "everyday/conventional/class-mean",
    "everyday/maml",
    "everyday/fomaml",
    "everyday/protonet",
    "frozen-ink/prototype",
    "frozen/prototype",
    "frozen/ridge",
    "frozen/head",
    "frozen/last-block",
)
"""All that were asked, as the engine calls them: a room's choices are known before the engine is loaded."""


@dataclass(frozen=True, kw_only=True)
class CrossoverChoices(Choices):
    """What the page has."""

    shot: str = one_of("k", "1", SHOTS)
    kinds: str = one_of("kinds", "all", KINDS)  # of groceries: all, or those without a name in ImageNet
    against: str = one_of("vs", "", ("", *LEARNERS))  # whose accuracy is taken off all others
    every: bool = flag("every")  # whether all learners are drawn
    seen: bool = flag("seen")


ROOM = Room(__name__, order=105, choices=CrossoverChoices)
