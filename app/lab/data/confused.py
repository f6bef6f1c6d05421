"""Which classes of a set are easily confused: asked by one click, then the worst mistakes and the matrix."""

from __future__ import annotations

from html import escape

import streamlit as st

from fewshot_core.data.datasets import DataSet
from fewshot_core.measuring.rounding import half_up

from ...shared import own, page, runs
from ...shared.charts.confusion import confusion_chart, confusion_record, confusion_table
from ...shared.charts.show import show
from ...shared.host import Host
from ...shared.learners import name as name_of
from ...shared.text import Words, strong
from ...shared.worker import Job
from . import OwnDataChoices
from .runs import Confused, confuse
from .sheet import tiles

CONFUSED = "data_confused"
EXAMPLES = 4
"""Pictures of each of two classes that are confused."""
MOST_CLASSES = 12
"""Rows of the matrix; more cannot be read."""


def confusions(item: own.Item, data: DataSet, host: Host[OwnDataChoices]) -> None:
    """One click: which classes are taken for one another."""
    w = host.w
    jobs: dict[str, Job[Confused]] = st.session_state.setdefault(CONFUSED, {})
    job = jobs.get(item.id)

    def ask() -> None:
        jobs.clear()
        jobs[item.id] = confuse(item.id)

    if job is None:
        st.button(w("data.confused.ask"), key="data_confuse", type="primary", on_click=ask)
        return
    if page.await_jobs([job], w, lambda: w("data.confused.working", share=round(100 * job.progress))):
        return
    if job.error:
        raise job.error
    if job.result:
        st.html(_outcome(job.result, data, w))
        _matrix(job.result, item, data, host)


def _outcome(found: Confused, data: DataSet, w: Words) -> str:
    """The mistakes that are made most often, each with pictures of both classes."""
    mean, half = found.accuracy
    spec = found.spec
    told = w.count(
        "data.confused.right", spec.shot, learner=name_of(found.learner, w), way=spec.way,
        mean=w.number(100 * mean, 1), half=w.number(100 * half, 1), tasks=len(found.accuracies),
    )  # fmt: skip
    rows = "".join(
        f"<li>{_pair(data, mistake.true, mistake.answered, w)}<p>"
        + strong(
            w(
                "data.confused.pair", true=w.pick(data.classes[mistake.true]),
                answered=w.pick(data.classes[mistake.answered]), share=half_up(100 * mistake.share, 0),
                times=mistake.times, chances=mistake.chances,
            )
        )
        + "</p></li>"
        for mistake in found.worst
    )  # fmt: skip
    none = "" if rows else f"<p>{escape(w('data.confused.none'))}</p>"
    title = escape(w("data.confused.title"))
    return f'<section class="fs-own-confused" aria-live="polite"><h2>{title}</h2><p>{strong(told)}</p>{none}<ol>{rows}</ol></section>'  # noqa: E501


def _pair(data: DataSet, true: int, answered: int, w: Words) -> str:
    """A few pictures of two classes."""
    return "<span>→</span>".join(
        tiles(
            [data.draw(item) for item in data.classes[index].items[:EXAMPLES]],
            escape(w("data.sheet.alt").format(name=w.pick(data.classes[index]))),
        )
        for index in (true, answered)
    )


def _matrix(found: Confused, item: own.Item, data: DataSet, host: Host[OwnDataChoices]) -> None:
    """What is taken for what, of the classes that are confused most; nothing without a mistake."""
    w, every = host.w, len(data.classes)
    record = confusion_record(found.confusion, most=MOST_CLASSES, also=range(every))
    if not record["pairs"]:
        return
    names = [w.pick(data.classes[i]) for i in record["classes"]]
    pictures = [runs.sprite(item.id, (data.classes[i].items[0],)) for i in record["classes"]]
    title = w("data.confused.matrix")
    of = w("data.confused.of", name=item.name, tasks=len(found.accuracies), learner=name_of(found.learner, w))
    with st.container(key="data_confusion", border=True):
        st.subheader(title, anchor=False)
        if len(names) < every:
            st.caption(w("data.confused.some", shown=len(names), every=every))
        show(
            confusion_chart(record, names, pictures, host.now().theme, w), w, key="data_matrix",
            alt=w("common.confusion.matrix"), table=confusion_table(record, names, w),
            file="confusion", heading=[title, of],
        )  # fmt: skip
        st.caption(w("common.confusion.matrix_read"))
