"""The task explorer in both languages, through Streamlit's own test runner: no browser."""

from __future__ import annotations

import pytest

from fewshot_app.instruments.explorer import ExplorerChoices
from fewshot_app.instruments.explorer import page as explorer
from fewshot_app.shared import runs
from fewshot_app.shared.choices import SPLITS, parse, written
from fewshot_app.shared.text import words
from fewshot_core.data.datasets import embedded_names

pytest.importorskip("streamlit.testing.v1")
from streamlit.testing.v1 import AppTest


def script() -> None:
    from fewshot_app.instruments.explorer import ROOM
    from fewshot_app.instruments.explorer.page import draw
    from fewshot_app.shared.host import PageHost

    host = PageHost(ROOM)
    draw(host.now(), host)


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


def test_the_shuffle_stays_with_another_task_but_what_was_answered_does_not() -> None:
    app = opened(n=3, k=1, q=2, shuffled=4, seen=1, named="AB.C.A")
    app.button(key="task_new").click().run()
    url = app.query_params
    assert url["shuffled"] in ("4", ["4"]) and "seen" not in url and "named" not in url


def test_the_address_keeps_order_and_answers() -> None:
    turn = {"shuffled": 7, "seen": True, "named": "ABBA.C"}
    found = parse(ExplorerChoices, written(ExplorerChoices(), {}, turn))
    assert {name: getattr(found, name) for name in turn} == turn
    shown = explorer.board_data(found, words("en"))
    assert (shown["shuffled"], shown["seen"], shown["named"]) == (7, True, "ABBA.C")
    assert parse(ExplorerChoices, {"named": "ab"}).corrections[0].reason == "form"


@pytest.mark.parametrize(("way", "shot", "query"), [(2, 1, 1), (5, 3, 6), (20, 1, 5), (20, 10, 5)])
@pytest.mark.parametrize("data", embedded_names())
def test_board_shows_the_episode(lang: str, data: str, way: int, shot: int, query: int) -> None:
    choices = ExplorerChoices(lang=lang, data=data, way=way, shot=shot, query=query)
    shown = explorer.board_data(choices, words(lang))
    task = runs.episode(choices.task)
    assert len(shown["classes"]) == len(set(shown["classes"])) == way
    assert len(shown["support_tiles"]) == way * shot and len(shown["query_tiles"]) == way * query
    assert shown["support_sprite"] == runs.sprite(data, task.support_items)
    assert all(shown["sources"][i] for i, _ in shown["support_tiles"] + shown["query_tiles"])
    assert all(f"style_{style}" in shown["words"] for _, style in shown["query_tiles"])
    assert str(way * query) in shown["words"]["query_count"]


def test_a_query_set_can_be_of_fewer_classes_than_the_task(lang: str) -> None:
    choices = ExplorerChoices(lang=lang, way=5, shot=1, query=3, asked=2)
    shown, task = explorer.board_data(choices, words(lang)), runs.episode(choices.task)
    labels = shown["query_labels"]
    assert len(labels) == 2 and labels == sorted(labels)
    items = tuple(item for label in labels for item in task.query_items[label * 3 : label * 3 + 3])
    assert shown["query_sprite"] == runs.sprite("everyday", items) and len(shown["query_tiles"]) == 6
    assert len(shown["support_tiles"]) == 5 and "6" in shown["words"]["query_count"]
    assert shown["task"] != explorer.board_data(ExplorerChoices(way=5, query=3), words(lang))["task"]
    whole = explorer.board_data(ExplorerChoices(way=2, asked=7), words(lang))
    assert whole["query_labels"] == [0, 1]


@pytest.mark.parametrize("data", embedded_names())
def test_collections_are_named_as_in_the_attribution(data: str) -> None:
    whole = runs.data(data)
    known = {source.id: source.name for source in whole.sources}
    origins = {origin for info in whole.classes for origin in info.origins}
    assert all(explorer._collection(origin, known) in known for origin in origins)


def test_counts_are_exact_and_told_with_their_classes(lang: str) -> None:
    choices = ExplorerChoices(lang=lang, way=20, shot=10, query=15)
    ways, _ = runs.task_counts(choices.task)
    assert f"{ways:,}" in explorer.board_data(choices, words(lang))["count"]
