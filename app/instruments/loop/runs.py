"""Trainings recorded for the page of the loop."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from ...shared.runs import data, submit
from ...shared.text import LANGUAGES
from ...shared.worker import Job, at_once
from .film import film_of
from .filmed import Filmed
from .record import Film
from .recording import record_loop


@dataclass(frozen=True)
class Recording:
    """Recorded training as a page shows it."""

    films: dict[str, tuple[Film, tuple[int, ...]]]  # by language: the film, and the images it shows
    info: dict[str, float | int | str | bool]


@st.cache_resource(show_spinner=False, max_entries=300)
def loop(filmed: Filmed, learner: str) -> Job[Recording]:
    """A learner's training to be shown, on tasks of this form and drawn by this seed.

    A trace holds whole parameter vectors, some 50 MB; only what is drawn of it is kept.
    """
    return submit(recorded, filmed, learner, about=(filmed.task.data, learner))


def recorded(filmed: Filmed, learner: str) -> Job[Recording]:
    """The job itself."""

    def work() -> Recording:
        of = data(filmed.task.data)
        trace = record_loop(of, learner, filmed)
        return Recording({lang: film_of(trace, learner, of, lang) for lang in LANGUAGES}, trace.info)

    return at_once(work)
