"""Compare: one task, several learners side by side, after every adaptation step."""

from __future__ import annotations

from functools import partial

import streamlit as st

from fewshot_core.tensors.errors import FewshotError

from ...shared import answers, page, runs
from ...shared.class_picker.component import tell_no_score
from ...shared.host import Host
from ...shared.learners import AT_ONCE
from ...shared.task import Task
from ...shared.text import Words
from ...shared.worker import Job
from . import CompareChoices
from .columns import Measured, chosen
from .component import AROUND_CSS, compare_board
from .live import Live, live_of, measure_line
from .runs import OldNames, as_it_stands
from .view import REFERENCE, View, board_of


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
        board_of(view, answering, stands, w),
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
