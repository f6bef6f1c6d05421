"""What learners say of photographs: those on a frozen photo backbone, and those trained on drawings."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import streamlit as st
import torch
from PIL import Image
from torch import Tensor

from fewshot_core.data.datasets.image_files import INK, PHOTO
from fewshot_core.methods import Method
from fewshot_core.methods.frozen import Frozen, FrozenConfig
from fewshot_core.tensors.errors import FewshotError

from ...shared.learners import learner as listed
from ...shared.runs import device, method, worker
from ...shared.worker import Job
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


@st.cache_resource(show_spinner=False)
def _frozen() -> Frozen:
    return Frozen(FrozenConfig()).to(device())


class Memory:
    """What the photo backbone made of one visitor's photographs: it looks at each once."""

    def __init__(self) -> None:
        self._frozen: Frozen | None = None

    def answering(self, answer: str) -> Frozen:
        """The backbone with one of its ways to answer; raises Missing where it is not installed."""
        self._frozen = self._frozen or _frozen().answering(answer, afresh=True)
        return self._frozen.answering(answer)


def is_frozen(learner: str) -> bool:
    """Does a learner use the photo backbone?"""
    return listed(learner).method == Frozen.id


def ask(asked: Asked, learners: tuple[str, ...], memory: Memory) -> Job[Said]:
    """Ask learners one after the other; raises Busy. What went wrong with one is told in its place."""
    said: Said = {}

    def work() -> Iterator[float]:
        yield 0.0  # one that was stopped while it waited is not begun
        for number, learner in enumerate(learners, 1):
            said.update(_answers(asked, learner, memory))
            yield number / len(learners)

    return worker().submit(Job(work, lambda: said))


def _answers(asked: Asked, learner: str, memory: Memory) -> Said:
    labels = torch.arange(asked.way).repeat_interleave(len(asked.support) // asked.way)
    try:
        by, see = _who(learner, memory)
        adapted = by.adapt(images(asked.support, see), labels)
        # Each alone: a normalisation that looks at all query images would have one depend on the others.
        scores = [adapted.predict(query[None])[0] for query in images(asked.queries, see)]
    except FewshotError as error:
        return {(learner, photo): error for photo in asked.queries}
    rows = (tuple(each.softmax(-1).tolist()) for each in scores)
    return {(learner, photo): row for photo, row in zip(asked.queries, rows, strict=True)}


def _who(learner: str, memory: Memory) -> tuple[Method, Callable[[Image.Image], Tensor]]:
    """A learner, and how it sees a picture."""
    if is_frozen(learner):
        return memory.answering(learner.partition("/")[2]), PHOTO.pixels
    return method(DATA, learner), INK.pixels


def images(photos: tuple[Photo, ...], see: Callable[[Image.Image], Tensor]) -> Tensor:
    """Photographs as learners see them, (photos, channels, side, side), float, 0…1; at least one."""
    return torch.stack([see(Image.open(io.BytesIO(photo)).convert("RGB")) for photo in photos]).float() / 255
