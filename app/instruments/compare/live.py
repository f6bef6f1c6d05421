"""A visitor's own measurement on the compare page: one learner after the other, watched and stopped."""

from __future__ import annotations

import time
from dataclasses import dataclass, field

import streamlit as st

from fewshot_core.tensors.errors import FewshotError

from ...shared.learners import name
from ...shared.page import POLL_SECONDS
from ...shared.runs import Evaluation
from ...shared.task import Task
from ...shared.text import Words
from ...shared.worker import Job
from . import runs

EPISODES = 100
"""Tasks a live measurement takes."""


@dataclass
class Live:
    """Learners waiting, the one being measured, and what has come out for one form of task.

    One job at a time: a visitor who measures leaves the other worker to those who only ask.
    """

    task: Task  # any of the form; its seed begins the draw
    waiting: list[str] = field(default_factory=list)
    current: str | None = None
    job: Job[Evaluation] | None = None
    results: dict[str, Evaluation] = field(default_factory=dict)
    failed: list[str] = field(default_factory=list)
    stopped: bool = False
    total: int = 0
    began: float = 0.0

    def start(self, learners: list[str]) -> None:
        """Measure these, in this order."""
        self.waiting, self.total, self.stopped, self.failed = list(learners), len(learners), False, []
        self.began = time.monotonic()
        self.advance()

    def stop(self) -> None:
        """End soon; what was measured is kept."""
        self.waiting, self.stopped = [], True
        if self.job:
            self.job.stop()

    @property
    def running(self) -> bool:
        """Is there still something to wait for?"""
        return self.job is not None

    @property
    def progress(self) -> float:
        """Share of the whole that is done, 0…1."""
        done = self.total - len(self.waiting) - (1 if self.job else 0)
        return min(1.0, (done + (self.job.progress if self.job else 0.0)) / max(1, self.total))

    @property
    def seconds_left(self) -> float | None:
        """How long the rest takes, if it goes like the part that is done."""
        share = self.progress
        return (time.monotonic() - self.began) * (1 - share) / share if share else None

    def advance(self) -> bool:
        """Take in what is finished and begin what comes next; True if something was finished."""
        if self.job and not self.job.done:
            return False
        finished = self.job is not None
        if self.job and self.current:
            self._take_in(self.current, self.job)
        self.job = self.current = None
        while self.waiting and self.job is None:
            self.current = self.waiting.pop(0)
            self.job = self._begin(self.current)
        return finished

    def _take_in(self, learner: str, job: Job[Evaluation]) -> None:
        if job.result is not None:
            self.results[learner] = job.result
        elif not self.stopped:
            self.failed.append(learner)

    def _begin(self, learner: str) -> Job[Evaluation] | None:
        try:
            return runs.evaluate_live(self.task, learner, EPISODES)
        except FewshotError:
            self.failed.append(learner)
            return None


def live_of(task: Task) -> Live:
    """The visitor's measurements of this form of task; one still running for another form is stopped."""
    key = (task.data, task.way, task.shot, task.query)
    store: dict[tuple[object, ...], Live] = st.session_state.setdefault("compare_live", {})
    for other, live in store.items():
        if other != key and live.running:
            live.stop()
            live.advance()
    if key not in store:
        store[key] = Live(task)
    return store[key]


def measure_line(live: Live, missing: list[str], shown: int, w: Words) -> None:
    """Where nothing is stored: say so, offer to measure now, show how far it is."""
    task = live.task
    if live.running:
        st.fragment(_progress, run_every=POLL_SECONDS)(live, w)
    elif missing:
        names = w.list(name(c, w) for c in missing)
        key = "missing_all" if len(missing) == shown else "missing"
        with st.container(horizontal=True, vertical_alignment="center", key="compare_measure"):
            st.markdown(w(f"compare.measure.{key}", way=task.way, shot=task.shot, names=names))
            label = w("compare.measure.start", episodes=EPISODES)
            st.button(label, key="compare_start", width="content", on_click=live.start, args=(missing,))
    elif live.results:
        st.caption(w("compare.measure.measured", seed=task.seed, query=task.query))
    for learner in live.failed:
        st.caption(w("compare.measure.failed", name=name(learner, w)))
    if live.stopped and not live.running:
        st.caption(w("compare.measure.stopped"))


def _progress(live: Live, w: Words) -> None:
    """How far it is; this line alone runs again meanwhile, and the page when a learner is measured."""
    if live.advance() or not live.running:
        st.rerun()
    left = live.seconds_left
    known = w("compare.measure.left_unknown")
    if left is not None:
        known = w("compare.measure.left", seconds=round(left))
    text = w("compare.measure.running", name=name(live.current or "", w), share=round(100 * live.progress))
    with st.container(horizontal=True, vertical_alignment="center", key="compare_measure"):
        st.progress(live.progress, text=f"{text} · {known}")
        st.button(w("compare.measure.stop"), key="compare_stop", width="content", on_click=live.stop)
