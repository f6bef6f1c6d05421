"""Results: a page's ticket is used once; what it sends reaches the platform's column, if it can be right."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

import pytest
import requests

from fewshot_app.course.chapters.steps import chapters
from fewshot_app.lti import ledger
from fewshot_app.shared.text import words
from tests.app.lti.platform import AGS, USER, Platform
from tests.app.lti.test_launch import going, once

WHY = chapters()[0]


def post(platform: Platform, name: str, body: Any, key: str = "") -> requests.Response:
    headers = {"Authorization": f"Bearer {key}"} if key else {}
    return requests.post(f"{platform.tool}/lti/{name}", json=body, headers=headers, timeout=10)


def ticket(platform: Platform, target: str = "chapters?chapter=why", **changes: Any) -> str:
    platform.custom = {"target": target}
    return urlsplit(going(once(platform, **changes))).fragment.removeprefix("lti=")


def entered(platform: Platform, target: str = "chapters?chapter=why") -> dict[str, Any]:
    answer = post(platform, "enter", {"ticket": ticket(platform, target)})
    assert answer.status_code == 200
    return answer.json()


def test_a_finished_chapter_reaches_the_course(platform: Platform) -> None:
    visit = entered(platform)
    assert visit["goal"] == {
        "steps": [step.key for step in WHY.steps], "set": "", "seed": 0, "most": len(WHY.steps),
    }  # fmt: skip
    sent = post(platform, "score", {"score": len(WHY.steps)}, visit["key"])
    assert sent.status_code == 200
    (score,) = platform.scores
    assert score["scoreGiven"] == score["scoreMaximum"] == len(WHY.steps) and score["userId"] == USER
    assert score["activityProgress"] == "Completed" and score["gradingProgress"] == "FullyGraded"
    assert set(score) == {
        "scoreGiven", "scoreMaximum", "userId", "activityProgress", "gradingProgress", "timestamp",
    }  # fmt: skip


def test_a_ticket_is_used_once_and_a_key_is_needed(platform: Platform) -> None:
    given = ticket(platform)
    assert post(platform, "score", {"score": 1}, given).status_code == 403, "a ticket is no key"
    key = post(platform, "enter", {"ticket": given}).json()["key"]
    again = post(platform, "enter", {"ticket": given})
    assert again.status_code == 403 and again.json()["error"] == "stale" and again.json()["said"]
    for wrong in ("", "nobody", key[:-1]):
        assert post(platform, "score", {"score": 1}, wrong).status_code == 403
    for body in ({}, {"ticket": 5}, [], "text"):
        assert post(platform, "enter", body).status_code in (400, 403)
    assert not platform.scores


@pytest.mark.parametrize("score", [-1, 99, 2.5, "3", True, None, {}, 1e9])
def test_a_result_that_cannot_be_is_not_sent(platform: Platform, score: Any) -> None:
    key = entered(platform)["key"]
    assert post(platform, "score", {"score": score}, key).status_code == 400
    assert not platform.scores


def test_a_result_waits_for_a_platform_that_is_away(platform: Platform) -> None:
    key = entered(platform, "quiz?set=after")["key"]
    platform.down = 1
    assert post(platform, "score", {"score": 9}, key).status_code == 502
    assert post(platform, "score", {"score": 9}, key).status_code == 200
    assert [score["scoreGiven"] for score in platform.scores] == [9]


def test_a_visit_goes_on_in_another_window(platform: Platform) -> None:
    visit = entered(platform)
    more = post(platform, "again", {}, visit["key"]).json()["ticket"]
    other = post(platform, "enter", {"ticket": more}).json()
    assert other["goal"] == visit["goal"] and other["key"] != visit["key"]
    for key in (visit["key"], other["key"]):
        assert post(platform, "score", {"score": 6}, key).status_code == 200
    assert post(platform, "again", {}, "nobody").status_code == 403


def test_an_access_token_serves_many_results_until_the_platform_wants_another(platform: Platform) -> None:
    key = entered(platform)["key"]
    for _ in range(2):
        assert post(platform, "score", {"score": 1}, key).status_code == 200
    before = platform.asked
    assert post(platform, "score", {"score": 1}, key).status_code == 200 and platform.asked == before
    platform.tokens.clear()
    assert post(platform, "score", {"score": 1}, key).status_code == 502, "the page tries again"
    assert post(platform, "score", {"score": 1}, key).status_code == 200 and platform.asked == before + 1


def test_a_result_that_the_platform_will_not_have_is_not_tried_again(platform: Platform) -> None:
    key = entered(platform)["key"]
    platform.declines = True
    answer = post(platform, "score", {"score": 1}, key)
    assert answer.status_code == 409 and answer.json()["said"] == words("en")("lti.trouble.declined")


def test_a_visit_ends_and_sends_no_more_than_it_may(
    platform: Platform, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = entered(platform)["key"]
    monkeypatch.setattr(ledger, "MOST_RESULTS", 1)
    assert post(platform, "score", {"score": 1}, key).status_code == 200
    assert post(platform, "score", {"score": 1}, key).status_code == 429
    given, book = ticket(platform), ledger.ledger()
    now = book.clock()
    monkeypatch.setattr(book, "clock", lambda: now + ledger.TICKET + 1)
    assert post(platform, "enter", {"ticket": given}).status_code == 403
    monkeypatch.setattr(book, "clock", lambda: now + ledger.VISIT + 1)
    assert post(platform, "score", {"score": 1}, key).status_code == 403


@pytest.mark.parametrize(
    "changes",
    [
        {"sub": None},
        {f"{AGS}claim/endpoint": None},
        {f"{AGS}claim/endpoint": {"scope": [f"{AGS}scope/score"], "lineitems": "https://x.example"}},
        {f"{AGS}claim/endpoint": {"scope": [], "lineitem": "https://x.example"}},
    ],
    ids=["nobody", "no service", "no column", "not allowed"],
)
def test_where_no_result_can_be_sent_no_ticket_is_made(platform: Platform, changes: dict[str, Any]) -> None:
    assert ticket(platform, **changes) == ""
