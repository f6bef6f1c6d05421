"""The board is made once for all who ask the same, and for each who has something of their own."""

from __future__ import annotations

import time
from types import SimpleNamespace

import pytest

from fewshot_app.instruments.compare import view
from fewshot_app.instruments.compare.runs import as_it_stands
from fewshot_app.shared import answers, runs
from fewshot_app.shared.task import Task
from tests.app.opened import opened

WHO = ("conventional/fine-tune", "protonet")
FORM = {"n": 2, "k": 1, "q": 1, "seed": 4711, "who": ",".join(WHO), "seen": 1}
TASK = Task("everyday", "test", 2, 1, 1, 4711)


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The languages in which a board was made, while all answers are there already."""
    if not set(WHO) <= set(runs.learners("everyday")):
        pytest.skip("no checkpoint is there yet")
    jobs = [as_it_stands(TASK), *(answers.answer(TASK, learner) for learner in WHO)]
    end = time.monotonic() + 60
    while not all(job.done for job in jobs):
        assert time.monotonic() < end
        time.sleep(0.01)
    found: list[str] = []
    original = view._made

    def counted(*given: object) -> object:
        found.append(given[-1].lang)
        return original(*given)

    monkeypatch.setattr(view, "_made", counted)
    view._shared.cache_clear()
    yield found
    view._shared.cache_clear()


def test_who_asks_the_same_is_shown_the_same_board(made: list[str]) -> None:
    for lang in ("en", "en", "zh", "en"):
        opened("compare", lang=lang, **FORM)
    assert made == ["en", "zh"]
    opened("compare", lang="en", **FORM | {"step": 3})
    assert made == ["en", "zh", "en"]


def test_what_is_a_visitors_own_is_shared_with_nobody(
    made: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(view, "own", SimpleNamespace(is_id=lambda id: id == "protonet"))
    for _ in range(2):
        opened("compare", lang="en", **FORM)
    assert made == ["en", "en"] and not view._shared.cache_info().currsize
