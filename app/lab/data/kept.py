"""A data set that is kept, on the page: where it can be used, what is confused in it, its sheet, its zip."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from html import escape

import streamlit as st
from PIL import Image

from fewshot_core.data.datasets import DataSet

from ...shared import own, page, runs
from ...shared.host import Host
from ...shared.learners import name as name_of
from ...shared.own.data_set import PHOTOS, folder_name
from ...shared.text import Words, strong
from ...shared.worker import Job
from . import OwnDataChoices
from .export import exported
from .runs import Confused, confuse
from .sheet import Row, Strips, sheet, tiles

ROOMS = ("explorer", "compare", "map", "inside")
"""Where a visitor's own set can be looked at."""
CONFUSED = "data_confused"
EXAMPLES = 4
"""Pictures of each of two classes that are confused."""


def show_set(item: own.Item, host: Host[OwnDataChoices]) -> None:
    """Show a set of the visitor's."""
    w, data = host.w, runs.data(item.id)
    facts = item.facts
    with st.container(key="data_opened"):
        st.subheader(item.name, anchor=False)
        st.markdown(w(f"data.summary.{facts['form']}", classes=facts["classes"], images=facts["images"]))
        links = "".join(
            f'<a href="{escape(host.link(name, data=item.id, **_learner(name, item)))}" data-page="{name}"'
            f" data-query>{escape(w(f'{name}.page'))}</a>"
            for name in ROOMS
        )
        st.html(f'<nav class="fs-own-rooms"><span>{escape(w("data.use"))}</span>{links}</nav>')
        st.caption(w(f"data.learners.{facts['form']}"))
    _confusions(item, data, host)
    _home(item, data, w)
    st.subheader(w("data.sheet.title"), anchor=False)
    st.html(_sheet(item, data, w))
    with st.container(horizontal=True, key="data_end"):
        st.button(w("data.another"), key="data_another", on_click=lambda: host.change(data=""))
        st.button(w("data.drop"), key="data_drop", on_click=lambda: _drop(item, host))


def _learner(room: str, item: own.Item) -> dict[str, str]:
    """Where one learner is looked at, one that answers for photographs."""
    of_one = room in ("map", "inside") and item.facts["form"] == PHOTOS
    return {"learner": runs.learners(item.id)[0]} if of_one else {}


def _drop(item: own.Item, host: Host[OwnDataChoices]) -> None:
    host.change(data="")
    own.drop(item.id)


def _confusions(item: own.Item, data: DataSet, host: Host[OwnDataChoices]) -> None:
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
    if page.await_jobs([job], text=lambda: w("data.confused.working", share=round(100 * job.progress))):
        return
    if job.error:
        raise job.error
    if job.result:
        st.html(_outcome(job.result, data, w))


def _outcome(found: Confused, data: DataSet, w: Words) -> str:
    """The mistakes that are made most often, each with pictures of both classes."""
    mean, half = found.accuracy
    spec = found.spec
    told = w.count(
        "data.confused.right", spec.shot, learner=name_of(found.learner, w), way=spec.way,
        mean=f"{100 * mean:.1f}", half=f"{100 * half:.1f}", tasks=len(found.accuracies),
    )  # fmt: skip
    rows = "".join(
        f"<li>{_pair(data, mistake.true, mistake.answered, w)}<p>"
        + strong(
            w(
                "data.confused.pair", true=w.pick(data.classes[mistake.true]),
                answered=w.pick(data.classes[mistake.answered]), share=round(100 * mistake.share),
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


def _home(item: own.Item, data: DataSet, w: Words) -> None:
    """The set as a zip, and what the command line does with it."""
    form, place = item.facts["form"], folder_name(item.name)
    asked = "--method frozen --answer prototype" if form == PHOTOS else "--checkpoint everyday/protonet"
    with st.expander(w("data.home.title")):
        st.markdown(w("data.home.what"))
        st.download_button(
            w("data.home.save"), lambda: exported(data), f"{place}.zip", "application/zip", key="data_save"
        )
        name = f"{form}:{place}"
        st.code(
            f"unzip {place}.zip -d {place}\n"
            f"fewshot data sheet {name} --out sheet.png\n"
            f"fewshot evaluate {asked} --data {name} --way {min(5, _ways(data))} --shot 1 --query 1",
            language="sh",
        )


def _ways(data: DataSet) -> int:
    return len(data.split_classes("test"))


def _sheet(item: own.Item, data: DataSet, w: Words) -> str:
    rows = [
        Row(
            w.pick(info),
            w("data.sheet.note", images=info.count, split=w(f"common.split.{info.split}")),
            (info.id,),
            partial(_drawn, data, info.items),
            info.count,
        )
        for info in data.classes
    ]
    strips: Strips = own.store().remembered(item, "strips", dict)
    return sheet(rows, w("data.sheet.alt"), strips)


def _drawn(data: DataSet, items: Iterable[int]) -> list[Image.Image]:
    return [data.draw(item) for item in items]
