"""The phone's page: its language, and nothing that a code in its address can break."""

from __future__ import annotations

import json
import posixpath
import re

import pytest
from starlette.applications import Starlette

from fewshot_app.classroom.phone import page
from fewshot_app.shared.text import LANGUAGES, words
from fewshot_app.shared.web import modules, version
from tests.app.classroom.asgi import ask

APP = Starlette(routes=page.routes("/course"))


@pytest.mark.parametrize(
    ("asked", "accepted", "lang"),
    [
        (None, "", "en"), (None, "zh-CN,zh;q=0.9,en;q=0.8", "zh"), (None, "fr, ZH;q=0.5", "zh"),
        ("en", "zh-CN", "en"), ("xx", "zh", "zh"), (None, ";;,", "en"),
    ],
)  # fmt: skip
def test_the_language_is_that_of_the_address_or_of_the_browser(
    asked: str | None, accepted: str, lang: str
) -> None:
    assert page.language(asked, accepted) == lang


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_holds_its_words_and_loads_one_module(lang: str) -> None:
    told = ask(APP, "GET", f"/course/join/BCDFG?lang={lang}")
    text = told.body.decode()
    said = json.loads(re.findall(r'id="said">(.*?)</script>', text, re.S)[0])
    assert said["code"] == "BCDFG" and said["api"] == "/course/api/rooms"
    assert said["words"]["waiting"] == words(lang)("phone.waiting")
    assert f"/course/web/{version()}/classroom/phone/phone.js" in text
    assert "classroom/phone/phone.js" in modules()
    assert "default-src 'self'" in told.headers["content-security-policy"]


def test_a_code_cannot_end_its_script() -> None:
    text = page.page("", "</script><b>", words("en"))
    assert "</script><b>" not in text.lower().replace("</script>\n", "")


def test_the_page_uses_nothing_that_needs_a_secure_address() -> None:
    """Over plain http, as in a lecture hall, browsers have none of these."""
    used: dict[str, str] = {}
    waiting = ["classroom/phone/phone.js"]
    while waiting:
        place = waiting.pop()
        used[place] = text = modules()[place].decode()
        found = re.findall(r'^(?:import|} from)[^"]*"(\.[^"]+)"', text, re.M)
        there = {posixpath.normpath(posixpath.join(posixpath.dirname(place), each)) for each in found}
        waiting += sorted(there - set(used) - set(waiting))
    forbidden = r"randomUUID|crypto\.subtle|clipboard|serviceWorker|mediaDevices|caches\.|storage\.persist"
    assert {"classroom/phone/pad.js", "shared/drawings/hand.js"} < set(used)
    assert not [place for place, text in used.items() if re.search(forbidden, text)]
