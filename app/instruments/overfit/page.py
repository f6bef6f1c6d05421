"""Over-fitting, seen: training from scratch on one support set, then on more and more images."""

from __future__ import annotations

from typing import Any

import streamlit as st

from fewshot_core.tensors.errors import FewshotError

from ...shared import answers, page, runs
from ...shared.class_picker.component import tell_no_score
from ...shared.guess_card.who import who
from ...shared.host import Host
from ...shared.learners import appearance
from ...shared.text import Words
from ...shared.trouble import sentence
from ...shared.worker import Job
from . import BESIDE, OverfitChoices
from . import runs as overfit_runs
from .component import BoardData, FittingData, overfit_board
from .figures import task_record
from .growth_section import draw_growth
from .words import verdict

BOARD = "overfit_board"


def draw(choices: OverfitChoices, host: Host[OverfitChoices]) -> None:
    """Show the page: one task, trained on; once a guess was made, what came of many as well."""
    w = host.w
    page.head(choices, host)
    fitting, answer = _jobs(choices)
    guess = page.guess_of(host, _question(choices), choices.seen)
    overfit_board(
        board_data(choices, fitting, answer, guess=guess, w=w),
        key=BOARD,
        on_guess=lambda: page.keep_guess(host, _question(choices), st.session_state[BOARD]["guess"]),
        on_rest=lambda: host.change(trained=int(st.session_state[BOARD]["rest"])),
        on_learner=lambda: host.change(beside=st.session_state[BOARD]["learner"]),
    )
    page.await_jobs((fitting, answer), w, lambda: _progress(fitting, guess, w))
    if guess and runs.known_before(choices.task):
        tell_no_score(w)
    elif guess and not choices.scratch_only:
        draw_growth(choices, host)


def _question(choices: OverfitChoices) -> tuple[str, int, int]:
    """What a guess is about: tasks of one form."""
    return choices.task.form


def _jobs(choices: OverfitChoices) -> tuple[Job[overfit_runs.Fitting], Job[answers.Answer]]:
    """Training from scratch, and the answers of the learner beside it."""
    return overfit_runs.fitting(choices.task), answers.answer(choices.task, choices.beside)


def _progress(fitting: Job[overfit_runs.Fitting], guess: str | None, w: Words) -> str:
    """How far the training is, for whoever waits for it."""
    waited = guess and not fitting.done
    return w("overfit.fit.training", percent=round(100 * fitting.progress)) if waited else ""


def board_data(
    choices: OverfitChoices,
    fitting: Job[overfit_runs.Fitting],
    answer: Job[answers.Answer],
    *,
    guess: str | None,
    w: Words,
) -> BoardData:
    """What the board shows of one task."""
    task, data = choices.task, runs.data(choices.data)
    episode = runs.episode(task)
    learner = _learner(choices, answer, w)
    beside = () if choices.scratch_only else BESIDE
    record: FittingData | None = None
    if fitting.result is not None:
        record = task_record(fitting.result.steps, fitting.result.support, fitting.result.query, task.way)
    support, query = episode.support_items, episode.query_items
    return {
        "task": task.name,
        "look": f"{task.name} {w.lang}",
        "classes": [w.pick(data.classes[i]) for i in episode.class_ids],
        "support": {"count": len(support), "strip": runs.sprite(task.data, support)},
        "query": {"count": len(query), "strip": runs.sprite(task.data, query)},
        "fitting": record,
        "note": _why(fitting, w),
        "image": choices.image,
        "at": nearest(overfit_runs.FIT_STEPS, choices.trained),
        "guess": guess,
        "who": who(("scratch",) if choices.scratch_only else ("scratch", choices.beside), w),
        "learner": learner,
        "learners": [{"id": i, "name": appearance(i, w)["name"]} for i in beside],
        "verdict": verdict(record, guess, learner["name"], learner["right"], w) if record and guess else [],
        "words": _board_words(choices, w),
    }


def _learner(choices: OverfitChoices, answer: Job[answers.Answer], w: Words) -> dict[str, Any]:
    """The learner beside it, and how many query images it has right: None where that is not there to show."""
    right, task = None, choices.task
    if answer.result is not None and not choices.scratch_only:
        episode = runs.episode(task)
        right = int((answer.result.probabilities[-1].argmax(-1) == episode.query_y.numpy()).sum())
    note = _why(answer, w) or w("overfit.fit.thinking")
    return appearance(choices.beside, w) | {"right": right, "note": note}


def _why(job: Job[Any], w: Words) -> str:
    """Why a job failed, or nothing."""
    if not job.error:
        return ""
    return sentence(job.error, w) if isinstance(job.error, FewshotError) else w("overfit.failed")


def _board_words(choices: OverfitChoices, w: Words) -> dict[str, str]:
    task, last = choices.task, overfit_runs.FIT_STEPS[-1]
    return w.section("overfit.fit") | {
        "skip": w("common.ask.skip"),
        "before": w.count("overfit.before", task.shot, last=last, count=task.way * task.shot),
        "question": w("overfit.fit.question", queries=task.way * task.query),
    }


def nearest(steps: tuple[int, ...], asked: int) -> int:
    """The place of the step that is nearest to the one asked for."""
    return min(range(len(steps)), key=lambda i: abs(steps[i] - asked))
