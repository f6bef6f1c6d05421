"""What a visit holds of its photographs, who is asked about them, and what was answered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from fewshot_core.tensors.errors import FewshotError

from ...shared import runs
from ...shared.learners import FROZEN
from ...shared.worker import Job
from . import PhotoChoices
from .album import Album
from .runs import DATA, Asked, Memory, Said, ask, is_frozen

USUAL = (*(each.id for each in FROZEN), "conventional/fine-tune", "maml", "protonet")
"""The learners that answer where the address names none."""
AT_ONCE = 8
"""Learners that fit into a row of the answers."""


@dataclass
class Desk:
    """The visitor's photographs, what was asked last and of whom, and what was said of it."""

    album: Album = field(default_factory=Album)
    sent: int = 0  # the browser counts what it sends
    asked: Asked | None = None
    jobs: dict[tuple[str, ...], Job[Said] | FewshotError] = field(default_factory=dict)
    said: Said = field(default_factory=dict)
    memory: Memory = field(default_factory=Memory)

    def ask(self, asked: Asked | None, learners: tuple[str, ...]) -> None:
        """Ask these learners, unless they are asked just that already; what was asked before is dropped."""
        groups = groups_of(learners) if asked else ()
        if asked == self.asked and tuple(self.jobs) == groups:
            return
        for job in self.waiting:
            job.stop()
        if not (asked and self.asked and asked.support == self.asked.support and asked.way == self.asked.way):
            self.said = {}
        self.asked = asked
        self.jobs = {group: self._submitted(group) for group in groups}

    def _submitted(self, group: tuple[str, ...]) -> Job[Said] | FewshotError:
        assert self.asked
        try:
            return ask(self.asked, group, self.memory)
        except FewshotError as error:
            return error

    @property
    def waiting(self) -> list[Job[Said]]:
        """The jobs that are still under way."""
        return [job for job in self.jobs.values() if isinstance(job, Job) and not job.done]

    def collect(self) -> None:
        """Take over what has been said, and forget what was said of photographs that are gone."""
        for job in self.jobs.values():
            if isinstance(job, Job) and job.done and job.result:
                self.said |= job.result
        there = self.asked.queries if self.asked else ()
        self.said = {about: answer for about, answer in self.said.items() if about[1] in there}

    def trouble(self, learner: str) -> Exception | None:
        """Why a learner has no answer."""
        for group, job in self.jobs.items():
            if learner in group and (isinstance(job, FewshotError) or job.error):
                return job if isinstance(job, FewshotError) else job.error
        found = [self.said.get((learner, photo)) for photo in (self.asked.queries if self.asked else ())]
        return next((each for each in found if isinstance(each, FewshotError)), None)


def groups_of(learners: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    """The learners of the photo backbone, which share what they see, and those of drawings."""
    both = (tuple(each for each in learners if is_frozen(each) == photos) for photos in (True, False))
    return tuple(group for group in both if group)


def asked_of(choices: PhotoChoices, album: Album) -> Asked | None:
    """What learners are asked; None while an example or every query image is missing."""
    support = album.support(choices.way, choices.shot)
    given = tuple(photo for photo in support if photo is not None)
    queries = tuple(album.photos[slot] for slot in album.queries)
    return Asked(given, choices.way, queries) if len(given) == len(support) and queries else None


def chosen(choices: PhotoChoices) -> tuple[str, ...]:
    """The learners that are asked: those of the address that exist, else the usual ones."""
    there = (*(each.id for each in FROZEN), *runs.learners(DATA))
    wanted = [id for id in there if id in choices.learners] or [id for id in there if id in USUAL]
    return tuple(wanted)[:AT_ONCE]
