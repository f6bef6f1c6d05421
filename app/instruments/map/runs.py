"""A task as a learner sees it: work for the worker's threads."""

from __future__ import annotations

import streamlit as st

from ...shared.runs import episode, method, worker
from ...shared.web import Json
from ...shared.worker import Job, at_once
from .figures import embed, embedding_record


@st.cache_resource(show_spinner=False, max_entries=300)
def embedding(name: str, contender: str, split: str, way: int, shot: int, query: int, seed: int) -> Job[Json]:
    """A task as a contender sees it, on a plane, at every step: the record that the map draws."""

    def work() -> Json:
        task = episode(name, split, way, shot, query, seed)
        adapted = method(name, contender).adapt(task.support_x, task.support_y)
        return embedding_record(embed(adapted, task), task)

    return worker().submit(at_once(work))
