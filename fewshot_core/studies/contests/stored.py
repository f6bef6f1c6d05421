"""The results of the contests, task by task, in ``assets/contests/DATA``.

``answers.safetensors`` counts right answers, ``contests.json`` says what they belong to. Whoever answers live
does so with its first training: an embedded checkpoint, or one in a folder beside the results.
``fewshot contests`` makes all of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import torch
from torch import Tensor

from fewshot_core.data.datasets import DataSet
from fewshot_core.measuring.evaluation import mean_ci95
from fewshot_core.methods import Method
from fewshot_core.paths import ASSETS
from fewshot_core.studies.contests.contest import CONVENTIONAL_ANSWERS, LOOKS, Answers, by_answer
from fewshot_core.studies.contests.learners import FIRST_SEED, Learner, learners
from fewshot_core.tensors.errors import Unknown
from fewshot_core.tensors.store import TensorStore
from fewshot_core.training import checkpoints

FOLDER = ASSETS / "contests"
Verdict = Literal["win", "loss", "lead", "lag", "tie"]
ANSWERS, INDEX = "answers.safetensors", "contests.json"


@dataclass(frozen=True)
class Results:
    """All results on one data set; every learner answered the same tasks, once for each training seed."""

    answers: dict[tuple[str, str], Tensor]  # (learner, contest) -> (seeds, tasks, looks), 0…1
    watched: dict[tuple[str, str], Tensor]  # (learner, split) -> (seeds, tasks, watched steps), 0…1

    @property
    def learners(self) -> tuple[str, ...]:
        """The learners that answered, in the order of measuring."""
        return tuple(dict.fromkeys(learner for learner, _ in self.answers))

    def accuracy(self, learner: str, contest: str, look: int = -1) -> tuple[float, float]:
        """Mean, 0…1, and half-width of its 95 % interval over tasks, each averaged over the seeds."""
        mean, half = mean_ci95(self._at(learner, contest, look).mean(0))
        return mean.item(), half.item()

    def by_seed(self, learner: str, contest: str, look: int = -1) -> tuple[float, ...]:
        """Mean accuracy of each training, 0…1."""
        return tuple(self._at(learner, contest, look).mean(1).tolist())

    def difference(self, a: str, b: str, contest: str, look: int = -1) -> tuple[float, float]:
        """Mean and 95 % half-width of a's accuracy minus b's, in pairs, task by task."""
        mean, half = mean_ci95((self._at(a, contest, look) - self._at(b, contest, look)).mean(0))
        return mean.item(), half.item()

    def verdict(
        self, a: str, b: str, contest: str, look: int = -1
    ) -> Literal["win", "loss", "lead", "lag", "tie"]:
        """Which of two learners is better.

        "tie": the interval of the difference holds 0. "win" or "loss": all of a's trainings are better, or
        worse, than all of b's. "lead" or "lag": only on average, so that another seed could reverse it.
        """
        mean, half = self.difference(a, b, contest, look)
        if abs(mean) <= half:
            return "tie"
        ours, theirs = self.by_seed(a, contest, look), self.by_seed(b, contest, look)
        if mean > 0:
            return "win" if min(ours) > max(theirs) else "lead"
        return "loss" if max(ours) < min(theirs) else "lag"

    def watched_mean(self, learner: str, split: str) -> tuple[list[float], list[float]]:
        """During training, mean and 95 % half-width over tasks at each watched step."""
        mean, half = mean_ci95(self.watched[learner, split].mean(0))
        return mean.tolist(), half.tolist()

    def watched_change(self, learner: str, split: str) -> tuple[int, float, float]:
        """The watched step with the highest mean, and how much accuracy changes from it to the end.

        Returns the step's index, the mean change and its 95 % half-width, in pairs.
        """
        values = self.watched[learner, split].mean(0)  # (tasks, watched steps)
        peak = int(values.mean(0).argmax())
        mean, half = mean_ci95(values[:, -1] - values[:, peak])
        return peak, mean.item(), half.item()

    @property
    def tasks(self) -> int:
        """How many tasks each learner answered in each contest, for each seed."""
        return min(values.shape[1] for values in self.answers.values())

    @property
    def seeds(self) -> int:
        """How many trainings each learner has."""
        return min(len(values) for values in self.answers.values())

    def _at(self, learner: str, contest: str, look: int) -> Tensor:
        """Accuracies (seeds, tasks) at a look; beyond a learner's last look, those at the last."""
        found = self.answers[learner, contest]
        return found[:, :, min(look, found.shape[2] - 1)]


class Store:
    """The stored results and checkpoints of one data set, written to after each training."""

    def __init__(self, data: str, folder: Path = FOLDER) -> None:
        self.folder = folder / data
        self._kept = TensorStore(self.folder / ANSWERS, self.folder / INDEX, indent=1)

    def has(self, learner: str, seed: int, tasks: int) -> bool:
        """Whether this training was measured, on exactly as many tasks."""
        return self._kept.index().get(f"{learner} {seed}", {}).get("tasks") == tasks

    def put(
        self,
        learner: str,
        seed: int,
        answers: dict[tuple[str, str], Answers],
        watched: dict[str, Answers],
        facts: dict[str, Any],
    ) -> None:
        """Store one training's results in the place of earlier ones of its seed; raises Unwritable."""
        tensors = {f"{learner}: {contest}: {seed}": a.right for (learner, contest), a in answers.items()}
        tensors |= {f"{learner}: watched {split}: {seed}": a.right for split, a in watched.items()}
        queries = {contest: a.queries for (_, contest), a in answers.items()}
        queries |= {f"watched {split}": a.queries for split, a in watched.items()}
        entry = {f"{learner} {seed}": facts | {"queries": queries, "looks": LOOKS}}
        self._kept.write(self._kept.tensors() | tensors, self._kept.index() | entry)

    def keep(self, learner: Learner, method: Method, seed: int, facts: dict[str, Any]) -> None:
        """Store the weights of a first training, if the learner is to answer live."""
        if learner.kept and seed == FIRST_SEED:
            checkpoints.save(method, self.folder.name, self.folder / learner.id, facts | {"seed": seed})

    def learner(self, data: DataSet, name: str) -> Method:
        """A learner's method after its first training; raises Unknown if its weights were not stored."""
        trained = "conventional" if name in CONVENTIONAL_ANSWERS else name
        learner = next(each for each in learners(data.name) if each.id == trained)
        stored = f"{data.name}/{learner.method}" if learner.usual else self.folder / trained
        return by_answer(learner, checkpoints.load(stored))[name]

    def results(self) -> Results:
        """All stored results; raises Unknown if there are none, Damaged if a file is broken."""
        index = self._kept.index()
        if not index:
            raise Unknown("contest", self.folder.name, stored_names())
        queries = {name: count for entry in index.values() for name, count in entry["queries"].items()}
        rows: dict[tuple[str, str], dict[int, Tensor]] = {}
        for name, right in self._kept.tensors().items():
            who, contest, seed = name.split(": ")
            rows.setdefault((who, contest), {})[int(seed)] = right.float() / queries[contest]
        stacked = {key: torch.stack([by_seed[s] for s in sorted(by_seed)]) for key, by_seed in rows.items()}
        watched = {
            (who, contest.removeprefix("watched ")): values
            for (who, contest), values in stacked.items()
            if contest.startswith("watched ")
        }
        answers = {key: values for key, values in stacked.items() if not key[1].startswith("watched ")}
        return Results(answers, watched)


def stored_names() -> tuple[str, ...]:
    """The data sets whose contests were measured."""
    return tuple(sorted(path.parent.name for path in FOLDER.glob(f"*/{INDEX}")))
