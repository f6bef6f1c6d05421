"""From what a page knows in a run to what its board shows, made once for all who ask the same."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache, partial

from fewshot_core.tensors.errors import FewshotError

from ...shared import answers, own, runs
from ...shared.runs import Interval
from ...shared.task import Task
from ...shared.text import Words
from ...shared.trouble import sentence
from ...shared.worker import Job
from . import CompareChoices
from .board import BoardData, Pictures, Shown, Stands, board_data
from .columns import Column, Measured
from .live import Live
from .runs import OldNames

REFERENCE = "conventional/fine-tune"
"""Whom differences are from when nothing is said."""
Answering = Mapping[str, Job[answers.Answer] | FewshotError]
"""The work of each learner, or why there is none."""


@dataclass(frozen=True)
class View:
    """What the page shows in this run."""

    choices: CompareChoices
    there: tuple[str, ...]  # all learners of the data set
    shown: tuple[str, ...]
    guess: str | None
    live: Live
    measured: Mapping[str, Measured | None]  # of each learner shown, and of whom differences are from

    @property
    def task(self) -> Task:
        """The task that is asked."""
        return self.choices.task


@dataclass(frozen=True)
class Asked:
    """All that the board depends on; what follows from the rest is no part of the comparison of two."""

    choices: CompareChoices
    there: tuple[str, ...]
    guess: str | None
    measured: tuple[Measured | None, ...]
    done: tuple[bool, ...]  # of each learner's work, then of the conventional network as it stands
    lang: str
    given: tuple[View, Answering, Job[OldNames] | None, Words] = field(compare=False)


_DRAWING = threading.Lock()


def board_of(view: View, answering: Answering, stands: Job[OldNames] | None, w: Words) -> BoardData:
    """What the board shows: made once for all who ask the same, as a class does.

    Not so where it has something of a visitor's own, or of what failed.
    """
    jobs = [*answering.values(), *filter(None, [stands])]
    ours = own.is_id(view.task.data) or any(map(own.is_id, view.there)) or view.live.results
    if ours or any(not isinstance(job, Job) or (job.done and job.result is None) for job in jobs):
        return _made(view, answering, stands, w)
    done = tuple(isinstance(job, Job) and job.done for job in jobs)
    given = (view, answering, stands, w)
    measured = tuple(view.measured.values())
    with _DRAWING:
        return _shared(Asked(view.choices, view.there, view.guess, measured, done, w.lang, given))


@lru_cache(16)
def _shared(asked: Asked) -> BoardData:
    return _made(*asked.given)


def _made(view: View, answering: Answering, stands: Job[OldNames] | None, w: Words) -> BoardData:
    choices, task = view.choices, view.task
    reference = _reference(view)
    shown = Shown(
        there=view.there,
        step=choices.step,
        image=choices.image,
        against=reference if choices.against in view.there else "",
        reference=reference,
        guess=view.guess,
    )
    gaps = cache(partial(_gaps, view))  # asked for at every step, and looked up among the stored ones once
    columns = [_column(view, learner, answering[learner], w) for learner in view.shown]
    if reference and view.guess is not None:
        columns = [c if c.id == reference else replace(c, gap=gaps(c.id, reference)) for c in columns]
    return board_data(task, _pictures(task, w), columns, shown, gaps, _stands(task, stands, w), w)


def _reference(view: View) -> str:
    """Whom differences are from: the one asked for, or the usual one, or the first that was measured."""
    wanted = (view.choices.against, REFERENCE, *view.shown)
    return next((learner for learner in wanted if view.measured.get(learner)), "")


def _pictures(task: Task, w: Words) -> Pictures:
    """The task's images and names."""
    episode = runs.episode(task)
    classes = runs.data(task.data).classes
    return Pictures(
        episode=episode,
        names=tuple(w.pick(classes[i]) for i in episode.class_ids),
        support=runs.sprite(task.data, episode.support_items),
        query=runs.sprite(task.data, episode.query_items),
        met=tuple(w.pick(classes[i]) for i in runs.known_before(task) if classes[i].split == "train"),
    )


def _column(view: View, learner: str, job: Job[answers.Answer] | FewshotError, w: Words) -> Column:
    """What is known of a learner by now."""
    if isinstance(job, FewshotError):
        return Column(learner, "failed", note=sentence(job, w))
    if view.guess is None:
        return Column(learner)
    measured = view.measured[learner]
    if not job.done:
        return Column(learner, "waiting", measured=measured)
    if job.result is None:
        known = isinstance(job.error, FewshotError)
        note = sentence(job.error, w) if job.error and known else w("compare.failed")
        return Column(learner, "failed", measured=measured, note=note)
    return Column(learner, "done", job.result.probabilities, measured)


def _gaps(view: View, a: str, b: str) -> tuple[Interval, ...] | None:
    """Paired differences in points; None where the two were not measured on the same tasks."""
    task, live = view.task, view.live.results
    gaps = runs.stored_differences(task.data, a, b, task.way, task.shot)
    if gaps is None and a in live and b in live:
        gaps = runs.differences(live[a], live[b])
    return tuple((100 * mean, 100 * half) for mean, half in gaps) if gaps else None


def _stands(task: Task, job: Job[OldNames] | None, w: Words) -> Stands | None:
    """What the conventional network says as it stands, once it is known."""
    if job is None or job.result is None:
        return None
    data = runs.data(runs.trained_on(task.data))
    names = tuple(w.pick(data.classes[i]) for i in job.result.class_ids)
    return Stands(names, job.result.probabilities, len(data.split_classes("train")))
