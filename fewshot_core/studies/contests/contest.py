"""The contests: the tasks that every learner answers, and how each is trained, watched and measured."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import torch
from torch import Tensor

from fewshot_core.data.datasets import DataSet
from fewshot_core.data.sampling import sample_episode
from fewshot_core.methods import Method
from fewshot_core.methods.conventional import Conventional
from fewshot_core.studies.contests.crossed import crossing
from fewshot_core.studies.contests.learners import STEPS, Learner
from fewshot_core.tensors.episode import Episode, EpisodeSpec
from fewshot_core.training import loop
from fewshot_core.training.saved_run import Run

CONTESTS: dict[str, Callable[[DataSet, str, int], Episode]] = {
    "one-image": lambda data, split, seed: sample_episode(data, split, EpisodeSpec(5, 1, 5), seed),
    "five-images": lambda data, split, seed: sample_episode(data, split, EpisodeSpec(5, 5, 5), seed),
    "thing": lambda data, split, seed: crossing(data, split).draw(loop.seeded_generator(seed)).by_thing,
    "hand": lambda data, split, seed: crossing(data, split).draw(loop.seeded_generator(seed)).by_hand,
}
"""Kinds of tasks, each a function of data set, split and seed; ``thing`` and ``hand`` share support images.
"""

CONVENTIONAL_ANSWERS = ("fine-tune", "class-mean")
"""The ways in which a conventional network answers; they are also its names in the results."""

LOOKS = (0, 1, 3, 5, 10)
"""The numbers of steps after which a learner that adapts by steps is measured; others are measured once."""

WATCHED = (0, 25, 50, 100, 200, 300, 400, 600, 800, 1000, 1200)
"""The numbers of updates after which a learner is measured on fresh tasks during its training."""
WATCH_SPLITS = ("train", "val")
WATCH_TASKS = 100
WATCH_SEED = 1_000_000  # beyond the seeds of the contests' tasks


@dataclass(frozen=True)
class Answers:
    """How many query images of each task were answered rightly."""

    right: Tensor  # (tasks, looks), uint8
    queries: int  # query images of a task

    @property
    def accuracies(self) -> Tensor:
        """The share of right answers, (tasks, looks), 0…1."""
        return self.right.float() / self.queries


def by_answer(learner: Learner, method: Method) -> dict[str, Method]:
    """A trained learner by the name of each way in which it answers; only a conventional one has several."""
    if isinstance(method, Conventional):
        return {answer: method.answering(answer) for answer in CONVENTIONAL_ANSWERS}
    return {learner.id: method}


def answers(method: Method, data: DataSet, contest: str, tasks: int) -> Answers:
    """What a method answers in one contest; task i is the same for all learners."""
    return _ask(method, [CONTESTS[contest](data, "test", seed) for seed in range(tasks)])


def answered(method: Method, task: Episode) -> Tensor:
    """The labels that a method gives the query images of one task, (looks, queries)."""
    adapted = method.adapt(task.support_x, task.support_y)
    looks = [min(look, adapted.states - 1) for look in LOOKS] if adapted.states > 1 else [0]
    return torch.stack([adapted.answer(task.query_x, state).argmax(-1) for state in looks])


def _ask(method: Method, tasks: list[Episode]) -> Answers:
    right = [(answered(method, task) == task.query_y).sum(-1) for task in tasks]
    return Answers(torch.stack(right).to(torch.uint8), len(tasks[0].query_y))


def train(learner: Learner, method: Method, data: DataSet, seed: int) -> Iterator[int]:
    """Train a learner in bfloat16; yields the number of steps taken, 0 first."""
    yield 0
    source, budget = learner.source(data, seed, method.device), loop.Budget(STEPS[data.name][learner.method])
    for number, _ in enumerate(loop.train(method, source, budget, Run({}), precision="bfloat16"), 1):
        yield number


def glance(method: Method, data: DataSet, split: str) -> Answers:
    """A method's right answers on one-shot tasks of a split, after the last inner step."""
    tasks = [CONTESTS["one-image"](data, split, WATCH_SEED + i) for i in range(WATCH_TASKS)]
    asked = _ask(method, tasks)
    return Answers(asked.right[:, -1:], asked.queries)
