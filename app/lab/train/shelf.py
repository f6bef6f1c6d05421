"""The visitor's learners: where each can be met, taken home or deleted, and a checkpoint brought back."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial
from typing import Any

import streamlit as st

from ...shared import own
from ...shared import runs as shared_runs
from ...shared.host import Host
from ...shared.learners import name as name_of
from ...shared.text import Words, as_typed
from . import TrainChoices, runs
from .attempt import attempt

FILE = "train_file"
BESIDE = ("scratch", "conventional/fine-tune")
"""Whom a visitor's learner is compared with, beside the course's own of its kind."""


def learner_shelf(choices: TrainChoices, host: Host[TrainChoices], mine: Sequence[own.Item]) -> None:
    """All that the visitor has trained or brought."""
    w = host.w
    st.subheader(w("train.shelf.title"), anchor=False)
    done = [item for item in mine if runs.kept(item)]
    st.caption(w("train.shelf.lead") if done else w("train.shelf.none"))
    for item in done:
        _one(item, host)
    with st.expander(w("train.shelf.bring"), icon=":material/upload:"):
        st.file_uploader(
            w("train.shelf.file"), key=FILE, type=["zip", "safetensors"],
            on_change=partial(_bring, choices, w),
        )  # fmt: skip
        st.caption(w("train.shelf.safe"))


def _bring(choices: TrainChoices, w: Words) -> None:
    file = st.session_state[FILE]
    if file is not None:
        name = file.name.rpartition(".")[0][:30] or file.name[:30]
        attempt(w, lambda: runs.bring(file.getvalue(), name, choices.data))


def _one(item: own.Item, host: Host[TrainChoices]) -> None:
    """One learner: what it is, what was measured of it, and where it can be met."""
    w, id = host.w, item.id
    with st.container(border=True, key=f"train_one_{id}"):
        st.markdown(f"**{as_typed(item.name)}** · {_what(item, w)}")
        ready = runs.state(item).phase == "done"
        st.markdown(_measured(item, w) if ready else w("train.shelf.measuring"))
        with st.container(horizontal=True, key=f"train_do_{id}"):
            if ready:
                _ways(item, host)
            st.download_button(
                w("train.shelf.take"), partial(runs.checkpoint_zip, item, file_name(item)),
                file_name=f"{file_name(item)}.zip", mime="application/zip", key=f"train_take_{id}",
                icon=":material/download:", on_click="ignore",
                help=w("train.shelf.take_help", folder=file_name(item)),
            )  # fmt: skip
            st.button(
                w("train.shelf.delete"), key=f"train_drop_{id}", icon=":material/delete:",
                on_click=partial(runs.delete, item),
            )  # fmt: skip


def _ways(item: own.Item, host: Host[TrainChoices]) -> None:
    """Buttons that lead to where the learner answers."""
    data, method = item.facts["data"], item.facts["method"]
    there: dict[str, dict[str, Any]] = {
        "compare": {"learners": (*BESIDE, method, item.id)},
        "map": {"learner": item.id},
        "curves": {"learners": (*BESIDE, method, item.id)},
    }
    for page, changes in there.items():
        go = partial(host.go, page, data=data, **changes)
        st.button(host.w(f"{page}.page"), key=f"train_{page}_{item.id}", on_click=go)


def _what(item: own.Item, w: Words) -> str:
    facts = item.facts
    key = "train.shelf.what" if facts["seconds"] else "train.shelf.what_brought"
    method, data = name_of(facts["method"], w), shared_runs.called(facts["data"], w)
    form = {"way": facts["way"], "shot": facts["shot"], "seconds": w.number(facts["seconds"], 0)}
    return w(key, method=method, data=data, **form)


def _measured(item: own.Item, w: Words) -> str:
    """What was measured on unseen classes, and how far it is from the course's learner of the same kind."""
    data, method, said = item.facts["data"], item.facts["method"], []
    for found in shared_runs.measured(data, item.id):
        level = {"mean": w.number(100 * found.accuracy, 1), "half": w.number(100 * found.ci95, 1)}
        form = {"way": found.spec.way, "shot": found.spec.shot, "tasks": found.episodes}
        said.append(w("train.shelf.level", **level, **form))
    gaps = shared_runs.stored_differences(data, item.id, method, 5, 1)  # none for a set of the visitor's
    if gaps:
        mean, half = (100 * value for value in gaps[-1])
        key = "level_with" if abs(mean) <= half else "ahead" if mean > 0 else "behind"
        gap = {"gap": w.number(abs(mean), 1), "half": w.number(half, 1)}
        said.append(w(f"train.shelf.{key}", name=name_of(method, w), **gap))
    return " ".join(said) or w("train.shelf.unmeasured")


def file_name(item: own.Item) -> str:
    """The visitor's name for a learner as a file's name; its method where none of it can stand in one."""
    return re.sub(r"[^\w-]+", "-", item.name, flags=re.ASCII).strip("-").lower() or item.facts["method"]
