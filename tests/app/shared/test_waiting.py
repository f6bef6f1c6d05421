"""Waiting for answers: who waits is told the place in the queue, and pages are not drawn more than needed."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from weakref import WeakSet

import pytest
from streamlit.testing.v1 import AppTest

from fewshot_app.shared import page
from fewshot_app.shared.text import words
from fewshot_app.shared.worker import Job, Worker, at_once


class Drawn(Exception):
    """The page is asked to be drawn again."""


@pytest.mark.parametrize(
    ("waiting", "ahead", "said"),
    [(1, 0, ""), (9, 0, "Others ask"), (9, 1, "yours: 1."), (99, 17, "yours: 17.")],
)
def test_who_waits_is_told_the_place_in_the_queue(
    monkeypatch: pytest.MonkeyPatch, waiting: int, ahead: int, said: str
) -> None:
    def script() -> None:
        import threading

        from fewshot_app.shared import page
        from fewshot_app.shared.text import words
        from fewshot_app.shared.worker import at_once

        page.await_jobs([at_once(threading.Event().wait)], words("en"), "Thinking.")

    monkeypatch.setattr(Worker, "waiting", waiting)
    monkeypatch.setattr(Worker, "ahead", lambda self, job: ahead)
    (caption,) = AppTest.from_function(script).run().caption
    assert caption.value.startswith("Thinking.") and said in caption.value
    assert ("Others" in caption.value) == bool(said)


@pytest.fixture
def jobs(monkeypatch: pytest.MonkeyPatch) -> list[Job]:
    """One that is done, and one that is not."""

    def drawn() -> None:
        raise Drawn

    monkeypatch.setattr(page.st, "rerun", drawn)
    done = at_once(lambda: None)
    done.run()
    return [done, at_once(threading.Event().wait)]


@pytest.fixture
def crowd(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], list[page.Wait]]:
    """Let so many pages wait for nothing; they do as long as the list is kept."""
    monkeypatch.setattr(page, "_WAITS", WeakSet())

    def come(number: int) -> list[page.Wait]:
        now = time.monotonic()
        waits = [page.Wait([], now, now) for _ in range(number)]
        page._WAITS.update(waits)
        return waits

    return come


def test_a_page_is_drawn_for_a_part_of_the_answers_only_where_few_wait(jobs: list[Job], crowd) -> None:
    w, now = words("en"), time.monotonic()
    few = crowd(2)
    with pytest.raises(Drawn):
        page._wait(page.Wait(jobs, now - 1, now), w, "")
    many = crowd(30)
    page._wait(page.Wait(jobs, now - 1, now), w, "")
    with pytest.raises(Drawn):
        page._wait(page.Wait(jobs, now - 10, now), w, "")
    with pytest.raises(Drawn):
        page._wait(page.Wait(jobs[:1], now, now), w, "")
    assert page.waiting() == len(few + many)
    few[0].looked -= 60
    del many
    assert page.waiting() == 1, "who left, or was drawn, is not counted"


@pytest.mark.parametrize(("others", "seconds"), [(0, 0.25), (39, 0.8), (500, 2.0)])
def test_the_more_pages_wait_the_less_often_each_asks(
    jobs: list[Job], crowd, monkeypatch: pytest.MonkeyPatch, others: int, seconds: float
) -> None:
    asked: list[float] = []

    def fragment(part: object, run_every: float) -> object:
        asked.append(run_every)
        return lambda *given: None

    monkeypatch.setattr(page.st, "fragment", fragment)
    waits = crowd(others)
    assert page.await_jobs(jobs, words("en"))
    assert asked == [pytest.approx(seconds)]
    assert not page.await_jobs(jobs[:1], words("en")) and len(waits) == others


def test_who_got_the_answers_waits_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    def script() -> None:
        import streamlit as st

        from fewshot_app.shared import page
        from fewshot_app.shared.text import words

        page.await_jobs([st.session_state["job"]], words("en"), "Thinking.")

    monkeypatch.setattr(page, "_WAITS", WeakSet())
    job = at_once(lambda: None)
    app = AppTest.from_function(script)
    app.session_state["job"] = job
    monkeypatch.setattr(Worker, "waiting", 2)
    app.run()
    assert page.waiting() == 1 and app.caption
    (wait,) = page._WAITS
    job.run()
    app.run()
    assert not app.caption and wait.is_over()
