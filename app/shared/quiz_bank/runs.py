"""What the quiz takes from the engine, and what it keeps for all visitors."""

from __future__ import annotations

import streamlit as st

from fewshot_core.studies import sinusoid
from fewshot_core.studies.overfitting import Gap, stored_gaps
from fewshot_core.training import checkpoints

from ..runs import Interval

FOLDER = "everyday/scratch"


@st.cache_resource(show_spinner=False)
def _gaps() -> tuple[Gap, ...]:
    return stored_gaps(checkpoints.folder_of(FOLDER), "test", 5)


def gap_of(shot: int) -> tuple[Gap, tuple[Interval, Interval]]:
    """The stored 5-way measurement of training from scratch with K = ``shot``: support and query accuracy."""
    gap = next(each for each in _gaps() if each.spec.shot == shot and not each.copies)
    return gap, gap.at(gap.steps[-1])


@st.cache_resource(show_spinner=False)
def sinusoid_error(name: str, shot: int, step: int) -> Interval:
    """The stored mean squared error of a learner of the sinusoid after a step, with its interval."""
    mean, half = sinusoid.stored_errors(name, shot).interval
    return mean[step].item(), half[step].item()
