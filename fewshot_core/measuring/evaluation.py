"""Accuracy as the field reports it: the mean over many tasks with its 95 % interval."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import torch
from torch import Tensor

from fewshot_core.data.datasets import DataSet
from fewshot_core.data.sampling import sample_episodes
from fewshot_core.measuring.calibration import Calibration, nothing_yet
from fewshot_core.measuring.confusion import Confusion
from fewshot_core.measuring.views import ONCE, Views
from fewshot_core.methods import Method
from fewshot_core.tensors.episode import EpisodeSpec
from fewshot_core.tensors.errors import Mismatch

Z95 = 1.96
"""95 % of a normal distribution lie within this many standard deviations of its mean."""


def mean_ci95(values: Tensor) -> tuple[Tensor, Tensor]:
    """Mean over the first dimension and half-width of its 95 % interval, 1.96 · s / √n.

    s is the sample standard deviation (n - 1); a single value has an infinite interval. Shapes: (episodes, …)
    -> (…), (…).
    """
    mean = values.mean(0)
    if len(values) < 2:
        return mean, torch.full_like(mean, torch.inf)
    return mean, Z95 * values.std(0) / len(values) ** 0.5


@dataclass(frozen=True)
class Evaluation:
    """The accuracies of one method on many tasks, after every adaptation step."""

    spec: EpisodeSpec
    split: str
    seed: int
    values: Tensor  # (episodes, states), 0…1
    classes: tuple[str, ...] = field(default=(), kw_only=True)  # ids of every task's; (): drawn by the seed

    @property
    def episodes(self) -> int:
        """How many tasks were answered."""
        return len(self.values)

    @property
    def accuracy(self) -> float:
        """Mean accuracy after the last step, 0…1."""
        return mean_ci95(self.values)[0][-1].item()

    @property
    def ci95(self) -> float:
        """Half-width of the 95 % interval of ``accuracy``."""
        return mean_ci95(self.values)[1][-1].item()


@dataclass(frozen=True)
class DetailedEvaluation(Evaluation):
    """An evaluation with what is counted over all query images, after the last step."""

    transductive: bool  # the answer to a query image depends on those that are asked together with it
    views: Views  # how often, and how, every task was looked at
    groups: tuple[str, ...]  # (episodes,): the alphabet of each task; "" where a task mixes them
    calibration: Calibration
    confusion: Confusion

    def by_group(self) -> dict[str, Evaluation]:
        """The evaluation of each group's tasks separately, by the group's name."""
        rows: dict[str, list[int]] = {}
        for row, group in enumerate(self.groups):
            rows.setdefault(group, []).append(row)
        return {
            group: Evaluation(self.spec, self.split, self.seed, self.values[rows[group]])
            for group in sorted(rows)
        }


@dataclass(frozen=True)
class AnsweredTask:
    """A method's scores for the query images of one task."""

    class_ids: tuple[int, ...]  # (way,)
    labels: Tensor  # (queries,), the right answers
    scores: Tensor  # (states, queries, way)

    def accuracies(self) -> Tensor:
        """The share of right answers after each step, (states,), 0…1."""
        return (self.scores.argmax(-1) == self.labels).float().mean(-1)


def evaluate(
    method: Method,
    data: DataSet,
    split: str,
    spec: EpisodeSpec,
    episodes: int,
    seed: int,
    each_state: bool = True,
    views: Views = ONCE,
    classes: Sequence[str] = (),
) -> DetailedEvaluation:
    """The accuracy of a method on ``episodes`` tasks of a split, with calibration and confusion.

    The seed determines the tasks, so methods that are given the same one are compared on the same tasks; with
    ``classes``, ids of classes of any split, all tasks have these classes, and the seed their images.
    ``each_state`` measures every adaptation step, otherwise only the last. Raises what ``answer_tasks``
    raises.
    """
    values, groups = [], []
    calibration, confusion = nothing_yet(), Confusion()
    for task in answer_tasks(method, data, split, spec, episodes, seed, each_state, views, classes):
        values.append(task.accuracies())
        of_task = {data.classes[i].group for i in task.class_ids}
        groups.append(of_task.pop() if len(of_task) == 1 else "")
        calibration += Calibration.of(task.scores[-1], task.labels)
        confusion.add(task.class_ids, task.labels, task.scores[-1].argmax(-1))
    return DetailedEvaluation(
        spec=spec,
        split=split,
        seed=seed,
        values=torch.stack(values),
        transductive=method.config.transductive,
        views=views,
        groups=tuple(groups),
        calibration=calibration,
        confusion=confusion,
        classes=tuple(classes),
    )


def answer_tasks(
    method: Method,
    data: DataSet,
    split: str,
    spec: EpisodeSpec,
    episodes: int,
    seed: int,
    each_state: bool = True,
    views: Views = ONCE,
    classes: Sequence[str] = (),
) -> Iterator[AnsweredTask]:
    """Yields one answered task after the other, for progress, stopping early, or other counts.

    Arguments are those of ``evaluate``. Raises Mismatch if the images have more or fewer channels than the
    method's network takes, and what drawing the tasks raises.
    """
    channels = data.images.shape[1]
    if channels != method.config.channels:
        raise Mismatch("channels", method.config.channels, channels)
    generator, jitter_generator = (torch.Generator().manual_seed(seed) for _ in range(2))
    for _ in range(episodes):
        (episode,) = sample_episodes(data, split, spec, 1, generator, classes)
        scores = views.answer(method, episode, jitter_generator, each_state)
        yield AnsweredTask(episode.class_ids, episode.query_y, scores.cpu())


def paired_difference(a: Evaluation, b: Evaluation, state: int = -1) -> tuple[float, float]:
    """Mean and 95 % half-width of a's accuracy minus b's on the same episodes, 0…1.

    Being paired, the interval is narrower than the two separate ones suggest, since hard tasks are hard for
    both. Raises ValueError if the episodes are not the same.
    """
    if _tasks_of(a) != _tasks_of(b):
        raise ValueError("Only evaluations on the same episodes can be compared in pairs.")
    mean, half = mean_ci95(at_state(a.values, state) - at_state(b.values, state))
    return mean.item(), half.item()


def _tasks_of(found: Evaluation) -> tuple[object, ...]:
    """All that determines which tasks were answered."""
    return found.spec, found.split, found.classes, found.seed, found.episodes


def at_state(values: Tensor, state: int) -> Tensor:
    """Accuracies (episodes,) at a state; beyond a method's last state, those at the last."""
    return values[:, min(state, values.shape[1] - 1)]
