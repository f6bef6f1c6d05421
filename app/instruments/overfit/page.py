"""Over-fitting, seen: training from scratch on one support set, then on more and more images."""

from __future__ import annotations

from typing import Any

import streamlit as st

from fewshot_core.tensors.errors import FewshotError

from ...shared import answers, runs
from ...shared import state as visitor
from ...shared.learners import appearance
from ...shared.old_task_line import task_line
from ...shared.state import BY_NAME, State
from ...shared.text import Words
from ...shared.trouble import sentence, told
from ...shared.worker import Job
from ..overfit import runs as overfit_runs
from .component import fit_board, growth_chart
from .figures import Level, growth_record, longest_series, task_record
from .words import growth_sentences, growth_words, verdict

BOARD = "overfit_fit"
GUESSES = "overfit_guesses"
SPLIT = "test"  # classes that the learner beside it did not see in training either
GROWTH_WAY = 5
POLL_SECONDS = 0.25


def render(state: State, w: Words) -> None:
    """Show the page."""
    with st.container(horizontal=True, vertical_alignment="bottom", key="overfit_top"):
        with st.container(key="overfit_title", gap=None):
            st.title(w("overfit.title"), anchor=False)
            st.caption(w("overfit.lead"))
        task_line(state, w)
    pending = not all(job.done for job in _jobs(state))
    st.fragment(_board, run_every=POLL_SECONDS if pending else None)(state, pending, guess_of(state), w)
    if guess_of(state):
        _growth(state, w)


def _board(state: State, polled: bool, guessed: str | None, w: Words) -> None:
    """The task; runs again by itself while the training is on its way."""
    pending, now = False, visitor.read()
    with told(w):
        jobs = _jobs(state)
        pending = not all(job.done for job in jobs)
        data = board_data(state, *jobs, at=now.trained, guess=guess_of(state), w=w)
        fit_board(data, key=BOARD, on_guess=_guessed(state), on_rest=_rested, on_learner=_learner_chosen)
    if (pending, guess_of(state), now.beside) != (polled, guessed, state.beside):
        st.rerun()


def _form(state: State) -> tuple[str, str, int, int, int, int]:
    return state.data, SPLIT, state.way, state.shot, state.query, state.seed


def _jobs(state: State) -> tuple[Job[overfit_runs.Fitting], Job[answers.Answer]]:
    """Training from scratch, and the answers of the learner beside it."""
    form = _form(state)
    return overfit_runs.fitting(*form), answers.answer(form[0], state.beside, *form[1:])


def board_data(
    state: State,
    fitting: Job[overfit_runs.Fitting],
    answer: Job[answers.Answer],
    *,
    at: int,
    guess: str | None,
    w: Words,
) -> dict[str, Any]:
    """What the board shows of one task, as plain JSON."""
    task = runs.episode(*_form(state))
    data = runs.data(state.data)
    both = {"support": task.support_items, "query": task.query_items}
    learner = _learner(state, answer, w)
    record = None
    if fitting.result is not None:
        record = task_record(fitting.result.steps, fitting.result.support, fitting.result.query, state.way)
    task_id = " ".join(map(str, _form(state)))
    return {
        "task": task_id,
        "look": f"{task_id} {w.lang}",
        "classes": [w.pick(data.classes[i]) for i in task.class_ids],
        **{s: {"count": len(items), "strip": runs.sprite(state.data, items)} for s, items in both.items()},
        "fitting": record,
        "progress": fitting.progress,
        "note": _why(fitting, w),
        "image": visitor.looked_at(state),
        "at": nearest(overfit_runs.FIT_STEPS, at),
        "guess": guess,
        "learner": learner,
        "learners": [{"id": i, "name": appearance(i, w)["name"]} for i in BY_NAME["beside"].choices],
        "told": verdict(record, guess, learner["name"], learner["right"], w) if record and guess else [],
        "words": _board_words(state, w),
    }


def _learner(state: State, answer: Job[answers.Answer], w: Words) -> dict[str, Any]:
    """The learner beside it, and how many query images it has right."""
    right = None
    if answer.result is not None:
        truth = runs.episode(*_form(state)).query_y.numpy()
        right = int((answer.result.probabilities[-1].argmax(-1) == truth).sum())
    return appearance(state.beside, w) | {
        "right": right,
        "note": _why(answer, w) or w("overfit.fit.thinking"),
    }


def _why(job: Job[Any], w: Words) -> str:
    """Why a job failed, or nothing."""
    if not job.error:
        return ""
    return sentence(job.error, w) if isinstance(job.error, FewshotError) else w("overfit.failed")


def _board_words(state: State, w: Words) -> dict[str, str]:
    last, count, queries = overfit_runs.FIT_STEPS[-1], state.way * state.shot, state.way * state.query
    return w.section("overfit.fit") | {
        "before": w.count("overfit.before", state.shot, last=last, count=count),
        "question": w("overfit.fit.question", queries=queries),
    }


def nearest(steps: tuple[int, ...], asked: int) -> int:
    """The place of the step that is nearest to the one asked for."""
    return min(range(len(steps)), key=lambda i: abs(steps[i] - asked))


def _growth(state: State, w: Words) -> None:
    """How accuracy grows with K, against the learner's level with one image."""
    shown = appearance(state.beside, w)
    st.header(w("overfit.growth.title"), anchor=False)
    data = growth_data(state, shown, w)
    if data is None:
        st.info(w("overfit.growth.none"), icon=":material/info:")
        return
    st.caption(w("overfit.growth.lead", way=GROWTH_WAY, name=shown["name"]))
    growth_chart(data, key="overfit_growth")


def growth_data(state: State, learner: dict[str, Any], w: Words) -> dict[str, Any] | None:
    """What the lower picture shows; None where it was not measured."""
    gaps = overfit_runs.gaps(state.data, SPLIT, GROWTH_WAY)
    series = longest_series([gap for gap in gaps if not gap.copies])
    curve = runs.stored(state.data, state.beside, GROWTH_WAY, 1)
    if len(series) < 2 or curve is None:  # one point makes no curve
        return None
    level = Level(curve.mean[-1], curve.ci95[-1], curve.episodes, curve.query)
    growth = growth_record(series, level, longest_series([gap for gap in gaps if gap.copies]))
    longer = max(
        overfit_runs.gaps(state.data, "val", GROWTH_WAY), key=lambda gap: gap.steps[-1], default=None
    )
    return {
        "growth": growth,
        "learner": learner,
        "told": growth_sentences(growth, longer, learner["name"], w),
        **growth_words(growth, learner["name"], w),
    }


def guess_of(state: State) -> str | None:
    """The visitor's guess for tasks of this form: None, one of the three or "skip"."""
    return st.session_state.get(GUESSES, {}).get((state.data, state.way, state.shot))


def _guessed(state: State) -> Any:
    def keep() -> None:
        guesses = st.session_state.setdefault(GUESSES, {})
        guesses[state.data, state.way, state.shot] = st.session_state[BOARD]["guess"]

    return keep


def _rested() -> None:
    visitor.write(trained=int(st.session_state[BOARD]["rest"]))


def _learner_chosen() -> None:
    visitor.write(beside=st.session_state[BOARD]["learner"])
