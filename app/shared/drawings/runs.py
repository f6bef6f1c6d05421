"""What learners say of drawings: each is taught a support set once, and then answers image by image."""

from __future__ import annotations

import copy
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from fewshot_core.data.strokes import view
from fewshot_core.tensors.batch_norm import normalise_alone
from fewshot_core.tensors.episode import Adapted

from ..runs import DRAWINGS, data, episode, method
from ..task import Task
from .strokes import Drawing

Look = Callable[[Drawing], Tensor]
"""Makes an image of a drawing: (1, 28, 28), ink in 0…255."""


@dataclass(frozen=True)
class Support:
    """What learners are taught: a task of the data, or drawings class by class."""

    task: Task | None
    drawings: tuple[Drawing, ...] = ()  # (way * shot,)
    way: int = 0

    def images(self, look: Look = view) -> tuple[Tensor, Tensor]:
        """Images (way * shot, 1, 28, 28), ink 0…1, as ``look`` makes them, and their labels (way * shot,)."""
        if self.task:
            found = episode(self.task)
            return found.support_x, found.support_y
        shot = len(self.drawings) // self.way
        return images(self.drawings, look), torch.arange(self.way).repeat_interleave(shot)


@dataclass(frozen=True)
class Said:
    """What a learner says of query images, and how it sees them."""

    shares: tuple[tuple[float, ...], ...]  # (queries, way): probabilities
    features: Tensor  # (queries, features)


class Taught:
    """A learner that adapts to one support set when it is first asked, with a network of its own."""

    look: Look = staticmethod(view)

    def __init__(self, support: Support, learner: str) -> None:
        self.support, self.learner = support, learner
        self.lock = threading.Lock()
        self._adapted: Adapted | None = None

    @property
    def ready(self) -> bool:
        """Has it adapted already, so that an answer takes milliseconds?"""
        return self._adapted is not None

    def answer(self, queries: Tensor) -> Said:
        """What is said of images (queries, 1, 28, 28), of each as if it were the only one.

        A learner whose normalisation looks at all images that it gets at once would change its mind about one
        drawing because of another.
        """
        with self.lock:
            adapted = self.adapted()
            if not len(queries):
                return Said((), torch.zeros(0, 0))
            last = adapted.states - 1
            with torch.no_grad():
                seen = adapted.features(queries, last)
                scores = [adapted.classify(each, last).softmax(-1) for each in seen.split(1)]
        return Said(tuple(tuple(part[0].tolist()) for part in scores), seen.flatten(1))

    def adapted(self) -> Adapted:
        """The learner after the support set; for whoever holds the lock."""
        if self._adapted is None:
            # A copy: the thread's own network may not answer on another thread (see ``method``). The weights
            # are the same ones, since nobody changes them.
            shared = method(DRAWINGS, self.learner)
            weights = shared.state_dict(keep_vars=True).values()
            mine = copy.deepcopy(shared, {id(each): each for each in weights})
            self._adapted = mine.adapt(*self.support.images(self.look)).ended()
            normalise_alone(mine.network)
        return self._adapted


def images(drawings: Sequence[Drawing], look: Look = view) -> Tensor:
    """Drawings as the networks see them: (drawings, 1, 28, 28), float, ink 0…1.

    ``look`` makes one of them: another than the usual may keep what it made.
    """
    if not drawings:
        return torch.zeros(0, *data(DRAWINGS).images.shape[1:])
    return torch.stack([look(drawing) for drawing in drawings]).float() / 255
