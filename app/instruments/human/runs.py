"""Which classes a task has once some scripts are left out, and learners that answer against the clock."""

from __future__ import annotations

import random
import time
from dataclasses import dataclass

import streamlit as st

from fewshot_core.data.datasets import DataSet, Group
from fewshot_core.data.pools import eligible_classes
from fewshot_core.tensors.episode import EpisodeSpec
from fewshot_core.tensors.errors import NotEnoughClasses, NotEnoughInGroup

from ...shared.runs import data, episode, method, submit
from ...shared.task import Task
from ...shared.worker import Job, at_once


@dataclass(frozen=True)
class Timed:
    """What one learner answers, and how long it took."""

    labels: tuple[int, ...]  # (queries,), in the order of the query set
    milliseconds: float  # to adapt to the support set and to answer all query images


@st.cache_resource(show_spinner=False, max_entries=600)
def timed_answer(task: Task, learner: str) -> Job[Timed]:
    """A learner's answers and its time, in which neither its weights nor the images are loaded.

    All who ask the same get the same job.
    """
    return submit(timed, task, learner, about=(task.data, learner))


def timed(task: Task, learner: str) -> Job[Timed]:
    """The job itself."""

    def work() -> Timed:
        asked, trained = episode(task), method(task.data, learner)
        began = time.perf_counter()
        labels = trained.adapt(asked.support_x, asked.support_y).predict(asked.query_x).argmax(-1)
        return Timed(tuple(labels.tolist()), 1000 * (time.perf_counter() - began))

    return at_once(work)


def unseen_groups(name: str, split: str) -> tuple[Group, ...]:
    """The groups of a data set's classes in a split, such as the scripts that no learner has met."""
    found = data(name)
    there = {found.classes[i].group for i in found.split_classes(split)}
    return tuple(group for group in found.groups if group.id in there)


def without(task: Task, left_out: frozenset[str], within: bool) -> Task:
    """The task with no class of the groups ``left_out``, and ``within`` one group if that is wanted.

    Its seed draws its classes. One that has classes already, or that leaves nothing out, stays as it is.
    Raises NotEnoughClasses or NotEnoughInGroup where too few are left, and what ``eligible_classes`` raises.
    """
    if task.classes or not (left_out or within):
        return task
    pools = _pools(data(task.data), task, left_out, within)
    most = max(map(len, pools), default=0)
    if most < task.way:
        kind = NotEnoughInGroup if within else NotEnoughClasses
        raise kind(task.way, most, task.split)
    draw = random.Random(task.seed)
    pool = draw.choice([pool for pool in pools if len(pool) >= task.way])
    drawn = tuple(draw.sample(pool, task.way))
    return Task(task.data, task.split, task.way, task.shot, task.query, task.seed, drawn)


def _pools(found: DataSet, task: Task, left_out: frozenset[str], within: bool) -> list[list[str]]:
    """The ids of the classes that a task can be drawn from: all of them, or group by group."""
    pools: dict[str, list[str]] = {}
    for i in eligible_classes(found, task.split, EpisodeSpec(task.way, task.shot, task.query)):
        if found.classes[i].group not in left_out:
            pools.setdefault(found.classes[i].group if within else "", []).append(found.classes[i].id)
    return list(pools.values())
