"""Your own data set: the page."""

from __future__ import annotations

from html import escape
from pathlib import Path

import streamlit as st

from ...shared import own, page
from ...shared.host import Host
from ...shared.text import Words
from ..archive import LARGEST_ZIP, opened, passed_over
from ..uploads import MB, MOST_FILES, Refused, refused
from . import OwnDataChoices
from .checking import check
from .desk import Desk, desk
from .kept import show_set

CSS = Path(__file__).with_name("data.css")
ZIP, FOLDER = "zip", "folder"


def draw(choices: OwnDataChoices, host: Host[OwnDataChoices]) -> None:
    """Show a set that is kept, the draft of one, or the way to bring one."""
    w = host.w
    st.html(CSS)
    item = own.find(choices.data) if choices.data else None
    page.head(choices, host, ())
    if item:
        show_set(item, host)
        return
    held = desk()
    if held.given_way:
        st.info(w("data.given_way"), icon=":material/info:")
    if held.job is None:
        _bring(held, w)
        _mine(host)
        return
    if page.await_jobs([held.job], w, lambda: _progress(held, w)):
        st.button(w("data.stop"), key="data_stop", on_click=held.clear)
    elif held.job.error:
        held.clear()
        st.error(w("common.error.unexpected"), icon=":material/info:")
    elif held.draft:
        check(held, host)


def _progress(held: Desk, w: Words) -> str:
    """How far the reading is, and how long it takes still."""
    job = held.job
    if job is None:
        return ""
    left = job.seconds_left
    share = w("data.reading", share=round(100 * job.progress))
    return share if left is None else f"{share} {w('data.left', seconds=max(1, round(left)))}"


def _bring(held: Desk, w: Words) -> None:
    """The two ways to bring a data set: a zip, or a folder as it is."""
    st.markdown(w("data.bring.what"))
    way = st.segmented_control(
        w("data.bring.way"), (ZIP, FOLDER), default=ZIP, key="data_way", required=True,
        format_func=lambda each: w(f"data.bring.{each}"), label_visibility="collapsed",
    )  # fmt: skip
    key = f"data_{way}_{held.brought}"

    def brought() -> None:
        given = st.session_state[key]
        if way == ZIP and given:
            held.bring(given.name.removesuffix(".zip"), opened(given.name, given.getvalue()))
        elif given:
            held.bring(*_folder([(each.name, each.getvalue()) for each in given]))

    with st.container(key="data_bring"):
        st.file_uploader(
            w(f"data.bring.{way}_label"), type=[".zip"] if way == ZIP else None, key=key, on_change=brought,
            accept_multiple_files=False if way == ZIP else "directory", max_upload_size=LARGEST_ZIP // MB,
        )  # fmt: skip
    st.caption(w("data.bring.limits", files=MOST_FILES, most=LARGEST_ZIP // MB))
    with st.expander(w("data.bring.how")):
        st.code("fruit/\n  apple/\n    1.jpg\n    2.jpg\n  pear/\n    1.jpg\n    2.jpg", language=None)
        st.markdown(w("data.bring.how_what"))


def _folder(files: list[tuple[str, bytes]]) -> tuple[str, Refused | list[tuple[str, bytes]]]:
    """The name of a folder that was brought, and its files or why all are refused."""
    name = files[0][0].replace("\\", "/").partition("/")[0]
    found = [(path.replace("\\", "/"), content) for path, content in files]
    found = [(path, content) for path, content in found if not passed_over(path)]
    if len(found) > MOST_FILES:
        return name, refused(name, "many_files", most=MOST_FILES)
    if sum(len(content) for _, content in found) > LARGEST_ZIP:
        return name, refused(name, "large_folder", most=LARGEST_ZIP // MB)
    return name, found


def _mine(host: Host[OwnDataChoices]) -> None:
    """The visitor's sets, each a way to it."""
    w, items = host.w, own.items("data")
    if not items:
        return
    st.subheader(w("data.mine"), anchor=False)
    links = "".join(
        f'<li><a href="{escape(host.link("data", data=item.id))}" data-page="data" data-query>'
        f"{escape(item.name)}</a> <span>{escape(summary(item, w))}</span></li>"
        for item in items
    )
    st.html(f'<ul class="fs-own-sets">{links}</ul>')
    st.caption(w("data.kept", days=round(own.store().quotas.keep / 86_400)))


def summary(item: own.Item, w: Words) -> str:
    """How many classes and images, of which form."""
    facts = item.facts
    return w(f"data.summary.{facts['form']}", classes=facts["classes"], images=facts["images"])
