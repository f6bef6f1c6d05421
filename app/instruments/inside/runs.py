"""One task from inside, and many counted: work for the worker's threads."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import streamlit as st

from fewshot_core.data.pools import eligible_classes
from fewshot_core.measuring.evaluation import answer_tasks
from fewshot_core.tensors.episode import EpisodeSpec

from ...shared.runs import data, episode, method, worker
from ...shared.worker import Job, at_once
from .figures import ManyTasks, Near, neighbours


@dataclass(frozen=True)
class Inside:
    """What one contender says of one task, and which support images it finds nearest."""

    probabilities: np.ndarray  # (states, queries, way)
    near: Near


@st.cache_resource(show_spinner=False, max_entries=200)
def inside(name: str, contender: str, split: str, way: int, shot: int, query: int, seed: int) -> Job[Inside]:
    """A contender's answers for a task with the neighbours of every query image at every step."""

    def work() -> Inside:
        task = episode(name, split, way, shot, query, seed)
        adapted = method(name, contender).adapt(task.support_x, task.support_y)
        shares = adapted.predict_each(task.query_x).softmax(-1).numpy().astype(np.float32)
        return Inside(shares, neighbours(adapted, task))

    return worker().submit(at_once(work))


def many_tasks(
    name: str, contender: str, way: int, shot: int, query: int, seed: int, episodes: int
) -> Job[ManyTasks]:
    """Calibration and confusion over many tasks of unseen classes. A stopped job keeps what it has."""
    spec = EpisodeSpec(way, shot, query)
    eligible_classes(data(name), "test", spec)
    found = ManyTasks()

    def work() -> Iterator[float]:
        for task in answer_tasks(
            method(name, contender), data(name), "test", spec, episodes, seed, each_state=False
        ):
            found.add(task.class_ids, task.labels, task.scores[-1])
            yield found.tasks / episodes

    return worker().submit(Job(work, lambda: found))
