"""A data set that is kept, on the page: where it can be used, its sheet, its zip."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from html import escape

import streamlit as st
from PIL import Image

from fewshot_core.data.datasets import DataSet

from ...shared import own, runs
from ...shared.host import Host
from ...shared.own.data_set import PHOTOS, folder_name
from ...shared.text import Words
from . import OwnDataChoices
from .confused import CONFUSED, confusions
from .export import exported
from .sheet import Row, Strips, sheet

TASK_ROOMS = ("explorer", "compare", "map", "inside")
"""Where one task of a visitor's own set can be looked at."""
ROOMS = (*TASK_ROOMS, "curves")
"""Where such a set can be looked at."""
WAY, QUERY = 5, 5
"""The task that pages show where their address says nothing."""


def show_set(item: own.Item, host: Host[OwnDataChoices]) -> None:
    """Show a set of the visitor's."""
    w, data = host.w, runs.data(item.id)
    facts = item.facts
    with st.container(key="data_opened"):
        st.subheader(item.name, anchor=False)
        st.markdown(w(f"data.summary.{facts['form']}", classes=facts["classes"], images=facts["images"]))
        there = {name: host.link(name, data=item.id, **_shown_first(name, item, data)) for name in ROOMS}
        links = "".join(
            f'<a href="{escape(href)}" data-page="{name}" data-query>{escape(w(f"{name}.page"))}</a>'
            for name, href in there.items()
        )
        st.html(f'<nav class="fs-own-rooms"><span>{escape(w("data.use"))}</span>{links}</nav>')
        st.caption(w(f"data.learners.{facts['form']}"))
    confusions(item, data, host)
    _home(item, data, w)
    st.subheader(w("data.sheet.title"), anchor=False)
    st.html(_sheet(item, data, w))
    with st.container(horizontal=True, key="data_end"):
        st.button(w("data.another"), key="data_another", on_click=lambda: host.change(data=""))
        st.button(w("data.drop"), key="data_drop", on_click=lambda: _drop(item, host))


def _shown_first(room: str, item: own.Item, data: DataSet) -> dict[str, str | int]:
    """What a room is to show first: a task that the set can hold, a learner that answers for it."""
    if room not in TASK_ROOMS:
        return {}
    sizes = sorted((data.classes[i].count for i in data.split_classes("test")), reverse=True)
    way = min(WAY, len(sizes))
    form = {"way": way, "shot": 1, "query": min(QUERY, sizes[way - 1] - 1)}
    usual = {"way": WAY, "shot": 1, "query": QUERY}
    shown: dict[str, str | int] = {} if form == usual else dict(form)
    if room in ("map", "inside") and item.facts["form"] == PHOTOS:
        shown["learner"] = runs.learners(item.id)[0]
    return shown


def _drop(item: own.Item, host: Host[OwnDataChoices]) -> None:
    host.change(data="")
    own.drop(item.id)
    st.session_state.pop(CONFUSED, None)  # its work holds the pictures


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
            f"fewshot evaluate {asked} --data {name} --way {min(WAY, _ways(data))} --shot 1 --query 1",
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
