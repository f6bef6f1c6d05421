"""Deep linking: a teacher picks a page, and the platform gets a signed link to it."""

from __future__ import annotations

import re
from html import unescape

import pytest
import requests

from fewshot_app.course.chapters.steps import all_steps, chapters
from fewshot_app.course.quiz.sets import LONGEST, SETS
from fewshot_app.lti.targets import goal_of, offered, target_of, title_of
from fewshot_app.shared.room import rooms
from fewshot_app.shared.text import LANGUAGES, words
from tests.app.lti.platform import DEEP, LTI, Platform
from tests.app.lti.test_launch import once


def picked(platform: Platform, **form: str) -> requests.Response:
    """The list is asked for, and something picked from it."""
    shown = once(platform, kind="deep")
    assert shown.status_code == 200 and "Content-Security-Policy" in shown.headers
    ticket = re.search(r'name="ticket" value="([^"]+)"', shown.text)
    assert ticket
    data = {"ticket": ticket[1], "lang": "en", **form}
    answer = requests.post(f"{platform.tool}/lti/pick", data=data, timeout=10)
    answer.ticket = ticket[1]  # type: ignore[attr-defined]
    return answer


def returned(platform: Platform, answer: requests.Response) -> dict[str, object]:
    """What the platform reads in the form that goes back to it."""
    assert f'action="{platform.url}/return"' in answer.text
    token = re.search(r'name="JWT" value="([^"]+)"', answer.text)
    assert token
    claims = platform.of_tool(unescape(token[1]), platform.url)
    assert claims[f"{LTI}message_type"] == "LtiDeepLinkingResponse" and claims[f"{DEEP}data"] == "opaque-5"
    assert claims[f"{LTI}deployment_id"] == "deployment-1"
    (item,) = claims[f"{DEEP}content_items"]
    return item


def test_a_set_of_questions_gets_a_column(platform: Platform) -> None:
    item = returned(platform, picked(platform, target="quiz?set=after"))
    assert item["type"] == "ltiResourceLink" and item["url"] == f"{platform.tool}/lti/launch"
    assert item["custom"] == {"target": "quiz?set=after"}
    assert item["lineItem"]["scoreMaximum"] == LONGEST and item["title"] == words("en")("quiz.after")


def test_any_page_in_any_state_can_be_linked_by_its_address(platform: Platform) -> None:
    address = f"{platform.tool}/compare?n=3&seed=9&seen=1&theme=dark"
    item = returned(platform, picked(platform, address=address, target="quiz?set=after"))
    assert item["custom"] == {"target": "compare?n=3&seed=9&seen=1"} and "lineItem" not in item


@pytest.mark.parametrize("given", [{}, {"address": "https://elsewhere.example/"}, {"target": "nowhere"}])
def test_a_choice_that_is_none_can_be_made_again(platform: Platform, given: dict[str, str]) -> None:
    answer = picked(platform, **given)
    assert answer.status_code == 400 and 'role="alert"' in answer.text
    data = {"ticket": answer.ticket, "target": "explorer", "lang": "zh"}  # type: ignore[attr-defined]
    again = requests.post(f"{platform.tool}/lti/pick", data=data, timeout=10)
    assert returned(platform, again)["title"] == words("zh")("explorer.page")
    assert requests.post(f"{platform.tool}/lti/pick", data=data, timeout=10).status_code == 403, "once"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_everything_can_be_picked(lang: str) -> None:
    w = words(lang)
    targets = [target for group in offered(w) for target in group.targets]
    instruments = [room for room in rooms() if room.place == "instruments"]
    assert len(targets) == len(chapters()) + len(all_steps()) + len(SETS) + len(instruments)
    for target in targets:
        assert target_of(target.text) == target and title_of(target, w)
        assert (goal_of(target) is None) == (target.room not in ("chapters", "quiz"))


@pytest.mark.parametrize(
    ("text", "most"),
    [
        ("chapters?chapter=why", len(chapters()[0].steps)),
        (f"chapters?chapter=why&part={chapters()[0].steps[0].id}", 1),
        ("quiz?set=before&seed=7", LONGEST),
        ("chapters", None),
        ("chapters?chapter=nowhere", None),
        ("chapters?chapter=why&lesson=20-minutes", None),
        ("quiz", None),
        ("quiz?set=nothing", None),
    ],
)
def test_what_can_be_reached(text: str, most: int | None) -> None:
    goal = goal_of(target_of(text))
    assert (goal.most if goal else None) == most
