"""Calibration and confusion over many tasks, measured now, watched and stopped."""

from __future__ import annotations

from typing import Any

import streamlit as st

from fewshot_core.tensors.errors import FewshotError

from ...shared import runs
from ...shared.state import State
from ...shared.text import Words
from ...shared.trouble import sentence, told
from ...shared.worker import Job
from . import runs as inside_runs
from .component import inside_view
from .figures import ManyTasks, confusion_record, reliability_record

JOBS = "inside_jobs"
TASKS = (20, 200, 600)
POLL_SECONDS = 0.5


def counts(state: State, w: Words) -> None:
    """The lower part of the page."""
    st.header(w("inside.many"), anchor=False)
    job = _job_of(state)
    running = job is not None and not job.done
    st.fragment(_part, run_every=POLL_SECONDS if running else None)(state, w, running)


def _form(state: State) -> tuple[Any, ...]:
    return state.data, state.learner, state.way, state.shot, state.query, state.seed


def _job_of(state: State) -> Job[ManyTasks] | None:
    """The visitor's measurement of this form; one still running for another form is stopped."""
    jobs: dict[Any, Job[ManyTasks]] = st.session_state.setdefault(JOBS, {})
    for form, job in jobs.items():
        if form != _form(state):
            job.stop()
    return jobs.get(_form(state))


def _part(state: State, w: Words, was_running: bool) -> None:
    with told(w):
        job = _job_of(state)
        running = job is not None and not job.done
        if running != was_running:
            st.rerun()  # so that the page looks again by itself, or no longer does
        if job is not None and running:
            _progress(job, w)
            return
        _start_line(state, w)
        if job is None:
            return
        if job.error:
            known = isinstance(job.error, FewshotError)
            st.error(sentence(job.error, w) if known else w("inside.failed"))
        elif job.result and job.result.tasks:
            kind = "stopped" if job.stopped else "counted"
            st.caption(w(f"inside.{kind}", tasks=job.result.tasks, seed=state.seed))
            inside_view(
                _data(state, w, job.result), key="inside_many",
                on_step=_nothing, on_image=_nothing, on_guess=_nothing,
            )  # fmt: skip


def _start_line(state: State, w: Words) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        tasks = st.segmented_control(
            w("inside.tasks"), TASKS, default=TASKS[1], key="inside_tasks", required=True
        )
        st.button(w("inside.start"), key="inside_start", on_click=_start, args=(state, tasks or TASKS[1]))


def _start(state: State, tasks: int) -> None:
    s = state
    st.session_state[JOBS][_form(s)] = inside_runs.many_tasks(
        s.data, s.learner, s.way, s.shot, s.query, s.seed, tasks
    )


def _progress(job: Job[ManyTasks], w: Words) -> None:
    left = job.seconds_left
    known = w("inside.left_unknown") if left is None else w("inside.left", seconds=round(left))
    with st.container(horizontal=True, vertical_alignment="center"):
        st.progress(job.progress, text=w("inside.running", share=round(100 * job.progress)) + known)
        st.button(w("inside.stop"), key="inside_stop", on_click=job.stop)


def _data(state: State, w: Words, found: ManyTasks) -> dict[str, Any]:
    """What the counts show: figures, and one drawing and the name of every class that is named."""
    data = runs.data(state.data)
    record = confusion_record(found.confusion)
    places = {class_id: place for place, class_id in enumerate(record["classes"])}
    record["pairs"] = [[places[a], places[b], *rest] for a, b, *rest in record["pairs"]]
    record["names"] = [w.pick(data.classes[i]) for i in record["classes"]]
    items = tuple(data.classes[i].items[0] for i in record["classes"])
    strip = {"id": "classes", "url": runs.sprite(state.data, items) if items else "", "count": len(items)}
    counted = {"reliability": reliability_record(found.calibration), "confusion": record, "strip": strip}
    return {"part": "counts", "words": w.section("inside.view"), "counted": counted}


def _nothing() -> None:
    """The counts send nothing back."""
