"""Over-fitting: a network trained on a support set alone, measured on that set and on the query set.

Both accuracies are stored for every task, beside the checkpoint that the training starts from, so that the
gap between them can be drawn against K, the number of images of each class.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path

import torch
from torch import Tensor
from torch.func import functional_call

from fewshot_core.data.augment import with_copies
from fewshot_core.data.datasets import DataSet
from fewshot_core.data.sampling import sample_episodes
from fewshot_core.measuring.evaluation import mean_ci95
from fewshot_core.methods.inner_loop import inner_loop, start_for
from fewshot_core.methods.method import number_of_classes
from fewshot_core.methods.scratch import Scratch
from fewshot_core.tensors.episode import EpisodeSpec
from fewshot_core.tensors.errors import Unusable
from fewshot_core.tensors.functional import accuracy
from fewshot_core.tensors.store import TensorStore

VALUES, INDEX = "overfitting.safetensors", "overfitting.json"


@dataclass(frozen=True)
class Fit:
    """The network after a number of steps on a support set."""

    step: int
    answer: Callable[[Tensor], Tensor]  # (images, C, H, W) -> scores (images, way)


@dataclass(frozen=True)
class Gap:
    """Accuracy on the images trained on, and on others of the same classes, over many tasks."""

    spec: EpisodeSpec
    split: str
    seed: int
    steps: tuple[int, ...]  # after which it was looked at
    support: Tensor  # (episodes, steps), 0…1
    query: Tensor  # (episodes, steps), 0…1
    copies: int = 0  # so many jittered copies of every support image were trained on beside it

    def at(self, step: int) -> tuple[tuple[float, float], tuple[float, float]]:
        """Mean and half-width of the 95 % interval after a step: of the support set, then the query set."""
        column = self.steps.index(step)
        means, halves = mean_ci95(torch.stack([self.support[:, column], self.query[:, column]], 1))
        (support, query), (support_half, query_half) = means.tolist(), halves.tolist()
        return (support, support_half), (query, query_half)

    def gain(self, first: int, second: int) -> tuple[float, float]:
        """The query accuracy at step ``second`` minus that at ``first``, with its paired interval."""
        return self.gain_over(self, second, first)

    def gain_over(self, other: Gap, step: int, other_step: int) -> tuple[float, float]:
        """Query accuracy at ``step`` minus another measurement's at ``other_step``, with its paired interval.

        Both need the same seed; the tasks that both have are compared.
        """
        tasks = min(len(self.query), len(other.query))
        mine = self.query[:tasks, self.steps.index(step)]
        mean, half = mean_ci95(mine - other.query[:tasks, other.steps.index(other_step)])
        return mean.item(), half.item()

    @property
    def name(self) -> str:
        """The name under which a measurement is stored; another of the same name replaces it."""
        s = self.spec
        form = f"{self.split} {s.way}-way {s.shot}-shot {s.query}-query {self.steps[-1]} steps"
        return f"{form} {self.copies} copies" if self.copies else form


def fits(method: Scratch, support_x: Tensor, support_y: Tensor, steps: Sequence[int]) -> Iterator[Fit]:
    """Train on a support set and yield the network after each number of ``steps``.

    ``support_x`` is (way * shot, C, H, W), ``support_y`` (way * shot,). The steps are those of
    ``method.adapt``, but only the networks that are yielded are kept in memory. ``steps`` have to increase; 0
    is the untrained network. Raises Unusable otherwise.
    """
    if list(steps) != sorted(set(steps)) or steps[0] < 0:
        raise Unusable("steps", " ".join(map(str, steps)), "steps are counted from 0 and increase")
    support_x, support_y = support_x.to(method.device), support_y.to(method.device)
    phi, taken = start_for(method.network, number_of_classes(support_y)), 0
    for step in steps:
        walk = inner_loop(method.network, phi, support_x, support_y, method.config.adapt_lr, step - taken)
        phi, taken = walk.end, step
        yield Fit(step, partial(_answer, method, phi))


@torch.no_grad()
def _answer(method: Scratch, phi: dict[str, Tensor], x: Tensor) -> Tensor:
    return functional_call(method.network, phi, (x.to(method.device),)).to(x.device)


def measure_gap(
    method: Scratch,
    data: DataSet,
    split: str,
    spec: EpisodeSpec,
    steps: Sequence[int],
    episodes: int,
    seed: int,
    copies: int = 0,
) -> Gap:
    """Train from scratch on ``episodes`` tasks and measure after each number of ``steps``.

    The seed determines the tasks as it does in ``evaluate``. ``copies`` jittered copies of every support
    image are trained on too (augmentation).
    """
    generator, jitter_generator = (torch.Generator().manual_seed(seed) for _ in range(2))
    support, query = torch.zeros(episodes, len(steps)), torch.zeros(episodes, len(steps))
    for row in range(episodes):
        (task,) = sample_episodes(data, split, spec, 1, generator)
        images = torch.cat(with_copies(task.support_x, copies, jitter_generator))
        for column, fit in enumerate(fits(method, images, task.support_y.repeat(1 + copies), steps)):
            support[row, column] = accuracy(fit.answer(task.support_x), task.support_y)
            query[row, column] = accuracy(fit.answer(task.query_x), task.query_y)
    return Gap(spec, split, seed, tuple(steps), support, query, copies)


def store_gap(folder: Path, gap: Gap) -> None:
    """Store a measurement beside a checkpoint, in the place of an earlier one of the same name."""
    kept = _kept(folder)
    tensors = {f"{gap.name}: support": gap.support, f"{gap.name}: query": gap.query}
    entry = {"spec": asdict(gap.spec), "split": gap.split, "seed": gap.seed,
             "steps": gap.steps, "copies": gap.copies}  # fmt: skip
    kept.write(kept.tensors() | tensors, kept.index() | {gap.name: entry})


def stored_gaps(folder: Path, split: str, way: int) -> tuple[Gap, ...]:
    """All stored measurements of this split and way beside a checkpoint, by K; raises Damaged."""
    kept = _kept(folder)
    entries = {n: e for n, e in kept.index().items() if (e["split"], e["spec"]["way"]) == (split, way)}
    tensors = kept.tensors() if entries else {}
    gaps = (
        Gap(EpisodeSpec(**e["spec"]), split, e["seed"], tuple(e["steps"]),
            tensors[f"{name}: support"], tensors[f"{name}: query"], e.get("copies", 0))
        for name, e in entries.items()
    )  # fmt: skip
    return tuple(sorted(gaps, key=lambda gap: gap.spec.shot))


def _kept(folder: Path) -> TensorStore:
    return TensorStore(folder / VALUES, folder / INDEX)
