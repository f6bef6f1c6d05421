"""The frame around the pages: every failure is told in words, nothing else is seen of it."""

from __future__ import annotations

import socket

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from fewshot_app import launch, server
from fewshot_app.shared.room import rooms
from fewshot_app.shared.text import LANGUAGES, words
from fewshot_core.tensors.errors import NotEnoughClasses, Unusable

MAIN = str(server.HERE / "main.py")


@pytest.fixture
def front_page(monkeypatch: pytest.MonkeyPatch):
    """The front page, with something else in place of its ``render``."""
    from fewshot_app.home import page as home

    def run(render, **params: str) -> AppTest:
        monkeypatch.setattr(home, "draw", render)
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
    page = front_page(lambda *_: None, lang="zh", theme="abc")
    (told,) = [w.value for w in page.warning]
    assert "abc" in told and "light" in told and words("zh")("common.field.theme") in told


def test_a_page_of_nonsense_parameters_still_shows(front_page) -> None:
    page = front_page(lambda *_: st.write("shown"), lang="<script>", theme="", n="1e9", k="٣", unknown="x")
    assert [m.value for m in page.markdown] == ["shown"]


def test_the_first_page_sets_the_theme_before_streamlit_loads() -> None:
    page = server.front_door()
    assert page.index("stActiveTheme") < page.index('type="module"')
    assert words("en")("common.title") in page


def test_every_chapter_has_a_route_and_a_name() -> None:
    assert {r.path for r in server._routes()} >= {f"/{room.path}" for room in rooms()}
    assert all(f"{room.name}.page" in words(lang) for room in rooms() for lang in LANGUAGES)


def test_the_command_runs_the_server_where_it_is_told_to() -> None:
    assert launch.COMMAND[1:4] == ("-m", "streamlit", "run") and launch.COMMAND[4].endswith("server.py")
    environment = launch.environment(8123, "127.0.0.1", "cpu")
    assert environment["STREAMLIT_SERVER_PORT"] == "8123"
    assert environment["STREAMLIT_SERVER_ADDRESS"] == "127.0.0.1"
    assert environment["FEWSHOT_DEVICE"] == "cpu"


def test_a_port_that_is_taken_gives_one_sentence() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(Unusable, match=str(port)):
            launch.launch(port, "127.0.0.1", open_browser=False, device="cpu")
        assert not launch.is_free("127.0.0.1", port)
    assert launch.is_free("127.0.0.1", port)
    assert not launch.is_free("127.0.0.1", 70_000)


def test_without_a_port_the_next_free_one_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        monkeypatch.setattr(launch, "FIRST_PORT", taken.getsockname()[1])
        assert launch.free_port("127.0.0.1") > launch.FIRST_PORT
