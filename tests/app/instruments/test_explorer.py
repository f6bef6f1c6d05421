"""The task explorer in both languages, through Streamlit's own test runner: no browser."""

from __future__ import annotations

import pytest

from fewshot_app.instruments.explorer import page as explorer
from fewshot_app.shared import runs
from fewshot_app.shared.state import State
from fewshot_app.shared.text import words
from fewshot_core.data.datasets import SPLITS, embedded_names

pytest.importorskip("streamlit.testing.v1")
from streamlit.testing.v1 import AppTest


def script() -> None:
    import streamlit as st

    from fewshot_app.instruments.explorer.page import render
    from fewshot_app.shared import state as visitor
    from fewshot_app.shared.text import words

    state = visitor.read()
    st.session_state["seen"] = state
    render(state, words(state.lang))


def opened(**params: object) -> AppTest:
    app = AppTest.from_function(script, default_timeout=30)
    for key, value in params.items():
        app.query_params[key] = str(value)
    return app.run()


@pytest.fixture(params=("en", "zh"))
def lang(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.mark.parametrize("data", embedded_names())
@pytest.mark.parametrize("split", SPLITS)
def test_page_shows_its_words(lang: str, data: str, split: str) -> None:
    app = opened(lang=lang, data=data, split=split, n=3, k=2, q=4)
    assert not app.exception
    assert app.title[0].value == words(lang)("explorer.title")
    assert "3" in app.markdown[0].value and "2" in app.markdown[0].value


def test_every_choice_of_the_controls_reaches_the_url(lang: str) -> None:
    app = opened(lang=lang, n=5, k=1, q=5)
    app.number_input(key="task_way").set_value(7).run()
    assert app.query_params["n"] in ("7", ["7"]) and not app.exception
    app.button(key="task_new").click().run()
    assert "seed" in app.query_params and not app.exception


@pytest.mark.parametrize(("way", "shot", "query"), [(2, 1, 1), (5, 3, 6), (20, 1, 5), (20, 10, 5)])
@pytest.mark.parametrize("data", embedded_names())
def test_board_shows_the_episode(lang: str, data: str, way: int, shot: int, query: int) -> None:
    state = State(lang=lang, data=data, way=way, shot=shot, query=query)
    shown = explorer.board_data(state, words(lang))
    task = runs.episode(data, "test", way, shot, query, state.seed)
    assert len(shown["classes"]) == len(set(shown["classes"])) == way
    assert len(shown["support_tiles"]) == way * shot and len(shown["query_tiles"]) == way * query
    assert shown["support_sprite"] == runs.sprite(data, task.support_items)
    assert all(shown["sources"][i] for i, _ in shown["support_tiles"] + shown["query_tiles"])
    assert all(f"style_{style}" in shown["words"] for _, style in shown["query_tiles"])
    assert str(way * query) in shown["words"]["query_count"]


@pytest.mark.parametrize("data", embedded_names())
def test_collections_are_named_as_in_the_attribution(data: str) -> None:
    whole = runs.data(data)
    known = {source.id: source.name for source in whole.sources}
    origins = {origin for info in whole.classes for origin in info.origins}
    assert all(explorer._collection(origin, known) in known for origin in origins)


def test_counts_are_exact_and_told_with_their_classes(lang: str) -> None:
    state = State(lang=lang, way=20, shot=10, query=15)
    choices, _ = runs.task_counts("everyday", "test", 20, 10, 15)
    assert f"{choices:,}" in explorer.board_data(state, words(lang))["count"]


@pytest.mark.parametrize(
    ("number", "written"),
    [
        (0, "0"),
        (99_999, "99,999"),
        (100_000, "1.0 × 10⁵"),
        (834 * 10**40, "8.3 × 10⁴²"),
        (997 * 10**7, "1.0 × 10¹⁰"),
    ],
)
def test_scientific(number: int, written: str) -> None:
    assert explorer.scientific(number).replace("\u00a0", " ") == written
