"""Compare: one task, several learners side by side, after every adaptation step."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache, partial

import streamlit as st

from fewshot_core.tensors.errors import FewshotError

from ...shared import answers, page, runs
from ...shared.class_picker.component import tell_no_score
from ...shared.host import Host
from ...shared.learners import AT_ONCE
from ...shared.runs import Interval
from ...shared.task import Task
from ...shared.text import Words
from ...shared.trouble import sentence
from ...shared.worker import Job
from . import CompareChoices
from .board import BoardData, Pictures, Shown, Stands, board_data
from .columns import Column, Measured, chosen
from .component import AROUND_CSS, compare_board
from .live import Live, live_of, measure_line
from .runs import OldNames, as_it_stands

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


def draw(choices: CompareChoices, host: Host[CompareChoices]) -> None:
    """Show the page. The learners think while the visitor guesses."""
    w = host.w
    st.html(AROUND_CSS)
    lead = w("compare.lead_photos") if runs.of_photos(choices.data) else None
    page.head(choices, host, lead=lead, also=page.guess_by_data(host))
    there = runs.learners(choices.data)
    if not there:
        st.info(w("common.no_learners"), icon=":material/info:")
        return
    _say_what_is_left_out(choices, there, w)
    guess = page.guess_of(host, choices.data, choices.seen)
    live = live_of(choices.task)
    live.advance()
    shown = chosen(choices.learners, there)
    asked = {*shown, *(c for c in (choices.against, REFERENCE) if c in there)}
    measured = {learner: _measured(choices.task, learner, live) for learner in asked}
    view = View(choices, there, shown, guess, live, measured)
    answering = {learner: _job(view.task, learner) for learner in view.shown}
    stands = _as_it_stands(view)
    if guess is not None:
        page.await_jobs([job for job in (*answering.values(), stands) if isinstance(job, Job)], w)
        unmeasured = [c for c in shown if measured[c] is None]
        if runs.known_before(view.task):
            tell_no_score(w)
        else:
            measure_line(live, unmeasured, len(shown), w)
    compare_board(
        _data(view, answering, stands, w),
        step=lambda step: host.change(step=int(step)),
        image=lambda image: host.change(image=int(image)),
        guess=partial(page.keep_guess, host, choices.data),
        learners=lambda learners: host.change(learners=tuple(learners)),
        against=lambda learner: host.change(against=learner),
    )


def _say_what_is_left_out(choices: CompareChoices, there: tuple[str, ...], w: Words) -> None:
    """Learners that exist, but not for this data set, and those that find no room."""
    asked = (*choices.learners, *filter(None, [choices.against]))
    missing = ", ".join([learner for learner in asked if learner not in there][:3])
    if missing:
        st.warning(w("compare.corrected.learners", given=missing), icon=":material/info:")
    if len(set(choices.learners) & set(there)) > AT_ONCE:
        st.warning(w("compare.too_many", most=AT_ONCE), icon=":material/info:")


def _job(task: Task, learner: str) -> Job[answers.Answer] | FewshotError:
    try:
        return answers.answer(task, learner)
    except FewshotError as error:
        return error


def _as_it_stands(view: View) -> Job[OldNames] | None:
    """The conventional network asked without any adaptation, where it is among the learners."""
    if view.guess is None or not any(c.startswith("conventional/") for c in view.shown):
        return None
    try:
        return as_it_stands(view.task)
    except FewshotError:
        return None


def _data(view: View, answering: Answering, stands: Job[OldNames] | None, w: Words) -> BoardData:
    """What the board shows."""
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


def _measured(task: Task, learner: str, live: Live) -> Measured | None:
    """The stored measurement for this form of task, or the visitor's own: both of unseen classes."""
    if runs.known_before(task):
        return None
    curve = runs.stored(task.data, learner, task.way, task.shot)
    if curve is None and learner in live.results:
        curve = runs.curve_of(live.results[learner])
    if curve is None or curve.episodes < 2:  # one task alone has no interval
        return None
    return Measured(tuple(100 * m for m in curve.mean), tuple(100 * c for c in curve.ci95), curve.episodes)


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
