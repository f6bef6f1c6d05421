"""One task from inside, and many counted: jobs for the engine process."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import streamlit as st

from fewshot_core.data.pools import eligible_classes
from fewshot_core.measuring.evaluation import answer_tasks
from fewshot_core.tensors.episode import EpisodeSpec

from ...shared.runs import data, episode, method, submit
from ...shared.task import Task
from ...shared.worker import Job, at_once
from .figures import ManyTasks, Near, look


@dataclass(frozen=True)
class Inside:
    """What one learner says of one task, and which support images it finds nearest."""

    probabilities: np.ndarray  # (states, queries, way)
    near: Near


@st.cache_resource(show_spinner=False, max_entries=200)
def inside(task: Task, learner: str) -> Job[Inside]:
    """A learner's answers for a task with the neighbours of every query image at every step."""
    return submit(seen, task, learner, about=(task.data, learner))


def seen(task: Task, learner: str) -> Job[Inside]:
    """The job itself."""

    def work() -> Inside:
        drawn = episode(task)
        adapted = method(task.data, learner).adapt(drawn.support_x, drawn.support_y)
        return Inside(*look(adapted, drawn))

    return at_once(work)


def many_tasks(first: Task, learner: str, count: int) -> Job[ManyTasks]:
    """Calibration and confusion over ``count`` tasks of the form of ``first``, drawn from its seed on.

    A stopped job keeps what it has.
    """
    eligible_classes(data(first.data), first.split, EpisodeSpec(first.way, first.shot, first.query))
    return submit(counted, first, learner, count, about=(first.data, learner))


def counted(first: Task, learner: str, count: int) -> Job[ManyTasks]:
    """The job itself."""
    spec = EpisodeSpec(first.way, first.shot, first.query)
    found = ManyTasks()

    def work() -> Iterator[float]:
        answered = answer_tasks(
            method(first.data, learner), data(first.data), first.split, spec, count, first.seed,
            each_state=False,
        )  # fmt: skip
        for task in answered:
            found.add(task.class_ids, task.labels, task.scores[-1])
            yield found.tasks / count

    return Job(work, lambda: found)
