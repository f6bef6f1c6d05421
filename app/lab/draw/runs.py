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

from fewshot_core.data.augment import with_copies
from fewshot_core.data.sampling import ink
from fewshot_core.data.strokes import view
from fewshot_core.tensors.episode import Adapted

from ...shared.runs import data, episode, method, worker
from ...shared.task import Task
from ...shared.worker import Job
from .plane import Plane, plane_of
from .strokes import Drawing

DATA = "everyday"
OTHERS = 8
"""Images of each class beside the support set that the map's plane is laid through."""
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

    def others(self) -> tuple[Tensor, Tensor]:
        """Images like those of the support set, and their labels: (others, 1, 28, 28), (others,).

        Of a task of the data, further images of its classes; of drawings, the same a little changed, as in
        training.
        """
        if not self.task:
            support, labels = self.images()
            copies = -(-OTHERS * self.way // len(labels))
            changed = with_copies(support, copies, torch.Generator().manual_seed(0))[1:]
            return torch.cat(changed), labels.repeat(copies)
        found, images = episode(self.task), data(self.task.data)
        inside = [images.classes[i].items for i in found.class_ids]
        left = [[item for item in items if item not in found.support_items][:OTHERS] for items in inside]
        rows = [(item, label) for label, of_class in enumerate(left) for item in of_class]
        items, labels = torch.tensor(rows).T
        return ink(images, items), labels


@dataclass(frozen=True)
class Said:
    """What a learner says of query images, and how it sees them."""

    shares: tuple[tuple[float, ...], ...]  # (queries, way): probabilities
    features: Tensor  # (queries, features)


class Taught:
    """A learner that adapts to one support set when it is first asked, with a network of its own."""

    def __init__(self, support: Support, learner: str) -> None:
        self._support, self._learner = support, learner
        self._adapted: Adapted | None = None
        self._plane: Plane | None = None
        self._lock = threading.Lock()

    def answer(self, queries: Tensor) -> Said:
        """What is said of images (queries, 1, 28, 28).

        Each image is answered alone: a learner whose normalisation looks at all images that it gets at once
        would otherwise change its mind about one drawing because of another.
        """
        with self._lock:
            adapted = self._taught()
            with torch.no_grad():
                seen = [adapted.features(query[None], adapted.states - 1) for query in queries]
                scores = [adapted.classify(each, adapted.states - 1).softmax(-1)[0] for each in seen]
        shares = tuple(tuple(row.tolist()) for row in scores)
        return Said(shares, torch.cat(seen).flatten(1) if seen else torch.zeros(0, 0))

    def plane(self) -> Plane:
        """The plane on which this learner's view of its support set is drawn; made once."""
        others, labels = self._support.others()
        support, of_support = self._support.images()
        images, last = torch.cat([support, others]), len(support)
        with self._lock:
            if self._plane is None:
                adapted = self._taught()
                # Alone, as queries are, where the normalisation looks at all that come at once.
                parts = images.split(1 if method(DATA, self._learner).config.transductive else len(images))
                with torch.no_grad():
                    seen = torch.cat([adapted.features(part, adapted.states - 1) for part in parts])
                    seen = seen.flatten(1)
                    self._plane = plane_of(seen[:last], seen[last:], labels, int(of_support.max()) + 1)
            return self._plane

    def _taught(self) -> Adapted:
        if self._adapted is None:
            # A copy: the thread's own network may not answer on another thread (see ``method``).
            self._adapted = copy.deepcopy(method(DATA, self._learner)).adapt(*self._support.images())
        return self._adapted


@st.cache_resource(show_spinner=False, max_entries=TAUGHT)
def taught(support: Support, learner: str) -> Taught:
    """The learner that was taught this support set; who asks the same gets the same."""
    return Taught(support, learner)


def ask(support: Support, learner: str, queries: Task | tuple[Drawing, ...]) -> Job[Said | None]:
    """What a learner says of query images, of drawings or of a task's own.

    Without queries it is taught alone, so that it can answer at once later. Raises Busy.
    """
    result: list[Said] = []

    def work() -> Iterator[float]:
        yield 0.0  # one that was stopped while it waited is not begun
        asked = episode(queries).query_x if isinstance(queries, Task) else images(queries)
        result.append(taught(support, learner).answer(asked))

    return worker().submit(Job(work, lambda: result[0] if result else None))


def lay(support: Support, learner: str) -> Job[Plane | None]:
    """The plane on which a learner's view of a support set is drawn; raises Busy."""
    result: list[Plane] = []

    def work() -> Iterator[float]:
        yield 0.0
        result.append(taught(support, learner).plane())

    return worker().submit(Job(work, lambda: result[0] if result else None))


def images(drawings: tuple[Drawing, ...]) -> Tensor:
    """Drawings as the networks see them: (drawings, 1, 28, 28), float, ink 0…1."""
    if not drawings:
        return torch.zeros(0, *data(DATA).images.shape[1:])
    return torch.stack([_view(drawing) for drawing in drawings]).float() / 255


@lru_cache(maxsize=100)
def _view(drawing: Drawing) -> Tensor:
    return view(drawing)
