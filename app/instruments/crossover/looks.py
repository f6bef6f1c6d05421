"""How the learners of the crossover are named and drawn: as on all pages, and by what their prior is from."""

from __future__ import annotations

from dataclasses import dataclass

from fewshot_core.studies.crossover.learners import BY_ID, SHRUNK

from ...shared import learners
from ...shared.text import Words


@dataclass(frozen=True)
class Look:
    """A learner's line and names; hollow: not in the way that other pages show it."""

    learner: learners.Learner
    name: str
    short: str
    hollow: bool


def owner(id: str) -> str:
    """The learner that other pages show: of ``scripts/protonet`` it is ``protonet``."""
    place, _, rest = id.partition("/")
    return f"frozen/{rest}" if place == SHRUNK else id if place == "frozen" else rest


def look_of(id: str, w: Words) -> Look:
    """Line and names of a learner of the crossover."""
    shared = learners.appearance(owner(id), w)
    small = id.startswith(SHRUNK)
    prior = "small" if small else BY_ID[id].prior
    return Look(
        learners.learner(owner(id)),
        w(f"crossover.prior.{prior}.name", name=shared["name"]),
        w(f"crossover.prior.{prior}.short", name=shared["short"]),
        small or prior == "characters",
    )
