"""Your own data set: read, checked, kept, used like the others, taken home, and nobody else's."""

from __future__ import annotations

import io
import time
import zipfile
from pathlib import Path

import pytest
import torch
from starlette.requests import Request
from starlette.responses import Response

from fewshot_app.lab.archive import opened
from fewshot_app.lab.data.confused import CONFUSED
from fewshot_app.lab.data.desk import DESK, Desk
from fewshot_app.lab.data.export import exported
from fewshot_app.lab.data.kept import _shown_first
from fewshot_app.lab.data.making import ALL, DEALT, FOLDERS, keep, kept_classes, split_of, ways
from fewshot_app.lab.data.reading import Draft, clean
from fewshot_app.lab.data.runs import confuse, spec_of
from fewshot_app.lab.uploads import Refused
from fewshot_app.shared import own, runs
from fewshot_app.shared.choices import TaskChoices, any_set
from fewshot_app.shared.own.data_set import DRAWINGS, PHOTOS
from fewshot_app.shared.own.visitor import COOKIE
from fewshot_app.shared.task import Task
from fewshot_app.shared.text import LANGUAGES, words
from fewshot_core import load_data
from tests.app.own_sets import KEY, OTHER, draft_of, page_of, plan, visiting

from .brought import jpeg, photos, picture, zip_of


@pytest.fixture(scope="module")
def draft() -> Draft:
    """Three classes of four photographs, one of them twice, and what does not belong there."""
    twice = jpeg(1, 2, (60, 40))
    odd = [("fruit/pear/again.jpg", twice), ("fruit/pear/note.txt", b"x"), ("fruit/lone/1.png", picture())]
    return draft_of(photos() + odd + [("fruit/cut/1.jpg", jpeg(0, 0)[:400])])


def test_classes_are_folders_and_the_rest_is_named(draft: Draft) -> None:
    assert {name: len(inside) for name, inside in draft.classes.items()} == {"apple": 4, "fig": 4, "pear": 5}
    reasons = sorted(each.reason.rpartition(".")[2] for each in draft.left_out)
    assert reasons == ["few_images", "no_image", "truncated"] and draft.trouble is None
    assert not draft.drawn


def test_a_picture_that_is_there_twice_is_found(draft: Draft) -> None:
    ((first, later),) = draft.doubles
    assert {first.file, later.file} == {"2.jpg", "again.jpg"}
    assert len(kept_classes(draft, [later])["pear"]) == 4


@pytest.mark.parametrize(
    ("files", "reason"),
    [
        ([], "no_pictures"),
        ([("a/1.txt", b"x")], "no_pictures"),
        (photos(1), "one_class"),
        (photos(3, 1), "no_classes"),
        ([(f"train/a/{i}.jpg", jpeg(0, i)) for i in range(2)]
         + [(f"test/a/{i}.jpg", jpeg(1, i)) for i in range(2)], "two_splits"),
    ],
)  # fmt: skip
def test_what_is_no_data_set_is_told_by_its_own_sentence(files: list[tuple[str, bytes]], reason: str) -> None:
    trouble = draft_of(files).trouble
    assert isinstance(trouble, Refused) and trouble.reason == f"lab.refused.{reason}"
    assert len({trouble.sentence(words(lang)) for lang in LANGUAGES}) == len(LANGUAGES)


def test_a_class_gets_a_name_that_addresses_and_paths_bear() -> None:
    assert clean("a, b\\c: d\n") == "a b c d" and clean("...") == "?" and clean("x" * 99) == "x" * 60
    assert clean("苹果") == "苹果"


def test_a_split_is_of_classes_by_the_seed_or_by_the_folders(draft: Draft) -> None:
    assert ways(draft) == (ALL,) and set(split_of(draft, ALL, 0).values()) == {"test"}
    many = Draft("many", classes={f"c{i}": [] for i in range(20)})
    assert ways(many) == (ALL, DEALT)
    first, second = split_of(many, DEALT, 0), split_of(many, DEALT, 1)
    assert first != second and sorted(first.values()) == sorted(second.values())
    given = draft_of(photos(2, 2, "train/") + [(f"test/{n}", c) for n, c in photos(4, 2, "")[4:]])
    assert ways(given)[0] == FOLDERS and set(given.splits.values()) == {"train", "test"}


@pytest.mark.parametrize("form", [PHOTOS, DRAWINGS])
def test_what_is_kept_is_read_again_and_its_zip_is_the_same_for_the_command_line(
    draft: Draft, store: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    item = keep(draft, plan(form), [later for _, later in draft.doubles])
    data = runs.data(item.id)
    assert [(info.en, info.count) for info in data.classes] == [("apple", 4), ("fig", 4), ("pear", 4)]
    assert data.images.shape == ((12, 3, 128, 128) if form == PHOTOS else (12, 1, 28, 28))
    assert data.draw(3).size == (64, 64)
    zipfile.ZipFile(io.BytesIO(exported(data))).extractall(tmp_path / "out")
    monkeypatch.setenv("FEWSHOT_DATA", str(tmp_path / "cache"))
    again = load_data(f"{form}:{tmp_path / 'out'}")
    assert [(info.id, info.split, info.count) for info in again.classes] == [
        (info.id, info.split, info.count) for info in data.classes
    ]
    assert torch.equal(again.images, data.images)


def test_learners_answer_for_it(draft: Draft, store: None) -> None:
    drawings, pictures = keep(draft, plan(DRAWINGS), []), keep(draft, plan(PHOTOS), [])
    assert "protonet" in runs.learners(drawings.id) and runs.learners(pictures.id)[0] == "frozen/prototype"
    assert runs.stored(drawings.id, "protonet", 2, 1) is None and runs.measured(pictures.id, "maml") == ()
    job = confuse(drawings.id)
    while not job.done:
        time.sleep(0.01)
    assert job.error is None and job.result and len(job.result.accuracies) == 40
    assert spec_of(runs.data(drawings.id)).way == 3 and 0 <= job.result.accuracy[0] <= 1
    task = Task(drawings.id, "test", 2, 1, 1, 0, ("apple", "fig"))
    assert runs.known_before(task) == () and runs.place(drawings.id) == "folder:fruit"


def test_rooms_are_asked_for_a_task_that_the_set_can_hold(draft: Draft, store: None) -> None:
    item = keep(draft, plan(), [])
    shown = _shown_first("map", item, runs.data(item.id))
    assert shown == {"way": 3, "shot": 1, "query": 3, "learner": "frozen/prototype"}


def test_it_is_gone_when_asked(draft: Draft, store: None) -> None:
    item = keep(draft, plan(), [])
    runs.data(item.id)
    assert own.drop(item.id)
    with pytest.raises(Exception, match="data set"):
        runs.data(item.id)


def test_nobody_else_sees_it(draft: Draft, store: None, monkeypatch: pytest.MonkeyPatch) -> None:
    from dataclasses import dataclass

    from fewshot_app.shared.choices import parse

    @dataclass(frozen=True, kw_only=True)
    class Asks(TaskChoices):
        data: str = any_set()

    item = keep(draft, plan(), [])
    assert parse(Asks, {"data": item.id}).data == item.id
    visiting(monkeypatch, OTHER)
    for asked in (item.id, f"own-{'a' * 22}", "own-../x", f"../{item.id}"):
        found = parse(Asks, {"data": asked})
        assert found.data == "everyday" and found.corrections[0].reason == "unknown"


def test_the_picker_s_list_is_for_its_visitor_alone(draft: Draft, store: None) -> None:
    from fewshot_app.server import _classes
    from fewshot_app.shared.class_picker.catalogue import version

    item = keep(draft, plan(), [])
    where = {"version": version(item.id), "file": f"{item.id}.en.json"}

    def get(key: str) -> Response:
        cookie = f"{COOKIE}={key}".encode()
        return _classes(Request({"type": "http", "headers": [(b"cookie", cookie)], "path_params": where}))

    assert b"apple" in bytes(get(KEY).body) and "no-store" in get(KEY).headers["cache-control"]
    assert get(OTHER).status_code == get("").status_code == 404


@pytest.mark.parametrize("lang", ["zh", pytest.param("en", marks=pytest.mark.slow)])
def test_the_page_from_draft_to_set(draft: Draft, store: None, lang: str) -> None:
    empty = page_of("data", lang=lang)
    assert [title.value for title in empty.title] == [words(lang)("data.title")]
    desk = Desk()
    desk.bring("fruit", opened("fruit", zip_of(photos())))
    while not (desk.job and desk.job.done):
        time.sleep(0.01)
    page = page_of("data", state={DESK: desk}, lang=lang)
    page.button(key="data_keep").click().run()
    assert not page.exception and not page.error
    id = page.query_params["data"]
    id = id if isinstance(id, str) else id[0]
    assert page.subheader[0].value == "fruit" and page.button(key="data_confuse")
    confused = page.button(key="data_confuse").click().run()
    (job,) = confused.session_state[CONFUSED].values()
    while not job.done:
        time.sleep(0.01)
    confused.run()
    assert not confused.exception and len(confused.get("plotly_chart")) == bool(job.result.worst)
    task = page_of("explorer", lang=lang, data=id, split="train", n="2")
    assert not task.error
    other = page_of("explorer", OTHER, lang=lang, data=id)
    assert other.session_state["task_data"] == "everyday"
    page.button(key="data_drop").click().run()
    assert not page.exception and own.store().held(id) is None


@pytest.mark.parametrize("name", ["compare", "map", "inside"])
@pytest.mark.parametrize("form", [PHOTOS, DRAWINGS])
def test_the_instruments_show_it(draft: Draft, store: None, name: str, form: str) -> None:
    item = keep(draft, plan(form), [])
    page = page_of(name, lang="en", data=item.id, n="2", q="1")
    assert not page.error and page.session_state["task_data"] == item.id
