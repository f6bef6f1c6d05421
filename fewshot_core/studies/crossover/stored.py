"""The results of the crossover, task by task, in ``assets/crossover``; ``fewshot crossover`` makes them.

``answers.safetensors`` counts right answers, class by class, ``crossover.json`` says of which images and of
which weights.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from fewshot_core.measuring.evaluation import answer_tasks, mean_ci95
from fewshot_core.paths import ASSETS
from fewshot_core.studies.crossover.domains import PHOTOGRAPHS, SPLIT, Domain
from fewshot_core.studies.crossover.imagenet import named
from fewshot_core.studies.crossover.learners import LEARNERS, Learner
from fewshot_core.tensors.episode import EpisodeSpec
from fewshot_core.tensors.errors import Unknown
from fewshot_core.tensors.store import TensorStore

FOLDER = ASSETS / "crossover"
ANSWERS, INDEX = "answers.safetensors", "crossover.json"
WAY, SHOTS, QUERY = 5, (1, 5), 10
SEED = 0
"""With these, tasks of drawings are those on which the embedded checkpoints were measured."""


@dataclass(frozen=True)
class Answers:
    """What one learner answered rightly in tasks of one form."""

    right: Tensor  # (tasks, way), uint8: of the query images of each class
    classes: Tensor  # (tasks, way), int16: which, counted among those asked about


def answers(learner: Learner, domain: Domain, shot: int, tasks: int) -> Answers:
    """The right answers to ``tasks`` tasks, the same ones for all learners."""
    spec = EpisodeSpec(WAY, shot, QUERY)
    places = {id: place for place, id in enumerate(domain.ink.split_classes(SPLIT))}
    right, classes = [], []
    for task in answer_tasks(
        learner.build(), learner.view(domain), SPLIT, spec, tasks, SEED, each_state=False
    ):
        hits = task.scores[-1].argmax(-1) == task.labels
        right.append(hits.view(WAY, QUERY).sum(1))
        classes.append(torch.tensor([places[id] for id in task.class_ids]))
    return Answers(torch.stack(right).to(torch.uint8), torch.stack(classes).to(torch.int16))


@dataclass(frozen=True, eq=False)
class Results:
    """All results; every learner answered the same tasks of a domain and shot."""

    right: dict[tuple[str, str, int], Tensor]  # (learner, domain, shot) -> (tasks, way), 0…1
    classes: dict[tuple[str, int], Tensor]  # (domain, shot) -> (tasks, way), places in ``kinds``
    kinds: dict[str, tuple[str, ...]]  # the classes that are asked about, by domain
    images: dict[str, int]  # how many images these have
    imagenet: dict[str, str]  # kinds of photographs for which ImageNet has a class: its name

    def learners(self, domain: str, shot: int) -> tuple[str, ...]:
        """The learners that answered the tasks of a domain, in the order of the list."""
        return tuple(learner.id for learner in LEARNERS if (learner.id, domain, shot) in self.right)

    @property
    def tasks(self) -> int:
        """How many tasks each learner answered in each domain, for each shot."""
        return min(len(values) for values in self.right.values())

    def accuracy(self, learner: str, domain: str, shot: int) -> tuple[float, float]:
        """Mean, 0…1, and half-width of its 95 % interval over tasks."""
        mean, half = mean_ci95(self.right[learner, domain, shot].mean(1))
        return mean.item(), half.item()

    def difference(self, a: str, b: str, domain: str, shot: int) -> tuple[float, float]:
        """Mean and 95 % half-width of a's accuracy minus b's, in pairs, task by task."""
        ours, theirs = (self.right[learner, domain, shot].mean(1) for learner in (a, b))
        mean, half = mean_ci95(ours - theirs)
        return mean.item(), half.item()

    def best(self, domain: str, shot: int, among: tuple[str, ...]) -> str:
        """The learner with the highest mean."""
        return max(among, key=lambda id: self.accuracy(id, domain, shot)[0])

    def by_kind(self, learner: str, domain: str, shot: int) -> dict[str, tuple[float, float]]:
        """The share of right answers on each kind that was asked about, and its 95 % half-width."""
        right, classes = self.right[learner, domain, shot].flatten(), self.classes[domain, shot].flatten()
        of_kind = {kind: right[classes == place] for place, kind in enumerate(self.kinds[domain])}
        found = {kind: mean_ci95(values) for kind, values in of_kind.items() if len(values)}
        return {kind: (mean.item(), half.item()) for kind, (mean, half) in found.items()}


class Store:
    """The stored results, written to after each learner's tasks of one form."""

    def __init__(self, folder: Path = FOLDER) -> None:
        self.folder = folder
        self._kept = TensorStore(folder / ANSWERS, folder / INDEX, indent=1)

    def describe(self, name: str, domain: Domain) -> None:
        """Say what a domain holds; results of other images than these are dropped. Raises Unwritable."""
        index, about = self._kept.index(), _about(name, domain)
        if index.get("domains", {}).get(name) == about:
            return
        kept = {key: each for key, each in self._kept.tensors().items() if key.split(" ")[1] != name}
        weights = {key: each for key, each in index.get("weights", {}).items() if key in kept}
        domains = index.get("domains", {}) | {name: about}
        self._kept.write(kept, {"domains": domains, "weights": weights})

    def has(self, learner: Learner, domain: str, shot: int, tasks: int) -> bool:
        """Whether this was measured, of the learner's present weights and on exactly as many tasks."""
        key = f"{learner.id} {domain} {shot}"
        found, weights = self._kept.tensors().get(key), self._kept.index().get("weights", {})
        return found is not None and len(found) == tasks and weights.get(key) == learner.weights()

    def put(self, learner: Learner, domain: str, shot: int, found: Answers) -> None:
        """Store a learner's answers to tasks of one form; raises Unwritable."""
        key, index = f"{learner.id} {domain} {shot}", self._kept.index()
        weights = index.get("weights", {}) | {key: learner.weights()}
        new = {key: found.right, f"classes {domain} {shot}": found.classes}
        self._kept.write(self._kept.tensors() | new, index | {"weights": weights})

    def get(self, learner: Learner, domain: str, shot: int) -> Answers:
        """What was stored by ``put``; raises KeyError if nothing was."""
        kept = self._kept.tensors()
        return Answers(kept[f"{learner.id} {domain} {shot}"], kept[f"classes {domain} {shot}"])

    def same_images(self, other: Store, domain: str) -> bool:
        """Whether two stores hold results of the same images of a domain."""
        about = [store._kept.index().get("domains", {}).get(domain) for store in (self, other)]
        return about[0] is not None and about[0] == about[1]

    def results(self) -> Results:
        """All stored results; raises Unknown if there are none, Damaged if a file is broken."""
        about = self._kept.index().get("domains", {})
        rows = dict(self._keyed())
        if not rows:
            raise Unknown("crossover", str(self.folder), ())
        right = {key: each.float() / QUERY for key, each in rows.items() if key[0] != "classes"}
        classes = {(domain, shot): each for (who, domain, shot), each in rows.items() if who == "classes"}
        kinds = {name: tuple(each["kinds"]) for name, each in about.items()}
        images = {name: each["images"] for name, each in about.items()}
        return Results(right, classes, kinds, images, about.get(PHOTOGRAPHS, {}).get("imagenet", {}))

    def _keyed(self) -> Iterator[tuple[tuple[str, str, int], Tensor]]:
        for key, tensor in self._kept.tensors().items():
            who, domain, shot = key.split(" ")
            yield (who, domain, int(shot)), tensor


def _about(name: str, domain: Domain) -> dict[str, Any]:
    """What the index says of a domain, its kinds in the order of the counted places."""
    kinds = [info.id for info in domain.classes]
    about = {"images": len(domain.items), "digest": domain.digest(), "kinds": kinds}
    if name == PHOTOGRAPHS:
        about["imagenet"] = {kind: named(kind) for kind in kinds if named(kind)}
    return about
