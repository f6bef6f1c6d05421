"""What is to be seen of the curves: which learners, compared with whom, before or after the guess."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from fewshot_core.studies import curves
from fewshot_core.studies.curves import WAY, Curve
from fewshot_core.tensors.episode import EpisodeSpec

from ...shared import own, runs
from . import CurvesChoices
from . import runs as curve_runs
from .live import SPLIT, Live, Wanted
from .points import Point, differences, ends, points

USUAL = ("scratch", "conventional/fine-tune", "maml", "protonet")
USUAL_OF_PHOTOS = ("frozen/prototype", "frozen/ridge", "frozen/head")


@dataclass(frozen=True)
class Now:
    """What is measured now, of a visitor's own data set."""

    live: Live
    forms: Mapping[int, EpisodeSpec]  # of the picture's tasks, by K or N; for steps the one form
    way: int  # N where K or the steps change
    classes: tuple[int, int]  # so many, at least and at most, have images enough for one of the forms
    wanted: tuple[Wanted, ...]
    reached: tuple[int, ...]  # how far it was when the curves were taken

    def query(self, way: int, shot: int) -> int:
        """The query images of each class in the tasks of a form."""
        return next(spec.query for spec in self.forms.values() if (spec.way, spec.shot) == (way, shot))


@dataclass(frozen=True)
class View:
    """The curves that choices ask for."""

    choices: CurvesChoices
    guess: str | None
    there: tuple[str, ...]  # all learners that the data set has
    every: dict[str, Curve]  # of all of them; empty where nothing was measured
    now: Now | None = None  # None: what is shown was measured once and is stored

    @property
    def own(self) -> bool:
        """Whether something of the visitor's own is in it, a set or learners: nobody else sees the same."""
        return self.now is not None or any(map(own.is_id, self.there))

    @property
    def shown(self) -> tuple[str, ...]:
        """The learners that are drawn, in their order."""
        return shown_of(self.choices, self.there)

    @property
    def drawn(self) -> dict[str, Curve]:
        """The curves of those that have one here."""
        return {id: self.every[id] for id in self.shown if self.every[id]}

    @property
    def places(self) -> Mapping[str, Collection[int]]:
        """By learner that is drawn, or will be once it is measured: the places of its curve."""
        if self.now is None:
            return self.drawn
        places = (0, 1) if self.choices.picture == "steps" else tuple(self.now.forms)
        able = [id for id in self.shown if self.can(id) and id not in self.now.live.trouble]
        return dict.fromkeys(able, places) if self.now.forms else {}

    def can(self, learner: str) -> bool:
        """Whether there is a curve of a learner, or can be once it is measured."""
        if self.now is None:
            return bool(self.every[learner])
        return self.choices.picture != "steps" or curve_runs.takes_steps(learner)

    @property
    def way(self) -> int:
        """N where K or the steps change."""
        return self.now.way if self.now else WAY

    @property
    def between(self) -> tuple[int, int] | None:
        """The two places that the question is about; None where there is nothing to ask."""
        return ends(self.places, self.choices.picture)

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
        if self.now and self.against:
            return differences(self.every[learner], self.every[self.against])
        if self.now:
            return points(self.every[learner])
        if self.against:
            return curve_runs.differences(c.data, learner, self.against, c.picture, c.shot)
        return curve_runs.points(c.data, learner, c.picture, c.shot)


def view_of(choices: CurvesChoices, guess: str | None) -> View:
    """The curves that choices ask for."""
    there = runs.learners(choices.data)
    if own.is_id(choices.data):
        return _measured_now(choices, guess, there)
    every = {id: curve_runs.curve(choices.data, id, choices.picture, choices.shot) for id in there}
    return View(choices, guess, there, every)


def _measured_now(choices: CurvesChoices, guess: str | None, there: tuple[str, ...]) -> View:
    data, live = runs.data(choices.data), curve_runs.live(choices.data)
    way, shot = curves.way_of(data, SPLIT), int(choices.shot)
    forms = curves.forms(data, SPLIT, choices.picture, shot)
    sizes = [data.classes[i].count for i in data.split_classes(SPLIT)]
    taking_part = [sum(size > spec.shot for size in sizes) for spec in forms.values()]
    classes = (min(taking_part, default=0), max(taking_part, default=0))
    asked = (*shown_of(choices, there), *(id for id in there if id == choices.against))
    wanted = tuple(
        Wanted(id, spec, each_state=choices.picture == "steps")
        for id in dict.fromkeys(asked)
        for spec in forms.values()
        if choices.picture != "steps" or curve_runs.takes_steps(id)
    )
    now = Now(live, forms, way, classes, wanted, live.reached(wanted))
    every = {id: curves.curve(live.measured(id), choices.picture, shot, way) for id in there}
    return View(choices, guess, there, every, now)


def shown_of(choices: CurvesChoices, there: tuple[str, ...]) -> tuple[str, ...]:
    """The learners that are drawn, in their order: those asked for that answer here, else the usual ones."""
    usual = (*USUAL, *USUAL_OF_PHOTOS)
    some = (tuple(id for id in there if id in asked) for asked in (choices.learners, usual))
    return next(filter(None, some), there[:1])
