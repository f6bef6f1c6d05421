"""Waiting for answers: who waits is told the place in the queue, and pages are not drawn more than needed."""

from __future__ import annotations

import threading
import time

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


def test_a_page_is_drawn_for_a_part_only_where_that_is_quick(jobs: list[Job]) -> None:
    now, w = time.monotonic(), words("en")
    page._wait(jobs, now + 60, w, "")
    page._wait(jobs[1:], now - 1, w, "")
    with pytest.raises(Drawn):
        page._wait(jobs, now - 1, w, "")
    with pytest.raises(Drawn):
        page._wait(jobs[:1], now + 60, w, "")


@pytest.mark.parametrize(("took", "seconds"), [(0.0, 0.25), (0.5, 1.0), (9.0, 2.0)])
def test_a_page_that_is_drawn_slowly_asks_less_often(
    jobs: list[Job], monkeypatch: pytest.MonkeyPatch, took: float, seconds: float
) -> None:
    asked: list[float] = []

    def fragment(part: object, run_every: float) -> object:
        asked.append(run_every)
        return lambda *given: None

    monkeypatch.setattr(page.st, "fragment", fragment)
    monkeypatch.setattr(page.st, "session_state", {page.BEGAN: time.monotonic() - took})
    assert page.await_jobs(jobs, words("en"))
    assert asked == [pytest.approx(seconds, abs=0.05)]
    assert not page.await_jobs(jobs[:1], words("en"))
