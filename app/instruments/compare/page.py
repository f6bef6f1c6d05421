"""Compare: one task, several learners side by side, after every adaptation step."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any

import streamlit as st

from fewshot_core.tensors.errors import FewshotError

from ...shared import answers, runs
from ...shared import state as visitor
from ...shared.learners import AT_ONCE
from ...shared.old_task_line import task_line
from ...shared.state import State
from ...shared.text import Words
from ...shared.trouble import sentence, told
from ...shared.worker import Job
from . import runs as compare_runs
from .board import Stands, Task, board_data
from .component import AROUND_CSS, compare_board
from .contestants import Contestant, Measured, chosen
from .live import Live, live_of, measure_line

BOARD = "compare_board"
GUESSES = "compare_guesses"
KEPT = "compare_kept"
SPLIT = "test"  # classes that no contender saw in training
POLL_SECONDS = 0.25


@dataclass(frozen=True)
class View:
    """What the page shows in this run."""

    state: State
    there: tuple[str, ...]  # all contenders of the data set
    shown: tuple[str, ...]
    live: Live


def render(state: State, w: Words) -> None:
    """Show the page."""
    st.html(AROUND_CSS)
    with st.container(horizontal=True, vertical_alignment="bottom", key="compare_top"):
        with st.container(key="compare_title", gap=None):
            st.title(w("compare.title"), anchor=False)
            st.markdown(w("compare.lead"))
        task_line(state, w)
    there = runs.contenders(state.data)
    if not there:
        st.info(w("common.no_learners"), icon=":material/info:")
        return
    view = View(state, there, _shown(there, w), live_of(state))
    busy = _pending(view)
    st.fragment(_board, run_every=POLL_SECONDS if busy else None)(view, w, busy)


def _shown(there: tuple[str, ...], w: Words) -> tuple[str, ...]:
    """The contenders that the URL asks for, or the usual ones."""
    asked = _asked()
    unknown = [c[:20] for c in asked if c not in there]
    if unknown:
        st.warning(w("compare.unknown", given=", ".join(unknown[:3])), icon=":material/info:")
    if len(set(asked) & set(there)) > AT_ONCE:
        st.warning(w("compare.too_many", most=AT_ONCE), icon=":material/info:")
    return chosen(asked, there)


def _asked() -> tuple[str, ...]:
    return tuple(c for c in st.query_params.get("who", "").split(",") if c)


def _board(view: View, w: Words, polled: bool) -> None:
    """The measurement line and the board; runs again by itself while there is something to wait for."""
    pending = polled
    with told(w):
        view.live.advance()
        pending = _pending(view)  # before the board is drawn: what comes meanwhile is for the next run
        guess = _guess(view.state)
        if guess is not None:
            measure_line(view.live, [c for c in view.shown if _measured(view, c) is None], len(view.shown), w)
        here = visitor.read()
        data = _data(view, guess, w) | {"step": here.step, "image": visitor.looked_at(here)}
        compare_board(
            data,
            key=BOARD,
            on_step=_stepped,
            on_image=_looked,
            on_guess=_guessed(view.state),
            on_chosen=_chose,
        )
    if pending != polled or chosen(_asked(), view.there) != view.shown:
        st.rerun()


def _data(view: View, guess: str | None, w: Words) -> dict[str, Any]:
    """What the board shows; made anew only when something happened, since polls are many."""
    contestants = [_contestant(c, view, guess, w) for c in view.shown]
    stands = _stands(view, w) if guess is not None else None
    states = tuple((c.id, c.status, c.note, c.measured) for c in contestants)
    seen = (_form(view.state), view.state.seed, w.lang, guess, states, stands is not None)
    kept = st.session_state.get(KEPT)
    if kept is None or kept[0] != seen:
        data = board_data(
            _task(view.state, w), contestants, view.there, lang=w.lang,
            guess=guess if guess in view.shown or guess is None else "skip",
            difference=partial(_difference, view), stands=stands, words=w,
        )  # fmt: skip
        kept = st.session_state[KEPT] = (seen, data)
    return kept[1]


def _task(state: State, w: Words) -> Task:
    """The task's pictures and names."""
    episode = runs.episode(*_form(state), state.seed)
    classes = runs.data(state.data).classes
    return Task(
        id=" ".join(map(str, (*_form(state), state.seed))),
        episode=episode,
        names=tuple(w.pick(classes[i]) for i in episode.class_ids),
        seed=state.seed,
        support_strip=runs.sprite(state.data, episode.support_items),
        query_strip=runs.sprite(state.data, episode.query_items),
    )


def _form(state: State) -> tuple[str, str, int, int, int]:
    return state.data, SPLIT, state.way, state.shot, state.query


def _job(state: State, contender: str) -> Job[answers.Answer]:
    return answers.answer(state.data, contender, SPLIT, state.way, state.shot, state.query, state.seed)


def _contestant(contender: str, view: View, guess: str | None, w: Words) -> Contestant:
    """What is known of a contender by now. It thinks while the visitor guesses."""
    try:
        job = _job(view.state, contender)
    except FewshotError as error:
        return Contestant(contender, "failed", note=sentence(error, w))
    if guess is None:
        return Contestant(contender)
    measured = _measured(view, contender)
    if not job.done:
        return Contestant(contender, "waiting", measured=measured)
    if job.result is None:
        known = isinstance(job.error, FewshotError)
        note = sentence(job.error, w) if job.error and known else w("compare.failed")
        return Contestant(contender, "failed", measured=measured, note=note)
    return Contestant(contender, "done", job.result.probabilities, measured)


def _measured(view: View, contender: str) -> Measured | None:
    """The stored measurement for this form of task, or the visitor's own."""
    curve = runs.stored(view.state.data, contender, view.state.way, view.state.shot)
    if curve is None and contender in view.live.results:
        curve = runs.curve_of(view.live.results[contender])
    if curve is None or curve.episodes < 2:  # one task alone has no interval
        return None
    return Measured(tuple(100 * m for m in curve.mean), tuple(100 * c for c in curve.ci95), curve.episodes)


def _difference(view: View, a: str, b: str, step: int) -> tuple[float, float] | None:
    """Paired difference in points; None where the two were not measured on the same tasks."""
    s, live = view.state, view.live.results
    gaps = runs.stored_differences(s.data, a, b, s.way, s.shot)
    if gaps is None and a in live and b in live:
        gaps = runs.differences(live[a], live[b])
    if gaps is None:
        return None
    mean, half = gaps[min(step, len(gaps) - 1)]
    return 100 * mean, 100 * half


def _stands(view: View, w: Words) -> Stands | None:
    """What the conventional network says as it stands, once it is known."""
    if not any(c.startswith("conventional/") for c in view.shown):
        return None
    job = compare_runs.as_it_stands(*_form(view.state), view.state.seed)
    if job.result is None:
        return None
    data = runs.data(view.state.data)
    names = tuple(w.pick(data.classes[i]) for i in job.result.class_ids)
    return Stands(names, job.result.probabilities, len(data.split_classes("train")))


def _pending(view: View) -> bool:
    """Is anything on its way that will change the page by itself?"""
    if _guess(view.state) is None:
        return False
    try:
        jobs: list[Job[Any]] = [_job(view.state, c) for c in view.shown]
        if any(c.startswith("conventional/") for c in view.shown):
            jobs.append(compare_runs.as_it_stands(*_form(view.state), view.state.seed))
    except FewshotError:
        return view.live.running
    return view.live.running or not all(job.done for job in jobs)


def _guess(state: State) -> str | None:
    """The visitor's guess for tasks of this form: None, a contender's id or "skip"."""
    return st.session_state.get(GUESSES, {}).get((state.data, state.way, state.shot))


def _guessed(state: State) -> Any:
    def keep() -> None:
        guesses = st.session_state.setdefault(GUESSES, {})
        guesses[state.data, state.way, state.shot] = st.session_state[BOARD]["guess"]

    return keep


def _stepped() -> None:
    visitor.write(step=int(st.session_state[BOARD]["step"]))


def _looked() -> None:
    visitor.write(image=int(st.session_state[BOARD]["image"]))


def _chose() -> None:
    st.query_params["who"] = ",".join(st.session_state[BOARD]["chosen"])
