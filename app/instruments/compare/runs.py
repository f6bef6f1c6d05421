"""The conventional network as it stands, and measurements made now: jobs for the engine process."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import streamlit as st
import torch

from fewshot_core.data.pools import eligible_classes
from fewshot_core.measuring.evaluation import Evaluation, answer_tasks
from fewshot_core.methods.conventional import ANSWERS, Conventional
from fewshot_core.tensors.episode import EpisodeSpec

from ...shared.runs import data, episode, method, submit, trained_on
from ...shared.task import Task
from ...shared.worker import Job, at_once


@dataclass(frozen=True)
class OldNames:
    """What the conventional network says as it stands, in the only names it knows."""

    class_ids: tuple[int, ...]  # (queries,): the class it names, of those it was trained on
    probabilities: tuple[float, ...]  # (queries,)


@st.cache_resource(show_spinner=False, max_entries=200)
def as_it_stands(task: Task) -> Job[OldNames]:
    """What the conventional network says of the query images without any adaptation."""
    return submit(recognised, task, about=(task.data,))


def recognised(task: Task) -> Job[OldNames]:
    """The job itself."""

    def work() -> OldNames:
        network = method(task.data, f"conventional/{ANSWERS[0]}")
        assert isinstance(network, Conventional)
        asked = episode(task)
        best = network.recognise(asked.query_x).max(-1)
        known = data(trained_on(task.data)).split_classes("train")
        return OldNames(tuple(known[i] for i in best.indices.tolist()), tuple(best.values.tolist()))

    return at_once(work)


def evaluate_live(task: Task, learner: str, episodes: int) -> Job[Evaluation]:
    """Accuracy over many tasks of this form, of unseen classes, measured now.

    The task's seed begins the draw. A stopped job keeps what it has. Raises FewshotError where there are
    no such tasks.
    """
    eligible_classes(data(task.data), task.split, EpisodeSpec(task.way, task.shot, task.query))
    return submit(measurement, task, learner, episodes, about=(task.data, learner))


def measurement(task: Task, learner: str, episodes: int) -> Job[Evaluation]:
    """The job itself."""
    spec = EpisodeSpec(task.way, task.shot, task.query)
    values: list[torch.Tensor] = []

    def work() -> Iterator[float]:
        trained = method(task.data, learner)
        for answered in answer_tasks(trained, data(task.data), task.split, spec, episodes, task.seed):
            values.append(answered.accuracies())
            yield len(values) / episodes

    def finish() -> Evaluation:
        return Evaluation(spec, task.split, task.seed, torch.stack(values))

    return Job(work, finish)
