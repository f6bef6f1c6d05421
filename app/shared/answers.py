"""What a learner answers for one task: a job that all who ask the same share."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import streamlit as st

from .runs import episode, method, submit
from .task import Task
from .worker import Job, at_once


@dataclass(frozen=True)
class Answer:
    """What one learner says of one task: probabilities after each adaptation step."""

    probabilities: np.ndarray  # (steps + 1, queries, way); one state for methods without steps


@st.cache_resource(show_spinner=False, max_entries=600)
def answer(task: Task, learner: str) -> Job[Answer]:
    """A learner's answers for a task; all who ask the same get the same job."""
    return submit(answered, task, learner, about=(task.data, learner))


def answered(task: Task, learner: str) -> Job[Answer]:
    """The job itself."""

    def work() -> Answer:
        asked = episode(task)
        adapted = method(task.data, learner).adapt(asked.support_x, asked.support_y)
        scores = adapted.predict_each(asked.query_x)
        return Answer(scores.softmax(-1).numpy().astype(np.float32))

    return at_once(work)
