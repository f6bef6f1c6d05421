"""Tasks of classes that a visitor chose: what the picker offers, and what every page says of seen classes."""

from __future__ import annotations

import io
import json
from math import comb

import pytest
from PIL import Image
from starlette.requests import Request
from starlette.responses import Response
from streamlit.testing.v1 import AppTest

from fewshot_app.instruments.compare import CompareChoices, view
from fewshot_app.instruments.compare import page as compare
from fewshot_app.instruments.compare.live import Live
from fewshot_app.instruments.explorer import ExplorerChoices
from fewshot_app.instruments.explorer import page as explorer
from fewshot_app.shared import runs
from fewshot_app.shared.choices import DATA
from fewshot_app.shared.class_picker.catalogue import ACROSS, SIDE, entries, sheet, version
from fewshot_app.shared.host import fitted
from fewshot_app.shared.task import Task
from fewshot_app.shared.text import LANGUAGES, words

ROOMS = ("explorer", "compare", "inside", "map", "overfit")


def script(name: str) -> None:
    from fewshot_app.shared.host import PageHost
    from fewshot_app.shared.room import room
    from fewshot_app.shared.trouble import tell_corrections

    host = PageHost(room(name))
    choices = host.now()
    tell_corrections(choices, host.w, host.name)
    host.room.page().draw(choices, host)


def opened(name: str, **params: str) -> AppTest:
    app = AppTest.from_function(script, args=(name,), default_timeout=60)
    for key, value in params.items():
        app.query_params[key] = value
    return app.run()


@pytest.fixture(params=LANGUAGES)
def lang(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.mark.parametrize("name", DATA)
def test_all_classes_are_offered_with_a_picture_each(name: str) -> None:
    found, listed = runs.data(name), entries(name, "zh")
    assert [(e["id"], e["split"], e["images"]) for e in listed] == [
        (c.id, c.split, c.count) for c in found.classes
    ]
    with Image.open(io.BytesIO(sheet(name))) as picture:
        assert picture.size == (ACROSS * SIDE, -(-len(listed) // ACROSS) * SIDE)
        at = len(listed) - 1
        tile = picture.convert("L").crop(
            [SIDE * x for x in (at % ACROSS, at // ACROSS, at % ACROSS + 1, at // ACROSS + 1)]
        )
    assert tile.getextrema()[0] < 200, "the last class has no picture"


def test_the_server_has_the_list_in_every_language_and_the_sheet() -> None:
    from fewshot_app.server import _classes

    def get(file: str, version: str = version("everyday")) -> Response:
        return _classes(
            Request({"type": "http", "headers": [], "path_params": {"version": version, "file": file}})
        )

    for lang in LANGUAGES:
        assert json.loads(bytes(get(f"everyday.{lang}.json").body)) == entries("everyday", lang)
    assert get("everyday.png").body == sheet("everyday")
    assert get("everyday.png", "old").status_code == 404
    assert get("../secret.png").status_code == get("nothing.en.json").status_code == 404


def test_a_chosen_class_is_marked_by_its_split() -> None:
    found = runs.data("everyday")

    def task(*classes: str) -> Task:
        return Task("everyday", "test", len(classes), 1, 2, 1, classes)

    assert runs.known_before(task("lion", "otter")) == ()
    assert [found.classes[i].id for i in runs.known_before(task("dog", "otter"))] == ["dog"]
    assert runs.known_before(Task("everyday", "train", 5, 1, 2, 1)) == ()  # not chosen: its split says it


@pytest.mark.parametrize(("name", "lang"), list(zip(ROOMS, LANGUAGES * 3, strict=False)))
def test_every_page_tells_which_classes_were_seen(name: str, lang: str) -> None:
    told = words(lang)("common.picker.told.train", names=words(lang).pick(_info("dog")))
    app = opened(name, lang=lang, classes="dog,otter", k="1", q="2", seen="1")
    assert not app.exception and any(told in caption.value for caption in app.caption)
    unseen = words(lang)("common.picker.told.unseen")
    assert any(
        unseen == caption.value for caption in opened(name, lang=lang, classes="lion,otter", q="2").caption
    )


def test_too_many_images_and_unknown_classes_are_told_and_nothing_fails(lang: str) -> None:
    app = opened("explorer", lang=lang, classes="otter,unicorn,dog", k="4", q="5")
    assert not app.exception and not app.error
    assert "unicorn" in app.warning[0].value and "3" in app.warning[0].value


def test_a_task_with_a_seen_class_has_no_score_over_many_tasks(lang: str) -> None:
    choices = fitted(CompareChoices(lang=lang, classes=("dog", "otter"), query=2, seen=True))
    assert compare._measured(choices.task, "maml", Live(choices.task)) is None
    assert view._pictures(choices.task, words(lang)).met == (words(lang).pick(_info("dog")),)
    app = opened("compare", lang=lang, classes="dog,otter", q="2", seen="1")
    assert not any(button.key == "compare_start" for button in app.button)
    app = opened("compare", lang=lang, classes="lion,otter", q="2", seen="1")
    assert any(button.key == "compare_start" for button in app.button)
    assert not opened("inside", lang=lang, classes="dog,otter", q="2", seen="1").header


def test_the_explorer_speaks_of_the_chosen_classes(lang: str) -> None:
    choices = fitted(ExplorerChoices(lang=lang, classes=("dog", "otter"), shot=2, query=3))
    dog = _info("dog").count
    tasks = comb(dog, 2) * comb(dog - 2, 3) * comb(7, 2) * comb(5, 3)
    assert words(lang).large(tasks) in explorer.board_data(choices, words(lang))["count"]
    assert explorer._split(choices) == "" and explorer._split(fitted(ExplorerChoices())) == "test"


def _info(id: str):
    return next(each for each in runs.data("everyday").classes if each.id == id)
