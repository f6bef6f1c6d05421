"""What learners say of drawings: each is taught a support set once, and then answers image by image."""

from __future__ import annotations

import copy
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import streamlit as st
import torch
from torch import Tensor

from fewshot_core.data.strokes import view
from fewshot_core.tensors.episode import Adapted

from ...shared.runs import data, episode, method, worker
from ...shared.task import Task
from ...shared.worker import Job
from .strokes import Drawing

DATA = "everyday"
TAUGHT = 48
"""Learners that keep what they were taught: five megabytes each, and eight visitors' six learners."""


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


class Taught:
    """A learner that adapts to one support set when it is first asked, with a network of its own."""

    def __init__(self, support: Support, learner: str) -> None:
        self._support, self._learner = support, learner
        self._adapted: Adapted | None = None
        self._lock = threading.Lock()

    def answer(self, queries: Tensor) -> tuple[tuple[float, ...], ...]:
        """Probabilities (queries, way) for images (queries, 1, 28, 28).

        Each image is answered alone: a learner whose normalisation looks at all images that it gets at once
        would otherwise change its mind about one drawing because of another.
        """
        with self._lock:
            if self._adapted is None:
                # A copy: the thread's own network may not answer on another thread (see ``method``).
                self._adapted = copy.deepcopy(method(DATA, self._learner)).adapt(*self._support.images())
            scores = [self._adapted.predict(query[None]).softmax(-1)[0] for query in queries]
        return tuple(tuple(row.tolist()) for row in scores)


@st.cache_resource(show_spinner=False, max_entries=TAUGHT)
def taught(support: Support, learner: str) -> Taught:
    """The learner that was taught this support set; who asks the same gets the same."""
    return Taught(support, learner)


def ask(support: Support, learner: str, queries: Task | tuple[Drawing, ...]) -> Job[tuple]:
    """What a learner says of query images: probabilities (queries, way), for drawings or for a task's own.

    Without queries it is taught alone, so that it can answer at once later. Raises Busy.
    """
    result: list[tuple] = []

    def work() -> Iterator[float]:
        yield 0.0  # one that was stopped while it waited is not begun
        asked = episode(queries).query_x if isinstance(queries, Task) else images(queries)
        result.append(taught(support, learner).answer(asked))

    return worker().submit(Job(work, lambda: result[0] if result else ()))


def images(drawings: tuple[Drawing, ...]) -> Tensor:
    """Drawings as the networks see them: (drawings, 1, 28, 28), float, ink 0…1."""
    if not drawings:
        return torch.zeros(0, *data(DATA).images.shape[1:])
    return torch.stack([_view(drawing) for drawing in drawings]).float() / 255


@lru_cache(maxsize=100)
def _view(drawing: Drawing) -> Tensor:
    return view(drawing)
