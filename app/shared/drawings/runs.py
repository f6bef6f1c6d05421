"""What learners say of drawings: each is taught a support set once, and then answers image by image."""

from __future__ import annotations

import copy
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from fewshot_core.data.strokes import view
from fewshot_core.tensors.episode import Adapted

from ..runs import DRAWINGS, data, episode, method
from ..task import Task
from .strokes import Drawing


@dataclass(frozen=True)
class Support:
    """What learners are taught: a task of the data, or drawings class by class."""

    task: Task | None
    drawings: tuple[Drawing, ...] = ()  # (way * shot,)
    way: int = 0

    def images(self) -> tuple[Tensor, Tensor]:
        """Images (way * shot, 1, 28, 28), ink 0…1, and their labels (way * shot,)."""
        if self.task:
            found = episode(self.task)
            return found.support_x, found.support_y
        shot = len(self.drawings) // self.way
        return images(self.drawings), torch.arange(self.way).repeat_interleave(shot)


@dataclass(frozen=True)
class Said:
    """What a learner says of query images, and how it sees them."""

    shares: tuple[tuple[float, ...], ...]  # (queries, way): probabilities
    features: Tensor  # (queries, features)


class Taught:
    """A learner that adapts to one support set when it is first asked, with a network of its own."""

    def __init__(self, support: Support, learner: str) -> None:
        self.support, self.learner = support, learner
        self.lock = threading.Lock()
        self._adapted: Adapted | None = None

    def answer(self, queries: Tensor) -> Said:
        """What is said of images (queries, 1, 28, 28).

        Each image is answered alone: a learner whose normalisation looks at all images that it gets at once
        would otherwise change its mind about one drawing because of another.
        """
        with self.lock:
            adapted = self.adapted()
            with torch.no_grad():
                seen = [adapted.features(query[None], adapted.states - 1) for query in queries]
                scores = [adapted.classify(each, adapted.states - 1).softmax(-1)[0] for each in seen]
        shares = tuple(tuple(row.tolist()) for row in scores)
        return Said(shares, torch.cat(seen).flatten(1) if seen else torch.zeros(0, 0))

    def adapted(self) -> Adapted:
        """The learner after the support set; for whoever holds the lock."""
        if self._adapted is None:
            # A copy: the thread's own network may not answer on another thread (see ``method``).
            mine = copy.deepcopy(method(DRAWINGS, self.learner))
            self._adapted = mine.adapt(*self.support.images()).ended()
        return self._adapted


def images(drawings: Sequence[Drawing], look: Callable[[Drawing], Tensor] = view) -> Tensor:
    """Drawings as the networks see them: (drawings, 1, 28, 28), float, ink 0…1.

    ``look`` makes one of them, (1, 28, 28), ink in 0…255: another than the usual may keep what it made.
    """
    if not drawings:
        return torch.zeros(0, *data(DRAWINGS).images.shape[1:])
    return torch.stack([look(drawing) for drawing in drawings]).float() / 255
