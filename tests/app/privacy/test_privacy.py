"""The privacy page: in both languages, with the program's own numbers, reached from every page."""

from __future__ import annotations

import re

import pytest
import streamlit as st
from starlette.applications import Starlette
from streamlit.testing.v1 import AppTest

from fewshot_app import server
from fewshot_app.classroom.phone.page import routes as phone_routes
from fewshot_app.lti.ledger import VISIT
from fewshot_app.privacy import page
from fewshot_app.shared.own import Quotas
from fewshot_app.shared.own.visitor import COOKIE
from fewshot_app.shared.text import LANGUAGES, words
from tests.app.classroom.asgi import ask

APP = Starlette(routes=[*page.routes("/course"), *phone_routes("/course")])


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_part_is_told_with_the_programs_numbers(lang: str) -> None:
    told = ask(APP, "GET", "/course/privacy", headers={"accept-language": lang})
    text, w = told.body.decode(), words(lang)
    assert f'<html lang="{w("common.html_lang")}">' in text and text.count("<section>") == len(page.parts())
    assert "{" not in text.partition("</style>")[2] and "<script" not in text
    assert COOKIE in text and "default-src 'none'" in told.headers["content-security-policy"]
    facts = page.facts()
    assert facts["days"] == Quotas().keep / 86400 and facts["hours"] == 12
    assert facts["seconds"] == st.get_option("server.disconnectedSessionTTL")
    assert str(facts["days"]) in w("privacy.own.text", **facts)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_learning_platforms_are_told_of_where_they_lead_here(
    monkeypatch: pytest.MonkeyPatch, lang: str
) -> None:
    told = words(lang)("privacy.platform.text", **page.facts())
    assert told not in page.page("", words(lang)) and str(round(VISIT / 3600)) in told
    monkeypatch.setattr(page, "configured", lambda: True)
    assert told in page.page("", words(lang)) and page.parts() == page.PARTS


def test_the_address_chooses_language_and_theme() -> None:
    text = ask(APP, "GET", "/course/privacy?lang=zh&theme=dark").body.decode()
    assert 'data-theme="dark"' in text and words("zh")("privacy.lead") in text
    assert 'href="?lang=en&amp;theme=dark"' in text and 'href="/course/?lang=zh&amp;theme=dark"' in text
    odd = ask(APP, "GET", '/course/privacy?lang="><b>&theme="><b>').body.decode()
    assert "><b>" not in odd and 'data-theme="\\' not in odd


def test_whoever_runs_the_server_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(page.OPERATOR, "Institute of <Examples>, it@example.org")
    text = page.page("", words("en"))
    assert "Institute of &lt;Examples&gt;, it@example.org." in text


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_page_leads_there(lang: str) -> None:
    shown = AppTest.from_file(str(server.HERE / "main.py"), default_timeout=60)
    shown.query_params["lang"] = lang
    html = " ".join(each.proto.body for each in shown.run().get("html"))
    assert re.search(rf'href="\./privacy\?lang={lang}&amp;theme=light">{words(lang)("privacy.link")}<', html)
    phone = ask(APP, "GET", f"/course/join?lang={lang}").body.decode()
    assert f'href="/course/privacy?lang={lang}"' in phone
    assert any(route.path == "/privacy" for route in server._routes())
