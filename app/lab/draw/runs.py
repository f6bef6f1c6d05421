"""What learners say of a visitor's drawings: what was taught and rendered is kept from stroke to stroke."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import streamlit as st
from torch import Tensor

from fewshot_core.data.strokes import view

from ...shared.drawings import runs as drawings
from ...shared.drawings.runs import Support, Taught
from ...shared.drawings.strokes import Drawing
from ...shared.runs import episode, worker
from ...shared.task import Task
from ...shared.worker import Job

TAUGHT = 48
"""Learners that keep what they were taught: five megabytes each, and eight visitors' six learners."""


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


def images(sheet: tuple[Drawing, ...]) -> Tensor:
    """Drawings as the networks see them: (drawings, 1, 28, 28), float, ink 0…1."""
    return drawings.images(sheet, _view)


@lru_cache(maxsize=100)
def _view(drawing: Drawing) -> Tensor:
    return view(drawing)
