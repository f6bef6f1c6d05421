"""Where work is done that is too long for a click: on the worker's threads, or in the engine process."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import streamlit as st
import torch

from .. import own
from ..engine_process import Elsewhere, EngineProcess
from ..worker import THREADS, Job, Worker

Result = TypeVar("Result")


@st.cache_resource(show_spinner=False)
def worker() -> Worker:
    """The threads that do what is too long for a click, or wait for the engine process to do it."""
    return Worker(asking=own.visitor)


@st.cache_resource(show_spinner=False)
def engine() -> EngineProcess:
    """The engine process, with a line for each thread of the worker; the server starts it."""
    return EngineProcess(lines=THREADS)


def submit(make: Callable[..., Job[Result]], *args: Any, about: tuple[str, ...]) -> Job[Result]:
    """Have the job ``make(*args)`` done by the engine process.

    ``about`` are the ids of the data sets and learners that it concerns: where one is a visitor's own, it is
    done in this process. Raises Busy.
    """
    if any(map(own.is_id, about)):
        return worker().submit(make(*args))
    return worker().submit(Elsewhere(engine(), make, *args))


def warm_up() -> None:
    """Do once, unseen, what is slow the first time: the first optimiser imports a good part of torch.

    Threads that run pages compute tiny tensors, which cost many times as much on several threads; what is set
    here holds for every thread that computes for the first time later.
    """
    torch.set_num_threads(1)
    torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=0.1)
