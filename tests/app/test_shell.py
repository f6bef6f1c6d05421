"""The frame around the pages: every failure is told in words, nothing else is seen of it."""

from __future__ import annotations

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from app import launch, server
from app.chapters import CHAPTERS
from app.text import LANGUAGES, words
from fewshot_core.tensors.errors import NotEnoughClasses

MAIN = str(server.HERE / "main.py")


@pytest.fixture
def front_page(monkeypatch: pytest.MonkeyPatch):
    """The front page, with something else in place of its ``render``."""
    from app.pages import home

    def run(render, **params: str) -> AppTest:
        monkeypatch.setattr(home, "render", render)
        page = AppTest.from_file(MAIN, default_timeout=60)
        page.query_params.update(params)
        return page.run()

    return run


def raising(error: Exception):
    def render(*_: object) -> None:
        raise error

    return render


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_error_of_the_engine_is_told_with_its_numbers(front_page, lang: str) -> None:
    page = front_page(raising(NotEnoughClasses(20, 7, "val")), lang=lang)
    assert [e.value for e in page.error] == [
        words(lang)("common.error.NotEnoughClasses", way=20, available=7)
    ]
    assert not page.exception


def test_any_other_error_is_told_without_its_text(front_page, caplog: pytest.LogCaptureFixture) -> None:
    page = front_page(raising(RuntimeError("/secret/path")), lang="en")
    assert [e.value for e in page.error] == [words("en")("common.error.unexpected")]
    assert not page.exception
    assert "/secret/path" in caplog.text


def test_stopping_a_page_is_no_failure(front_page) -> None:
    page = front_page(lambda *_: st.stop(), lang="en")
    assert not page.error
    assert not page.exception


def test_an_impossible_value_is_told_in_the_visitors_language(front_page) -> None:
    page = front_page(lambda *_: None, lang="zh", seed="abc")
    (told,) = [w.value for w in page.warning]
    assert "abc" in told and "42" in told and words("zh")("common.field.seed") in told


def test_a_page_of_nonsense_parameters_still_shows(front_page) -> None:
    page = front_page(lambda *_: st.write("shown"), lang="<script>", theme="", n="1e9", k="٣", unknown="x")
    assert [m.value for m in page.markdown] == ["shown"]


def test_the_first_page_sets_the_theme_before_streamlit_loads() -> None:
    page = server.front_door()
    assert page.index("stActiveTheme") < page.index('type="module"')
    assert words("en")("common.title") in page


def test_every_chapter_has_a_route_and_a_name() -> None:
    assert {r.path for r in server._routes()} == {f"/{c.path}" for c in CHAPTERS}
    assert all(f"common.page.{c.name}" in words(lang) for c in CHAPTERS for lang in LANGUAGES)


def test_the_command_runs_the_server_where_it_is_told_to() -> None:
    command = launch.command(8123, "127.0.0.1", open_browser=False)
    assert command[1:4] == ["-m", "streamlit", "run"]
    assert {"--server.port=8123", "--server.address=127.0.0.1", "--server.headless=true"} <= set(command)
