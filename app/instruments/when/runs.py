"""The contests: what was measured in them, and learners that answer a task with two questions live."""

from __future__ import annotations

import threading

import streamlit as st
import torch

from fewshot_core.methods import Method
from fewshot_core.studies.contests.contest import CONTESTS, answered
from fewshot_core.studies.contests.crossed import CrossedTask, crossing
from fewshot_core.studies.contests.stored import Results, Store, stored_names

from ...shared.runs import data, submit
from ...shared.worker import Job, at_once


@st.cache_resource(show_spinner=False)
def contests(name: str) -> Results | None:
    """What was measured in the contests on a data set, if it was."""
    return Store(name).results() if name in stored_names() else None


def contest_way(name: str, contest: str) -> int:
    """N of the tasks of a contest."""
    return crossing(data(name), "test").way if contest in ("thing", "hand") else 5


@st.cache_resource(show_spinner=False, max_entries=200)
def crossed_task(name: str, seed: int) -> tuple[CrossedTask, tuple[str, ...]]:
    """The task with two questions that belongs to a seed, and the names of its hands."""
    source = crossing(data(name), "test")
    task = source.draw(torch.Generator().manual_seed(seed))
    return task, tuple(source.hands[i] for i in task.by_hand.class_ids)


@st.cache_resource(show_spinner=False, max_entries=600)
def answer(name: str, learner: str, contest: str, seed: int) -> Job[tuple[int, ...]]:
    """The label that a learner's first training gives each query image, as it was measured."""
    return submit(labelled, name, learner, contest, seed, about=(name, learner))


def labelled(name: str, learner: str, contest: str, seed: int) -> Job[tuple[int, ...]]:
    """The job itself."""

    def work() -> tuple[int, ...]:
        task = CONTESTS[contest](data(name), "test", seed)
        method = _method_of_thread(name, learner, threading.get_ident())
        return tuple(answered(method, task)[-1].tolist())

    return at_once(work)


@st.cache_resource(show_spinner=False)
def _method_of_thread(name: str, learner: str, thread: int) -> Method:
    """A copy for each thread: two must never adapt the same network (see ``runs.method``)."""
    return Store(name).learner(data(name), learner)
