"""What lies behind an answer: neighbours of an image; over many tasks, calibration and confusion. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypedDict

import numpy as np
import torch

from fewshot_core.measuring.calibration import BINS, Calibration, nothing_yet
from fewshot_core.measuring.confusion import Confusion
from fewshot_core.tensors.episode import Adapted, Episode

NEIGHBOURS = 3


@dataclass(frozen=True)
class Near:
    """The support images nearest to every query image, by Euclidean distance over all features."""

    index: np.ndarray  # (states, queries, NEIGHBOURS) places in the support set
    distance: np.ndarray  # the same shape, in the units of the features


@dataclass
class ManyTasks:
    """What has been counted so far."""

    tasks: int = 0
    calibration: Calibration = field(default_factory=nothing_yet)
    confusion: Confusion = field(default_factory=Confusion)

    def add(self, class_ids: tuple[int, ...], labels: torch.Tensor, scores: torch.Tensor) -> None:
        """Count the answers of one task: labels (queries,) and scores (queries, way), after its last step."""
        self.calibration += Calibration.of(scores, labels)
        self.confusion.add(class_ids, labels, scores.argmax(-1))
        self.tasks += 1


@torch.no_grad()
def look(adapted: Adapted, task: Episode) -> tuple[np.ndarray, Near]:
    """Probabilities (states, queries, way) and neighbours at every state; images pass the network once."""
    scores, found = [], []
    for state in range(adapted.states):
        support, query = (adapted.features(x, state) for x in (task.support_x, task.query_x))
        scores.append(adapted.classify(query, state))
        found.append(nearest(support.flatten(1), query.flatten(1)))
    near = Near(np.stack([index for index, _ in found]), np.stack([far for _, far in found]))
    return torch.stack(scores).softmax(-1).numpy().astype(np.float32), near


def nearest(support: torch.Tensor, query: torch.Tensor) -> tuple[np.ndarray, np.ndarray]:
    """Places (queries, NEIGHBOURS) and distances of the nearest of ``support``, nearest first."""
    apart = torch.cdist(query.double(), support.double())  # (queries, supports)
    least = apart.topk(min(NEIGHBOURS, len(support)), largest=False)
    return least.indices.numpy(), least.values.numpy()


class Reliability(TypedDict):
    """A reliability diagram's numbers."""

    bins: list[tuple[int, int, float, float]]  # of those in use: place, count, mean confidence, share right
    of: int  # bins in all
    answers: int
    error: float  # expected calibration error, 0…1
    right: int


def reliability_record(calibration: Calibration) -> Reliability:
    """The reliability diagram: place, count, mean confidence and share right of every bin in use."""
    places = calibration.count.nonzero().flatten().tolist()
    bins = [(place, *row) for place, row in zip(places, calibration.curve(), strict=True)]
    return {
        "bins": bins,
        "of": BINS,
        "answers": int(calibration.count.sum()),
        "error": calibration.error,
        "right": int(calibration.right.sum()),
    }
