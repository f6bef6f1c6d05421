"""What contenders say: of one task, and of many. All of it is work for the worker's threads."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import streamlit as st
import torch

from app.embedding import embed, embedding_record
from app.figures import Json
from app.inside import ManyTasks, Near, neighbours
from app.runs import data, episode, method, worker
from app.worker import Job, at_once
from fewshot_core.data.sampling import eligible_classes
from fewshot_core.measuring.evaluation import Evaluation, answer_tasks
from fewshot_core.methods.conventional import ANSWERS, Conventional
from fewshot_core.tensors.episode import EpisodeSpec


@dataclass(frozen=True)
class Answer:
    """What one contender says of one task: probabilities after each adaptation step."""

    probabilities: np.ndarray  # (steps + 1, queries, way); one state for methods without steps


@dataclass(frozen=True)
class Inside:
    """What one contender says of one task, and which support images it finds nearest."""

    probabilities: np.ndarray  # (states, queries, way)
    near: Near


@dataclass(frozen=True)
class OldNames:
    """What the conventional network says as it stands, in the only names it knows."""

    class_ids: tuple[int, ...]  # (queries,): the meta-train class it names
    probabilities: tuple[float, ...]  # (queries,)


@st.cache_resource(show_spinner=False, max_entries=600)
def answer(name: str, contender: str, split: str, way: int, shot: int, query: int, seed: int) -> Job[Answer]:
    """A contender's answers for a task."""

    def work() -> Answer:
        task = episode(name, split, way, shot, query, seed)
        adapted = method(name, contender).adapt(task.support_x, task.support_y)
        scores = adapted.predict_each(task.query_x)
        return Answer(scores.softmax(-1).numpy().astype(np.float32))

    return worker().submit(at_once(work))


@st.cache_resource(show_spinner=False, max_entries=200)
def inside(name: str, contender: str, split: str, way: int, shot: int, query: int, seed: int) -> Job[Inside]:
    """A contender's answers for a task with the neighbours of every query image at every step."""

    def work() -> Inside:
        task = episode(name, split, way, shot, query, seed)
        adapted = method(name, contender).adapt(task.support_x, task.support_y)
        shares = adapted.predict_each(task.query_x).softmax(-1).numpy().astype(np.float32)
        return Inside(shares, neighbours(adapted, task))

    return worker().submit(at_once(work))


@st.cache_resource(show_spinner=False, max_entries=300)
def embedding(name: str, contender: str, split: str, way: int, shot: int, query: int, seed: int) -> Job[Json]:
    """A task as a contender sees it, on a plane, at every step: the record that the map draws."""

    def work() -> Json:
        task = episode(name, split, way, shot, query, seed)
        adapted = method(name, contender).adapt(task.support_x, task.support_y)
        return embedding_record(embed(adapted, task), task)

    return worker().submit(at_once(work))


@st.cache_resource(show_spinner=False, max_entries=200)
def as_it_stands(name: str, split: str, way: int, shot: int, query: int, seed: int) -> Job[OldNames]:
    """What the conventional network says of the query images without any adaptation."""

    def work() -> OldNames:
        network = method(name, f"conventional/{ANSWERS[0]}")
        assert isinstance(network, Conventional)
        best = network.recognise(episode(name, split, way, shot, query, seed).query_x).max(-1)
        known = data(name).split_classes("train")
        return OldNames(tuple(known[i] for i in best.indices.tolist()), tuple(best.values.tolist()))

    return worker().submit(at_once(work))


def evaluate_live(
    name: str, contender: str, way: int, shot: int, query: int, seed: int, episodes: int
) -> Job[Evaluation]:
    """Accuracy over many tasks of unseen classes, measured now. A stopped job keeps what it has."""
    spec = EpisodeSpec(way, shot, query)
    eligible_classes(data(name), "test", spec)
    values: list[torch.Tensor] = []

    def work() -> Iterator[float]:
        contestant = method(name, contender)
        for task in answer_tasks(contestant, data(name), "test", spec, episodes, seed):
            values.append(task.accuracies())
            yield len(values) / episodes

    def finish() -> Evaluation:
        return Evaluation(spec, "test", seed, torch.stack(values))

    return worker().submit(Job(work, finish))


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
