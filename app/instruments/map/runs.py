"""A task as a learner sees it: a job for the engine process."""

from __future__ import annotations

import streamlit as st

from ...shared.runs import episode, method, submit
from ...shared.task import Task
from ...shared.worker import Job, at_once
from .figures import MapRecord, embed, embedding_record


@st.cache_resource(show_spinner=False, max_entries=300)
def embedding(task: Task, learner: str) -> Job[MapRecord]:
    """A task as a learner sees it, on a plane, at every step: the record that the map draws."""
    return submit(embedded, task, learner, about=(task.data, learner))


def embedded(task: Task, learner: str) -> Job[MapRecord]:
    """The job itself."""

    def work() -> MapRecord:
        drawn = episode(task)
        adapted = method(task.data, learner).adapt(drawn.support_x, drawn.support_y)
        return embedding_record(embed(adapted, drawn), drawn)

    return at_once(work)
