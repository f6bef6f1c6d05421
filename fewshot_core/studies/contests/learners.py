"""The learners of the contests, and what each is trained on.

All have the same backbone and, on one core, about the same time. Some see tasks of both kinds in training,
asked for things and asked for hands (see ``crossed.py``), in the same number of steps.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import torch

from fewshot_core.data.augment import Augmentation, usual_augmentation
from fewshot_core.data.datasets import DataSet
from fewshot_core.data.sampling import Source, sample_episodes
from fewshot_core.methods import Method, method_class
from fewshot_core.studies.contests.crossed import Crossing, crossing
from fewshot_core.tensors import distributed
from fewshot_core.tensors.episode import Episode, EpisodeSpec
from fewshot_core.tensors.errors import Unknown
from fewshot_core.training.loop import seeded_generator

STEPS = {
    "everyday": {"conventional": 4500, "fomaml": 1200, "protonet": 2400},
    "scripts": {"conventional": 3000, "fomaml": 1000, "protonet": 1800},
}
"""Updates in training, by data set and method: about 2 minutes, and 1.5 minutes, on one core."""

CPU = torch.device("cpu")

FIRST_SEED = 0
"""The seed of the training whose weights are stored; those of ``usual`` learners are embedded checkpoints."""


@dataclass(frozen=True)
class Learner:
    """A learner and how it is trained; each seed gives it other first weights and other tasks."""

    id: str
    method: str
    both: bool = False  # half of its training tasks ask for hands
    augmented: bool = True
    only: str | None = None  # the one data set where it takes part
    watched: bool = False  # tried on fresh tasks during its training
    kept: bool = False  # the weights of its first training are stored with the results, to answer live

    @property
    def usual(self) -> bool:
        """Whether the embedded checkpoint of its method is its first training."""
        return self.augmented and not self.both

    def build(self, data: DataSet, seed: int) -> Method:
        """Its method before training, for this data set."""
        cls = method_class(self.method)
        settings: dict[str, Any] = {"seed": seed, "channels": data.images.shape[1]}
        if self.method == "conventional":
            settings["classes"] = len(data.split_classes("train"))
        return cls(cls.Config(**settings))

    def source(self, data: DataSet, seed: int, device: torch.device = CPU) -> Source:
        """The source of its training tasks, or batches, with tensors on ``device``."""
        augmentation = usual_augmentation(data.handed) if self.augmented else Augmentation()
        kind = BothQuestions if self.both else Source
        return kind(data, "train", augmentation, seeded_generator(seed), device)


LEARNERS = (
    Learner("scratch", "scratch"),
    Learner("conventional", "conventional"),
    Learner("fomaml", "fomaml", watched=True),
    Learner("protonet", "protonet"),
    Learner("fomaml-both", "fomaml", both=True, kept=True),
    Learner("protonet-both", "protonet", both=True, kept=True),
    Learner("fomaml-bare", "fomaml", augmented=False, only="everyday", watched=True),
)


def learners(data: str) -> tuple[Learner, ...]:
    """The learners that take part on a data set; raises Unknown if it has no contests."""
    if data not in STEPS:
        raise Unknown("contest", data, tuple(STEPS))
    return tuple(e for e in LEARNERS if e.only in (None, data))


class BothQuestions(Source):
    """A source of tasks of which each asks, with equal chance, for things (as usual) or for hands."""

    @cached_property
    def crossing(self) -> Crossing:
        """The crossed tasks that those asking for hands come from."""
        return crossing(self.data, self.split)

    def episodes(self, spec: EpisodeSpec, count: int) -> list[Episode]:
        """``count`` augmented tasks, or this process's share of them.

        Things are turned separately; where hands are asked for, all images of a task are turned alike.
        """
        return distributed.deal([self._one(spec) for _ in range(count)])

    def _one(self, spec: EpisodeSpec) -> Episode:
        if torch.rand((), generator=self.generator) < 0.5:
            return self._augment(self.crossing.draw(self.generator).by_hand, of_one_group=True)
        (episode,) = sample_episodes(self.data, self.split, spec, 1, self.generator)
        return self._augment(episode, spec.within_group)
