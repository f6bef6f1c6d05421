"""What is to be seen of the curves: which learners, compared with whom, before or after the guess."""

from __future__ import annotations

from dataclasses import dataclass

from fewshot_core.studies.curves import Curve

from ...shared import runs
from . import CurvesChoices
from . import runs as curve_runs
from .points import Point, ends

USUAL = ("scratch", "conventional/fine-tune", "maml", "protonet")


@dataclass(frozen=True)
class View:
    """The curves that choices ask for."""

    choices: CurvesChoices
    guess: str | None
    there: tuple[str, ...]  # all learners that the data set has
    every: dict[str, Curve]  # of all of them; empty where nothing was measured

    @property
    def shown(self) -> tuple[str, ...]:
        """The learners that are drawn, in their order."""
        return shown_of(self.choices, self.there)

    @property
    def drawn(self) -> dict[str, Curve]:
        """The curves of those that have one here."""
        return {id: self.every[id] for id in self.shown if self.every[id]}

    @property
    def between(self) -> tuple[int, int] | None:
        """The two places that the question is about; None where there is nothing to ask."""
        return ends(self.drawn, self.choices.picture)

    @property
    def hidden(self) -> bool:
        """Whether the visitor is still to guess."""
        return self.guess is None and self.between is not None

    @property
    def against(self) -> str:
        """The learner that all are compared with, if it has a curve here; empty: nobody."""
        return self.choices.against if self.every.get(self.choices.against) else ""

    @property
    def ticks(self) -> list[int]:
        """The places where something was measured."""
        return sorted({x for curve in self.every.values() for x in curve})

    def points(self, learner: str) -> list[Point]:
        """What is drawn of a learner: its accuracy, or by how much it is ahead of ``against``."""
        c = self.choices
        if self.against:
            return curve_runs.differences(c.data, learner, self.against, c.picture, c.shot)
        return curve_runs.points(c.data, learner, c.picture, c.shot)


def view_of(choices: CurvesChoices, guess: str | None) -> View:
    """The curves that choices ask for."""
    there = runs.learners(choices.data)
    every = {id: curve_runs.curve(choices.data, id, choices.picture, choices.shot) for id in there}
    return View(choices, guess, there, every)


def shown_of(choices: CurvesChoices, there: tuple[str, ...]) -> tuple[str, ...]:
    """The learners that are drawn, in their order."""
    asked = choices.learners or USUAL
    return tuple(id for id in there if id in asked) or there[:1]
