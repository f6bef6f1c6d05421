"""Which classes of a set are taken for one another: a learner answers tasks of all of its classes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import torch
from torch import Tensor

from fewshot_core.data.datasets import DataSet
from fewshot_core.measuring.confusion import Confusion, Mistake
from fewshot_core.measuring.evaluation import answer_tasks, mean_ci95
from fewshot_core.tensors.episode import EpisodeSpec

from ...shared.runs import data, learners, method, worker
from ...shared.worker import Job

TASKS = 40
MOST_SHOT, MOST_QUERY = 5, 5
SHOWN = 8
"""Mistakes that are listed."""
ASKED = ("frozen/prototype", "protonet")
"""Who answers: photographs, drawings."""


@dataclass
class Confused:
    """What came out: the mistakes that are made most often, and how often answers were right."""

    spec: EpisodeSpec
    learner: str
    confusion: Confusion = field(default_factory=Confusion)
    accuracies: list[Tensor] = field(default_factory=list)

    @property
    def worst(self) -> list[Mistake]:
        """The mistakes with the largest share."""
        return self.confusion.worst(SHOWN)

    @property
    def accuracy(self) -> tuple[float, float]:
        """Mean over the tasks and half of its 95 % interval, 0…1."""
        mean, half = mean_ci95(torch.stack(self.accuracies))
        return mean.item(), half.item()


def spec_of(found: DataSet) -> EpisodeSpec:
    """The task of all classes that the smallest of them allows."""
    least = min(info.count for info in found.classes)
    shot = min(MOST_SHOT, max(1, least - MOST_QUERY), least - 1)
    return EpisodeSpec(len(found.classes), shot, min(MOST_QUERY, least - shot))


def confuse(name: str) -> Job[Confused]:
    """Tasks of all classes of a set, answered by a learner that never saw them; raises Busy."""
    found = data(name)
    learner = next(id for id in ASKED if id in learners(name))
    result = Confused(spec_of(found), learner)

    def work() -> Iterator[float]:
        yield 0.0
        classes = [info.id for info in found.classes]
        asked = method(name, learner)
        for task in answer_tasks(
            asked, found, "test", result.spec, TASKS, seed=0, each_state=False, classes=classes
        ):
            answers = task.scores[-1].argmax(-1)
            result.confusion.add(task.class_ids, task.labels, answers)
            result.accuracies.append(task.accuracies()[-1])
            yield len(result.accuracies) / TASKS

    return worker().submit(Job(work, lambda: result))
