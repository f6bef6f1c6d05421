"""What a learner answers for one task: work for the worker's threads, shared by all who ask the same."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import streamlit as st

from .runs import episode, method, worker
from .worker import Job, at_once


@dataclass(frozen=True)
class Answer:
    """What one contender says of one task: probabilities after each adaptation step."""

    probabilities: np.ndarray  # (steps + 1, queries, way); one state for methods without steps


@st.cache_resource(show_spinner=False, max_entries=600)
def answer(name: str, contender: str, split: str, way: int, shot: int, query: int, seed: int) -> Job[Answer]:
    """A contender's answers for a task."""

    def work() -> Answer:
        task = episode(name, split, way, shot, query, seed)
        adapted = method(name, contender).adapt(task.support_x, task.support_y)
        scores = adapted.predict_each(task.query_x)
        return Answer(scores.softmax(-1).numpy().astype(np.float32))

    return worker().submit(at_once(work))
