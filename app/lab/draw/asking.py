"""The task that a sheet of drawings stands for, and the learners that are asked about it."""

from __future__ import annotations

import time
from dataclasses import dataclass, field

from fewshot_core.tensors.errors import FewshotError

from ...shared import runs
from ...shared.drawings.runs import Said, Support
from ...shared.drawings.strokes import Drawing
from ...shared.learners import AT_ONCE
from ...shared.task import Task
from ...shared.worker import Job
from . import QUERIES, DrawChoices
from .plane import Plane
from .runs import ask, lay

USUAL = ("scratch", "conventional/fine-tune", "maml", "fomaml", "reptile", "protonet")
"""The learners that answer where the address names none."""
Sheet = dict[str, Drawing]


@dataclass(frozen=True)
class Asked:
    """The query images that learners are asked about: their slots, and drawings or a task of the data."""

    support: Support
    slots: tuple[str, ...]
    queries: Task | tuple[Drawing, ...]


@dataclass
class Desk:
    """What a visit holds: its sheet, what was asked last and of whom, and the last answers that came."""

    look: str = ""
    sheet: Sheet = field(default_factory=dict)
    sent: int = 0
    asked: Asked | None = None
    jobs: dict[str, Job[Said | None] | FewshotError] = field(default_factory=dict)
    answers: dict[str, Said] = field(default_factory=dict)
    answered: tuple[str, ...] = ()  # the slots that ``answers`` are of
    waiting: bool = False  # was one of the learners still at it when ``collect`` looked?
    laid: tuple[Support, str] | None = None  # whose plane is drawn: of which support set, by which learner
    laying: Job[Plane | None] | None = None

    def lay(self, look: str, sheet: Sheet, sent: int) -> None:
        """Another sheet of drawings, or the same one after a stroke; the browser counts what it sent."""
        if look != self.look:
            self.answers, self.answered = {}, ()
        self.look, self.sheet, self.sent = look, sheet, sent

    def ask(self, asked: Asked | None, learners: tuple[str, ...], busy: bool = False) -> None:
        """Ask these learners, unless they are asked just that already; what was asked before is dropped.

        Where no query image is drawn yet, they are taught ahead, but not by a ``busy`` server: there somebody
        else waits for answers.
        """
        if asked is None or (busy and not asked.slots):
            learners = ()
        if asked == self.asked and tuple(self.jobs) == learners:
            return
        for job in self.jobs.values():
            if isinstance(job, Job):
                job.stop()
        if asked is None or (self.asked and asked.support != self.asked.support):
            self.answers, self.answered = {}, ()
        self.asked = asked
        self.jobs = {learner: _submitted(asked, learner) for learner in learners} if asked else {}

    def wait(self, seconds: float) -> None:
        """Wait for the answers, so long at the most."""
        until = time.monotonic() + seconds
        for job in self.jobs.values():
            if isinstance(job, Job):
                job.wait(max(0.0, until - time.monotonic()))

    def collect(self) -> None:
        """Take over the answers once all have come, so that all learners are shown about the same images."""
        self.waiting = any(isinstance(job, Job) and not job.done for job in self.jobs.values())
        if self.asked and self.jobs and not self.waiting:
            results = {id: job.result for id, job in self.jobs.items() if isinstance(job, Job)}
            found = {id: said for id, said in results.items() if said and said.shares}
            self.answers, self.answered = found, self.asked.slots if found else ()

    def map_by(self, learner: str) -> None:
        """Have the plane laid on which this learner sees the support set; answers are asked for before."""
        wanted = (self.asked.support, learner) if self.asked else None
        if wanted == self.laid:
            return
        if self.laying:
            self.laying.stop()
        self.laid, self.laying = wanted, None
        if wanted:
            try:
                self.laying = lay(*wanted)
            except FewshotError:  # too many wait: the next stroke asks again
                self.laid = None

    @property
    def plane(self) -> Plane | None:
        """The plane, once it is laid."""
        return self.laying.result if self.laying and self.laying.done else None

    def trouble(self, learner: str) -> Exception | None:
        """Why a learner has no answer."""
        job = self.jobs.get(learner)
        return job.error if isinstance(job, Job) else job


def _submitted(asked: Asked, learner: str) -> Job[Said | None] | FewshotError:
    try:
        return ask(asked.support, learner, asked.queries)
    except FewshotError as error:
        return error


def look_of(choices: DrawChoices) -> str:
    """Which sheet is drawn on: what is drawn, and of which classes; one's own things are one sheet."""
    if choices.mine == "both":
        return choices.mine
    found = runs.episode(choices.task)
    classes = (runs.data(choices.data).classes[i].id for i in found.class_ids)
    return " ".join((choices.mine, *classes))


def asked_of(choices: DrawChoices, sheet: Sheet) -> Asked | None:
    """What learners are asked; None while a drawing of the support set is missing."""
    if choices.mine == "query":
        support = Support(choices.task)
    else:
        wanted = [f"{'ABCDE'[label]}{i}" for label in range(choices.way) for i in range(1, choices.shot + 1)]
        if not all(slot in sheet for slot in wanted):
            return None
        support = Support(None, tuple(sheet[slot] for slot in wanted), choices.way)
    if choices.mine == "support":
        images = range(1, choices.way * choices.query + 1)
        return Asked(support, tuple(f"d{i}" for i in images), choices.task)
    slots = query_slots(sheet)
    return Asked(support, slots, tuple(sheet[slot] for slot in slots))


def query_slots(sheet: Sheet) -> tuple[str, ...]:
    """The slots of the query images that are drawn."""
    return tuple(slot for i in range(QUERIES) if (slot := f"q{i + 1}") in sheet)


def chosen(choices: DrawChoices) -> tuple[str, ...]:
    """The learners that are asked: those of the address that exist, else the usual ones."""
    there = runs.learners(choices.data)
    wanted = [id for id in there if id in choices.learners] or [id for id in there if id in USUAL]
    return tuple(wanted or there)[:AT_ONCE]


def mapped(choices: DrawChoices) -> str:
    """The learner whose view the map shows: the chosen one if it is asked, else the first that is."""
    asked = chosen(choices)
    return choices.mapped if choices.mapped in asked else asked[0]
