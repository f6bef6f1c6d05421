"""What learners say of photographs: those on a frozen photo backbone, and those trained on drawings."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass

import torch
from PIL import Image
from torch import Tensor

from fewshot_core.data.datasets.image_files import INK, PHOTO
from fewshot_core.methods import Method
from fewshot_core.methods.frozen import Frozen
from fewshot_core.tensors.errors import FewshotError

from ...shared.learners import learner as listed
from ...shared.runs import method, photo_network, worker
from ...shared.worker import Busy, Job, at_once
from .album import Photo

DATA = "everyday"
"""The drawings that the embedded learners were trained on."""

Said = dict[tuple[str, Photo], tuple[float, ...] | FewshotError]
"""Probabilities (way,) by learner and query image, or why there are none."""


@dataclass(frozen=True)
class Asked:
    """What learners are asked: photographs class by class, (way * shot,), and query images."""

    support: tuple[Photo, ...]
    way: int
    queries: tuple[Photo, ...]


class Memory:
    """What the photo backbone made of one visitor's photographs: it looks at each once."""

    def __init__(self) -> None:
        self._frozen: Frozen | None = None

    def answering(self, answer: str) -> Frozen:
        """The backbone with one of its ways to answer; raises Missing where it is not installed."""
        self._frozen = self._frozen or photo_network().answering(answer, afresh=True)
        return self._frozen.answering(answer)


def get_ready() -> None:
    """Load the photo backbone while a visitor still looks for pictures."""
    with suppress(Busy):
        worker().submit(at_once(photo_network))


def is_frozen(learner: str) -> bool:
    """Does a learner use the photo backbone?"""
    return listed(learner).method == Frozen.id


def ask(asked: Asked, learners: tuple[str, ...], memory: Memory) -> Job[Said]:
    """Ask learners of one kind, one after the other; what went wrong with one is told in its place.

    Raises Busy.
    """
    said: Said = {}

    def work() -> Iterator[float]:
        yield 0.0  # one that was stopped while it waited is not begun
        see = (PHOTO if is_frozen(learners[0]) else INK).pixels
        support, queries = images(asked.support, see), images(asked.queries, see)
        for number, learner in enumerate(learners, 1):
            try:
                rows = _answers(_who(learner, memory), support, queries, asked.way)
                said.update({(learner, photo): row for photo, row in zip(asked.queries, rows, strict=True)})
            except FewshotError as error:
                said.update({(learner, photo): error for photo in asked.queries})
            yield number / len(learners)

    return worker().submit(Job(work, lambda: said))


def _who(learner: str, memory: Memory) -> Method:
    return memory.answering(learner.partition("/")[2]) if is_frozen(learner) else method(DATA, learner)


def _answers(by: Method, support: Tensor, queries: Tensor, way: int) -> list[tuple[float, ...]]:
    """Probabilities (queries, way)."""
    if isinstance(by, Frozen):
        by.look_at(torch.cat([support, queries]))
    adapted = by.adapt(support, torch.arange(way).repeat_interleave(len(support) // way))
    # Each alone: a normalisation that looks at all query images would have one depend on the others.
    return [tuple(adapted.predict(query[None])[0].softmax(-1).tolist()) for query in queries]


def images(photos: tuple[Photo, ...], see: Callable[[Image.Image], Tensor]) -> Tensor:
    """Photographs as learners see them, (photos, channels, side, side), float, 0…1; at least one."""
    return torch.stack([see(Image.open(io.BytesIO(photo)).convert("RGB")) for photo in photos]).float() / 255
