"""Calibration and confusion over many tasks, measured now, watched and stopped."""

from __future__ import annotations

from html import escape
from typing import Any

import streamlit as st

from fewshot_core.tensors.errors import FewshotError

from ...shared import runs
from ...shared.charts.confusion import (
    Confused,
    confusion_chart,
    confusion_record,
    confusion_table,
    percent,
)
from ...shared.charts.show import show
from ...shared.host import Host
from ...shared.learners import name
from ...shared.text import Words
from ...shared.trouble import sentence
from ...shared.worker import Job
from . import InsideChoices
from . import runs as inside_runs
from .charts import reliability_chart, reliability_table
from .figures import ManyTasks, Reliability, reliability_record

JOBS = "inside_jobs"
COUNT, LAST_COUNT = "inside_tasks", "inside_last_tasks"
TASKS = (20, 200, 600)
POLL_SECONDS = 0.5


def counts(choices: InsideChoices, host: Host[InsideChoices]) -> None:
    """The lower part of the page."""
    w = host.w
    st.header(w("inside.many"), anchor=False)
    job = _job_of(choices)
    if job is not None and not job.done:
        st.fragment(_progress, run_every=POLL_SECONDS)(job, w)
        return
    _start_line(choices, w)
    if job is None:
        return
    if job.error:
        known = isinstance(job.error, FewshotError)
        st.error(sentence(job.error, w) if known else w("inside.failed"))
    elif job.result and job.result.tasks:
        kind = "stopped" if job.stopped else "counted"
        st.caption(w(f"inside.{kind}", tasks=job.result.tasks, seed=choices.seed))
        _results(choices, job.result, w)


def _form(choices: InsideChoices) -> tuple[Any, ...]:
    """What is measured: the learner, and the form and the first seed of the tasks."""
    return choices.task, choices.learner


def _job_of(choices: InsideChoices) -> Job[ManyTasks] | None:
    """The visitor's measurement of this form; one still running for another form is stopped."""
    jobs: dict[Any, Job[ManyTasks]] = st.session_state.setdefault(JOBS, {})
    for form, job in jobs.items():
        if form != _form(choices):
            job.stop()
    return jobs.get(_form(choices))


def _start_line(choices: InsideChoices, w: Words) -> None:
    def start() -> None:
        count = st.session_state[LAST_COUNT] = st.session_state[COUNT] or TASKS[1]
        jobs = st.session_state[JOBS]
        jobs[_form(choices)] = inside_runs.many_tasks(choices.task, choices.learner, count)

    with st.container(horizontal=True, vertical_alignment="bottom"):
        usual = st.session_state.get(LAST_COUNT, TASKS[1])
        st.segmented_control(w("inside.tasks"), TASKS, default=usual, key=COUNT, required=True)
        st.button(w("inside.start"), key="inside_start", on_click=start)


def _progress(job: Job[ManyTasks], w: Words) -> None:
    """Progress, time left and stop, drawn again twice a second; the page runs again when it is done."""
    if job.done:
        st.rerun()
    left = job.seconds_left
    known = w("inside.left_unknown") if left is None else w("inside.left", seconds=round(left))
    with st.container(horizontal=True, vertical_alignment="center"):
        st.progress(job.progress, text=w("inside.running", share=round(100 * job.progress)) + known)
        st.button(w("inside.stop"), key="inside_stop", on_click=job.stop)


def _results(choices: InsideChoices, found: ManyTasks, w: Words) -> None:
    left, right = st.columns((5, 7))
    source = w("inside.source", name=name(choices.learner, w), tasks=found.tasks, seed=choices.seed)
    with left.container(key="inside_calibration", border=True):
        _calibration(choices, reliability_record(found.calibration), source, w)
    with right.container(key="inside_confusion", border=True):
        _confusion(choices, confusion_record(found.confusion), source, w)


def _calibration(choices: InsideChoices, record: Reliability, source: str, w: Words) -> None:
    st.subheader(w("inside.view.calibration"), anchor=False)
    share = percent(record["right"] / record["answers"], w)
    error = w("inside.view.percent", value=w.number(100 * record["error"], 1))
    st.markdown(w("inside.view.ece", error=error, count=record["answers"], share=share))
    show(
        reliability_chart(record, choices.theme, w), w,
        key="inside_reliability", alt=w("inside.view.calibration_alt"),
        table=reliability_table(record, w), file="calibration",
        heading=[w("inside.view.calibration"), source],
    )  # fmt: skip
    st.caption(w("inside.view.calibration_read"))


def _confusion(choices: InsideChoices, record: Confused, source: str, w: Words) -> None:
    st.subheader(w("inside.view.confusion"), anchor=False)
    if not record["pairs"]:
        st.caption(w("inside.view.too_few"))
        return
    data = runs.data(choices.data)
    names = [w.pick(data.classes[i]) for i in record["classes"]]
    pictures = [runs.sprite(choices.data, (data.classes[i].items[0],)) for i in record["classes"]]
    st.html(pairs_markup(record, names, pictures, w))
    show(
        confusion_chart(record, names, pictures, choices.theme, w), w,
        key="inside_matrix", alt=w("common.confusion.matrix"), table=confusion_table(record, names, w),
        file="confusion", heading=[w("common.confusion.matrix"), source],
    )  # fmt: skip
    st.caption(w("common.confusion.matrix_read"))


def pairs_markup(record: Confused, names: list[str], pictures: list[str], w: Words) -> str:
    """The worst pairs: a picture of the true class, one of the answer, and how often it happened."""
    place = {class_id: at for at, class_id in enumerate(record["classes"])}
    rows = []
    for true, answered, times, chances in record["pairs"]:
        a, b = place[true], place[answered]
        how = w(
            "common.confusion.of_chances", share=percent(times / chances, w), times=times, chances=chances
        )
        rows.append(
            f'<li><img src="{pictures[a]}" alt=""><span aria-hidden="true">→</span>'
            f'<img src="{pictures[b]}" alt=""><span><b>'
            f"{escape(w('inside.view.taken', a=names[a], b=names[b]))}</b> "
            f"<small>{escape(how)}</small></span></li>"
        )
    return f'<ul class="inside-pairs">{"".join(rows)}</ul>'
