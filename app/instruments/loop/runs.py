"""Trainings recorded for the page of the loop."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from fewshot_core.tensors.episode import EpisodeSpec

from ...shared.runs import data, worker
from ...shared.text import LANGUAGES
from ...shared.worker import Job, at_once
from .figures import Json, loop_record
from .recording import record_loop


@dataclass(frozen=True)
class Film:
    """Recorded training as a page shows it."""

    records: dict[str, tuple[Json, tuple[int, ...]]]  # by language: the record, and the images it shows
    info: dict[str, float | int | str | bool]


@st.cache_resource(show_spinner=False, max_entries=300)
def loop(name: str, kind: str, way: int, shot: int, query: int, seed: int) -> Job[Film]:
    """Training as it happens, in a form to be shown.

    A trace holds whole parameter vectors, some 50 MB; only what is drawn of it is kept.
    """

    def work() -> Film:
        trace = record_loop(data(name), kind, EpisodeSpec(way, shot, query), seed)
        films = {language: loop_record(trace, data(name), language) for language in LANGUAGES}
        return Film(films, trace.info)

    return worker().submit(at_once(work))
