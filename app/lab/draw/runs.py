"""What learners say of a visitor's drawings: what was taught and rendered is kept from stroke to stroke."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import torch
from torch import Tensor

from fewshot_core.data.augment import with_copies
from fewshot_core.data.sampling import ink
from fewshot_core.data.strokes import view

from ...shared.drawings import runs as drawings
from ...shared.drawings.runs import Said, Support, Taught
from ...shared.drawings.strokes import Drawing
from ...shared.runs import data, episode, worker
from ...shared.task import Task
from ...shared.worker import Job
from .plane import Plane, plane_of

OTHERS = 8
"""Images of each class beside the support set that the map's plane is laid through."""
TAUGHT = 240
"""Learners that keep what they were taught: one megabyte each, and forty visitors' six learners."""
ANSWERED = 200
"""Images whose answers such a learner keeps: a stroke changes one drawing of a sheet, not the others."""


@lru_cache(maxsize=500)
def _view(drawing: Drawing) -> Tensor:
    """A drawing as the networks see it: a stroke changes one of a sheet, and all learners look at all."""
    return view(drawing)


def others(support: Support) -> tuple[Tensor, Tensor]:
    """Images like those of a support set, and their labels: (others, 1, 28, 28), (others,).

    Of a task of the data, further images of its classes; of drawings, the same a little changed, as in
    training.
    """
    if not support.task:
        own, labels = support.images(_view)
        copies = -(-OTHERS * support.way // len(labels))
        changed = with_copies(own, copies, torch.Generator().manual_seed(0))[1:]
        return torch.cat(changed), labels.repeat(copies)
    found, images = episode(support.task), data(support.task.data)
    inside = [images.classes[i].items for i in found.class_ids]
    left = [[item for item in items if item not in found.support_items][:OTHERS] for items in inside]
    rows = [(item, label) for label, of_class in enumerate(left) for item in of_class]
    items, labels = torch.tensor(rows).T
    return ink(images, items), labels


class Mapped(Taught):
    """A learner that was taught a support set, with the map of its view."""

    look = staticmethod(_view)

    def __init__(self, support: Support, learner: str) -> None:
        super().__init__(support, learner)
        self._plane: Plane | None = None
        self._said: dict[int, tuple[tuple[float, ...], Tensor]] = {}  # by the image: shares and features

    def answer(self, queries: Tensor) -> Said:
        """What is said of images (queries, 1, 28, 28); only those that are new are looked at."""
        keys = [hash(query.numpy().tobytes()) for query in queries]
        found = {key: kept for key in keys if (kept := self._said.get(key))}
        new = {key: query for key, query in zip(keys, queries, strict=True) if key not in found}
        said = super().answer(torch.stack([*new.values()]) if new else queries[:0])
        found |= zip(new, zip(said.shares, said.features, strict=True), strict=True)
        self._said = dict([*self._said.items(), *found.items()][-ANSWERED:])
        if not keys:
            return said
        shares, features = zip(*(found[key] for key in keys), strict=True)
        return Said(shares, torch.stack(features))

    def plane(self) -> Plane:
        """The plane on which this learner's view of its support set is drawn; made once."""
        further, labels = others(self.support)
        support, of_support = self.support.images(_view)
        images, last = torch.cat([support, further]), len(support)
        with self.lock:
            if self._plane is None:
                adapted = self.adapted()
                with torch.no_grad():
                    seen = adapted.features(images, adapted.states - 1).flatten(1)
                self._plane = plane_of(seen[:last], seen[last:], labels, int(of_support.max()) + 1)
            return self._plane


@lru_cache(maxsize=TAUGHT)
def taught(support: Support, learner: str) -> Mapped:
    """The learner that was taught this support set; who asks the same gets the same.

    Streamlit's cache would copy and hash drawings point by point, up to ten milliseconds for each learner.
    """
    return Mapped(support, learner)


def ask(support: Support, learner: str, queries: Task | tuple[Drawing, ...]) -> Job[Said | None]:
    """What a learner says of query images, of drawings or of a task's own.

    Without queries it is taught alone, so that it can answer at once later; one that was taught answers
    within the call. Raises Busy.
    """
    result: list[Said] = []

    def work() -> Iterator[float]:
        yield 0.0  # one that was stopped while it waited is not begun
        asked = episode(queries).query_x if isinstance(queries, Task) else images(queries)
        result.append(taught(support, learner).answer(asked))

    job = Job(work, lambda: result[0] if result else None)
    if taught(support, learner).ready:
        job.run()  # milliseconds, which are not to stand behind others' adaptation in the queue
        return job
    return worker().submit(job)


def lay(support: Support, learner: str) -> Job[Plane | None]:
    """The plane on which a learner's view of a support set is drawn; raises Busy."""
    result: list[Plane] = []

    def work() -> Iterator[float]:
        yield 0.0
        result.append(taught(support, learner).plane())

    return worker().submit(Job(work, lambda: result[0] if result else None))


def images(sheet: tuple[Drawing, ...]) -> Tensor:
    """Drawings as the networks see them: (drawings, 1, 28, 28), float, ink 0…1."""
    return drawings.images(sheet, _view)
