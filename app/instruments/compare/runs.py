"""The conventional network as it stands, and measurements made now: work for the worker's threads."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import streamlit as st
import torch

from fewshot_core.data.pools import eligible_classes
from fewshot_core.measuring.evaluation import Evaluation, answer_tasks
from fewshot_core.methods.conventional import ANSWERS, Conventional
from fewshot_core.tensors.episode import EpisodeSpec

from ...shared.runs import data, episode, method, worker
from ...shared.worker import Job, at_once


@dataclass(frozen=True)
class OldNames:
    """What the conventional network says as it stands, in the only names it knows."""

    class_ids: tuple[int, ...]  # (queries,): the meta-train class it names
    probabilities: tuple[float, ...]  # (queries,)


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
