"""Training from scratch, watched: on one task now, and what was measured on more and more images."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import streamlit as st

from fewshot_core.methods.scratch import Scratch
from fewshot_core.studies.overfitting import Gap, fits, stored_gaps
from fewshot_core.training import checkpoints

from ...shared.runs import episode, method, submit
from ...shared.task import Task
from ...shared.worker import Job

FIT_STEPS = (0, 1, 2, 3, 4, 5, 6, 8, 10, 13, 16, 20, 25, 32, 40, 50, 63, 80, 100)
"""Where training from scratch is looked at: at the beginning, where it moves, after every step."""


@dataclass(frozen=True)
class Fitting:
    """Training from scratch on one support set: what the network answers after so many steps."""

    steps: tuple[int, ...]
    support: np.ndarray  # (steps, way * shot): the label given to each image that it trains on
    query: np.ndarray  # (steps, way * query): and to each that it never sees


@st.cache_resource(show_spinner=False, max_entries=300)
def fitting(task: Task) -> Job[Fitting]:
    """A network trained from scratch on the support set of a task, for longer than any other page does."""
    return submit(fitted, task, about=(task.data,))


def fitted(task: Task) -> Job[Fitting]:
    """The job itself."""
    seen: list[tuple[np.ndarray, ...]] = []

    def work() -> Iterator[float]:
        images = episode(task)
        untrained = method(task.data, "scratch")
        assert isinstance(untrained, Scratch)
        for fit in fits(untrained, images.support_x, images.support_y, FIT_STEPS):
            both = (fit.answer(x).argmax(-1).numpy() for x in (images.support_x, images.query_x))
            seen.append(tuple(both))
            yield fit.step / FIT_STEPS[-1]

    def finish() -> Fitting:
        support, query = (np.stack(each) for each in zip(*seen, strict=True))
        return Fitting(FIT_STEPS, support, query)

    return Job(work, finish)


@st.cache_data(show_spinner=False)
def gaps(name: str, split: str, way: int) -> tuple[Gap, ...]:
    """What was measured of training from scratch on more and more images of each class."""
    return stored_gaps(checkpoints.folder_of(f"{name}/scratch"), split, way)
