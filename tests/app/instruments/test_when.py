"""The page of contests: nothing is told before the guess, and what is told is what was stored."""

from __future__ import annotations

import json
import time

import pytest

from fewshot_app.instruments.when import WhenChoices
from fewshot_app.instruments.when import runs as contest_runs
from fewshot_app.instruments.when.figures import LIVE, rounds
from fewshot_app.instruments.when.page import shown
from fewshot_app.instruments.when.task import asked_live
from fewshot_app.shared.text import words

pytest.importorskip("streamlit.testing.v1")
from streamlit.testing.v1 import AppTest

CASES = [(name, each.id) for name in ("everyday", "scripts") for each in rounds(contest_runs.contests(name))]


def script() -> None:
    from fewshot_app.shared.host import PageHost
    from fewshot_app.shared.room import room

    host = PageHost(room("when"))
    host.room.page().draw(host.now(), host)


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize(("name", "round_"), CASES)
def test_results_come_after_the_guess(name: str, round_: str, lang: str) -> None:
    choices = WhenChoices(lang=lang, data=name, round=round_)
    before = shown(choices, None, words(lang))
    assert before["choices"] and not {"panels", "lines", "told"} & set(before)
    after = shown(choices, before["choices"][0]["id"], words(lang))
    assert after["told"] and ("panels" in after) != ("lines" in after)
    assert "{" not in " ".join(after["told"]) and len(json.dumps(after)) < 100_000


def test_a_row_is_the_stored_mean_over_tasks_and_trainings() -> None:
    results = contest_runs.contests("scripts")
    assert results is not None
    stored = results.answers["protonet", "one-image"][:, :, -1]
    panel = shown(WhenChoices(data="scripts"), "skip", words("en"))["panels"][0]
    row = next(r for r in panel["rows"] if r["id"] == "protonet")
    assert row["mean"] == pytest.approx(100 * stored.mean().item(), abs=0.01)
    assert row["seeds"] == pytest.approx([100 * s.mean().item() for s in stored], abs=0.01)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_page_shows_itself_and_says_what_was_not_measured(lang: str) -> None:
    page = AppTest.from_function(script, default_timeout=60)
    page.query_params.update({"lang": lang, "data": "scripts", "round": "tasks"})
    page.run()
    assert not page.exception
    assert page.info[0].value.startswith("“Learning" if lang == "en" else "这个数据集")


@pytest.mark.parametrize("name", ["everyday", "scripts"])
@pytest.mark.parametrize("question", ["thing", "hand"])
def test_a_live_answer_to_a_measured_task_is_what_was_measured(name: str, question: str) -> None:
    choices = WhenChoices(data=name, round="question", question=question, seed=42)
    jobs = asked_live(choices)
    deadline = time.monotonic() + 100
    while not all(job.done for job in jobs.values()) and time.monotonic() < deadline:
        time.sleep(0.05)
    found = shown(choices, "skip", words("en"), jobs)
    results = contest_runs.contests(name)
    assert results is not None and [card["id"] for card in found["live"]["cards"]] == list(LIVE)
    for card in found["live"]["cards"]:
        first_training = results.answers[card["id"], question][0, 42, -1].item()
        assert card["right"] / len(card["labels"]) == pytest.approx(first_training)
        assert card["mean"] == pytest.approx(100 * results.accuracy(card["id"], question)[0], abs=0.01)
    assert "600" in found["live"]["note"] and "one task" in found["live"]["note"]


def test_before_the_guess_nobody_answers_live() -> None:
    before = shown(WhenChoices(round="question"), None, words("en"))
    assert before["example"]["asked"] == "thing" and "live" not in before


def test_characters_have_names_that_every_system_can_show() -> None:
    for seed in range(20):
        choices = WhenChoices(data="scripts", round="question", seed=seed)
        things = shown(choices, None, words("zh"))["example"]["things"]
        assert len(set(things)) == 5 and all(name.isascii() and name.strip() for name in things)
