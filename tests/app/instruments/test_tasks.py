"""The data set of tasks in both languages: its rows, what divides them, and where each can be opened."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from urllib.parse import parse_qsl, urlparse

import pytest

from fewshot_app.instruments.explorer import page as explorer
from fewshot_app.instruments.tasks import SIDES, TasksChoices, rows
from fewshot_app.instruments.tasks import page as tasks
from fewshot_app.shared import runs
from fewshot_app.shared.choices import HIGHEST_SEED, TaskChoices, parse
from fewshot_app.shared.host import fitted
from fewshot_app.shared.room import room
from fewshot_app.shared.text import words
from fewshot_core.data.datasets import embedded_names
from tests.app.opened import opened as opened_room
from tests.app.still_host import StillHost

opened = partial(opened_room, "tasks")


@pytest.fixture(params=("en", "zh"))
def lang(request: pytest.FixtureRequest) -> str:
    return request.param


def table(choices: TasksChoices) -> tasks.TableData:
    return tasks.table_data(choices, StillHost("tasks", choices))


def test_page_shows_its_words_and_draws_other_tasks(lang: str) -> None:
    app = opened(lang=lang, n=3, k=2, q=1)
    assert not app.exception
    assert app.title[0].value == words(lang)("tasks.title")
    button = app.button(key="task_new")
    assert button.label == words(lang)("tasks.new_task")
    button.click().run()
    assert "seed" in app.query_params and not app.exception


@pytest.mark.parametrize("data", embedded_names())
def test_no_class_stands_on_both_sides(data: str) -> None:
    choices = TasksChoices(data=data, way=10)
    drawn = {
        split: {i for task in rows.tasks(choices, split) for i in runs.episode(task).class_ids}
        for split in SIDES
    }
    names = {split: {runs.data(data).classes[i].en for i in drawn[split]} for split in SIDES}
    assert names["train"] and names["test"] and not names["train"] & names["test"]
    assert rows.in_common(runs.data(data)) == 0


def test_the_line_is_not_drawn_where_it_does_not_hold(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tasks, "in_common", lambda data: 3)
    with pytest.raises(ValueError, match="3 classes of everyday"):
        table(TasksChoices(seen=True))


def test_the_line_is_told_once_it_was_asked(lang: str) -> None:
    asked = table(TasksChoices(lang=lang))
    assert asked["guess"] and not asked["line"]
    told = table(TasksChoices(lang=lang, seen=True))
    data = runs.data("everyday")
    sizes = [str(len(data.split_classes(split))) for split in SIDES]
    assert told["guess"] is None and all(f"**{size}**" in told["line"] for size in (*sizes, "0"))


def test_a_row_has_the_next_seed_and_every_row_the_form() -> None:
    choices = TasksChoices(way=3, shot=2, query=4, seed=HIGHEST_SEED)
    for split in SIDES:
        found = rows.tasks(choices, split)
        assert [task.seed for task in found][:2] == [HIGHEST_SEED, 0]
        assert {(task.way, task.shot, task.query, task.split) for task in found} == {(3, 2, 4, split)}
    shown = table(choices)
    assert [len(side["rows"]) for side in shown["sides"]] == list(rows.ROWS.values())
    assert all(len(row["classes"]) == 3 for side in shown["sides"] for row in side["rows"])


@pytest.mark.parametrize("data", embedded_names())
def test_a_link_opens_the_very_task_of_its_row(lang: str, data: str) -> None:
    choices = TasksChoices(lang=lang, data=data, way=4, shot=2, query=3, seed=7)
    for side in table(choices)["sides"]:
        own = rows.tasks(choices, side["id"])
        for row, task in zip(side["rows"], own, strict=True):
            assert [link["page"] for link in row["links"]] == list(rows.SHOWN_IN[side["id"]])
            for link in row["links"]:
                there = fitted(
                    parse(room(link["page"]).choices, dict(parse_qsl(urlparse(link["href"]).query)))
                )
                assert isinstance(there, TaskChoices) and not there.corrections and there.task == task


def test_the_explorer_shows_the_images_of_the_row(lang: str) -> None:
    choices = TasksChoices(lang=lang, way=3, query=1)
    for side in table(choices)["sides"]:
        row = side["rows"][1]
        query = dict(parse_qsl(urlparse(row["links"][0]["href"]).query))
        there = replace(parse(room("explorer").choices, query), lang=lang)
        board, episode = explorer.board_data(there, words(lang)), runs.episode(there.task)
        assert board["classes"] == row["classes"]
        assert row["strip"] == runs.sprite(there.data, (*episode.support_items, *episode.query_items))


def test_the_address_keeps_the_row_and_tells_what_cannot_be() -> None:
    kept = parse(TasksChoices, {"side": "test", "row": "43", "classes": "dog,cat"})
    assert (kept.side, kept.row, kept.classes) == ("test", 43, ())
    shown = table(kept)
    assert (shown["side"], shown["row"]) == ("test", 43)
    app = opened(side="both", row="x", n=99)
    assert not app.exception
    assert [c.field for c in parse(TasksChoices, {"side": "both", "row": "x", "n": "99"}).corrections] == [
        "way", "side", "row",
    ]  # fmt: skip
