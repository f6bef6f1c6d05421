"""Train your own: trainings in their processes, what a visitor brings, and where a learner joins."""

from __future__ import annotations

import io
import json
import pickle
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path

import pytest
import safetensors.torch
import torch
from streamlit.testing.v1 import AppTest

from fewshot_app.lab.train import USUAL, TrainChoices, runs, trainer
from fewshot_app.lab.train.markup import some
from fewshot_app.lab.train.page import _usual_tasks, command
from fewshot_app.lab.train.shelf import file_name
from fewshot_app.lab.train.trainer import Trainer
from fewshot_app.lab.train.upload import Refused, read
from fewshot_app.shared import learners, own, trained
from fewshot_app.shared import runs as shared_runs
from fewshot_app.shared.text import LANGUAGES, words
from fewshot_app.shared.worker import Busy
from fewshot_core.data.datasets import ClassInfo
from fewshot_core.data.datasets.kept import packed
from fewshot_core.studies.watched import DONE, LOOKS, PLAN, Look, Plan, Watched
from fewshot_core.tensors.errors import NotEnoughClasses
from fewshot_core.training import checkpoints
from tests.app.opened import opened

PROTONET = checkpoints.folder_of("everyday/protonet")
SAYS = """
import json, sys
print(json.dumps({"phase": "training", "share": 0.1}), flush=True)
for line in sys.stdin:
    if line == "stop\\n":
        print(json.dumps({"phase": "measuring", "share": 0.0}), flush=True)
        print(json.dumps({"phase": "done", "share": 1.0}), flush=True)
        break
"""
"""A process that trains nothing, and tells and hears what a training does."""


@pytest.fixture(autouse=True)
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A store of the test's own, for one visitor; no process trains."""
    monkeypatch.setenv("FEWSHOT_STORE", str(tmp_path / "store"))
    own.store.cache_clear()
    monkeypatch.setattr(own, "visitor", lambda: "a" * 32)
    monkeypatch.setattr(trainer, "COMMAND", (sys.executable, "-c", SAYS))
    mine = Trainer("cpu", most=1)
    monkeypatch.setattr(runs, "trainer", lambda: mine)
    yield
    for training in mine._all.copy():
        mine.end(training)
    own.store.cache_clear()


def wait_for(happened: Callable[[], object], seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < end
        time.sleep(0.02)


def finished(name: str = "Ours", data: str = "everyday") -> own.Item:
    """A learner that is done: the course's own ProtoNet under another name."""
    facts = {"data": data, "method": "protonet", "seconds": 20.0, "way": 5, "shot": 1}
    looks = [
        asdict(Look(step, step / 10, 0.3 + step / 400, 0.03, 60, ((0,) * 25, (1,) * 25))) for step in (0, 100)
    ]
    files = {path.name: path.read_bytes() for path in PROTONET.iterdir()}
    files |= {DONE: b"{}", LOOKS: json.dumps({"looks": looks}).encode()}
    files[PLAN] = json.dumps(asdict(Plan(data, "protonet", 5, 1, 20.0))).encode()
    return own.put(trained.KIND, name, files, facts)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_before_during_and_after(lang: str) -> None:
    w = words(lang)
    page = opened("train", lang=lang, time=20)
    assert [title.value for title in page.title] == [w("train.title")]
    assert w("train.shelf.none") in [each.value for each in page.caption]
    page.text_input(key="train_name").set_value("Anna’s")
    page.button(key="train_begin").click().run()
    (item,) = own.items(trained.KIND)
    assert item.name == "Anna’s" and item.facts["seconds"] == 20
    assert w("train.one_at_a_time") in [each.value for each in page.caption]
    assert not [button for button in page.button if button.key == "train_begin"]
    wait_for(lambda: runs.state(item).share > 0)
    page.button(key="train_stop").click().run()
    wait_for(lambda: runs.state(item).over)
    assert not page.error and not page.exception


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_lost_training_is_told_and_goes_on(lang: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """As after the server was killed: nothing runs here, and the folder is not done."""
    item = runs.begin(TrainChoices(), "Ours")
    runs.trainer().end(item.id)
    page = opened("train", lang=lang)
    assert [each.value for each in page.warning] == [words(lang)("train.state.lost")]
    page.button(key="train_go_on").click().run()
    assert runs.state(item).phase in ("waiting", "training") and not page.warning


def test_a_process_that_dies_is_lost_and_the_next_one_begins() -> None:
    first, second = (runs.begin(TrainChoices(), name) for name in ("one", "two"))
    assert runs.state(second).phase == "waiting" and runs.state(second).place == 1
    wait_for(lambda: runs.trainer().of(first.id).process)
    runs.trainer().of(first.id).process.kill()
    wait_for(lambda: runs.state(first).phase == "lost")
    wait_for(lambda: runs.state(second).phase == "training")
    assert runs.state(second).place == 0


def test_one_that_waits_is_taken_back_and_too_many_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trainer, "LONGEST_LINE", 1)
    _, waiting = (runs.begin(TrainChoices(), name) for name in ("one", "two"))
    with pytest.raises(Busy):
        runs.begin(TrainChoices(), "three")
    runs.stop(waiting)
    assert waiting.id not in [item.id for item in own.items(trained.KIND)]


def test_what_a_process_could_not_do_is_told() -> None:
    item = runs.begin(TrainChoices(), "Ours")
    wait_for(lambda: runs.state(item).share > 0)
    facts = {"way": 5, "available": 3, "split": "val"}
    runs.trainer().of(item.id).hear(
        json.dumps({"phase": "failed", "share": 0, "error": "NotEnoughClasses", "facts": facts})
    )
    page = opened("train", lang="en")
    assert "5-way" in page.error[0].value


def test_a_learner_joins_the_pages_of_its_visitor_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    item = finished("My net")
    w = words("en")
    page = opened("compare", guess="skip", about=("everyday",), lang="en", who=f"{item.id},protonet", seen=1)
    assert not page.warning and not page.error
    assert item.id in learners.OWN and learners.name(item.id, w) == "My net"
    look = learners.appearance(item.id, w)
    assert (look["still"], look["how"]) == (w("common.learner.protonet.still"), w("common.learner.own.how"))
    assert shared_runs.family(item.id) == "compare"
    same = shared_runs.stored_differences("everyday", item.id, "protonet", 5, 1)
    assert same and same[-1][0] == 0
    for name in ("map", "inside"):
        assert not opened(name, lang="en", learner=item.id).error
    assert not opened("curves", lang="en", lines=f"{item.id},protonet", seen=1).error
    monkeypatch.setattr(own, "visitor", lambda: "b" * 32)
    other = opened("compare", lang="en", who=f"{item.id},protonet", seen=1)
    assert item.id in other.warning[0].value and "My net" not in str(other)
    assert shared_runs.learners("everyday") == shared_runs.course_learners("everyday")


def test_what_is_deleted_answers_nobody() -> None:
    item = finished()
    page = opened("train", lang="en")
    page.button(key=f"train_drop_{item.id}").click().run()
    assert not own.items(trained.KIND) and not item.folder.exists()


def own_set(splits: str, count: int = 8, form: str = "folder") -> own.Item:
    """A data set of the visitor's: a letter of ``splits`` a class, v for validation, t for training."""
    names = {"t": "train", "v": "val", "e": "test"}
    classes = [
        ClassInfo(f"c{i}", f"c{i}", f"c{i}", "", names[split], count * i, count)
        for i, split in enumerate(splits)
    ]
    images = torch.randint(0, 256, (count * len(splits), 1, 28, 28), dtype=torch.uint8)
    tiles = torch.zeros(len(images), 64, 64, 3, dtype=torch.uint8)
    return own.put("data", "Fruit", packed(classes, images, tiles), {"form": form})


def test_a_data_set_of_the_visitor_is_trained_on(monkeypatch: pytest.MonkeyPatch) -> None:
    mine = own_set("ttttvvve", count=20)
    choices = TrainChoices(data=mine.id, way=3, shot=1)
    item = runs.begin(choices, "Ours")
    plan = Plan(**json.loads((item.folder / PLAN).read_text()))
    watched = Watched(item.folder, torch.device("cpu"))  # as the process finds it
    assert watched.data.name == mine.id and plan.data.endswith(mine.id)
    assert len(runs.example_tasks(mine.id)[0].class_ids) == 3
    with pytest.raises(NotEnoughClasses):
        runs.begin(TrainChoices(data=mine.id, way=5, shot=1), "Too many classes")
    assert not opened("train", lang="en", data=mine.id).error
    own.drop(mine.id)
    assert words("en")("train.refused.gone") in [each.value for each in opened("train", lang="en").info]


def test_the_usual_tasks_have_no_more_classes_than_there_are() -> None:
    mine, few = own_set("ttttvve", count=20), own_set("ttte")
    usual = {"way": 4, "shot": 2}
    assert _usual_tasks(TrainChoices(), {"data": mine.id}) == usual
    assert _usual_tasks(TrainChoices(data=mine.id, method="fomaml"), {"method": "protonet"}) == usual
    assert _usual_tasks(TrainChoices(data=few.id), {"method": "fomaml"}) == USUAL["fomaml"]
    assert _usual_tasks(TrainChoices(data=mine.id), {"shot": 3}) == {}


@pytest.mark.parametrize(
    ("form", "splits", "reason"), [("folder", "ttte", "few"), ("photos", "ttvve", "photos")]
)
def test_what_cannot_be_trained_on_is_told(form: str, splits: str, reason: str) -> None:
    mine = own_set(splits, form=form)
    with pytest.raises(Refused, match=reason):
        runs.begin(TrainChoices(data=mine.id), "Ours")
    told = [each.value for each in opened("train", lang="zh", data=mine.id).info]
    assert told == [words("zh")(f"train.refused.{reason}")]


def zipped(files: dict[str, bytes]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, text in files.items():
            packed.writestr(name, text)
    return content.getvalue()


def test_what_is_taken_home_is_a_checkpoint_and_comes_back(tmp_path: Path) -> None:
    item = finished()
    content = runs.checkpoint_zip(item, file_name(item))
    zipfile.ZipFile(io.BytesIO(content)).extractall(tmp_path)
    home = tmp_path / file_name(item)
    assert checkpoints.load(home).id == "protonet" and checkpoints.read_manifest(home).data == "everyday"
    back = runs.bring(content, "Back", "scripts")
    manifest = checkpoints.read_manifest(back.folder)
    assert (manifest.data, manifest.evaluations) == ("everyday", ())  # what it says of itself is not believed
    alone = runs.bring((home / "weights.safetensors").read_bytes(), "Alone", "scripts")
    assert (alone.facts["method"], alone.facts["data"]) == ("protonet", "scripts")


WEIGHTS = (PROTONET / "weights.safetensors").read_bytes()
MANIFEST = json.loads((PROTONET / "manifest.json").read_text(encoding="utf-8"))


def with_config(**changes: object) -> bytes:
    told = MANIFEST | {"config": MANIFEST["config"] | changes}
    return zipped({"weights.safetensors": WEIGHTS, "manifest.json": json.dumps(told).encode()})


def encrypted() -> bytes:
    """A zip file whose entries say that they are encrypted."""
    content = bytearray(zipped({"weights.safetensors": WEIGHTS, "manifest.json": b"{}"}))
    for mark, at in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        place = -1
        while (place := content.find(mark, place + 1)) >= 0:
            content[place + at] |= 1
    return bytes(content)


HOSTILE = {
    "a pickle": (pickle.dumps({"a": 1}), "pickle"),
    "a pickle in a zip file": (zipped({"archive/data.pkl": b"\x80\x02."}), "pickle"),
    "a pickle called weights": (
        zipped({"weights.safetensors": pickle.dumps([1]), "manifest.json": b"{}"}),
        "pickle",
    ),
    "too large": (bytes(5 * 2**20), "size"),
    "a bomb": (zipped({"weights.safetensors": bytes(9 * 2**20), "manifest.json": b"{}"}), "size"),
    "too many files": (zipped({f"{i}.txt": b"" for i in range(60)}), "size"),
    "nothing": (b"", "other"),
    "a text": (b"no weights at all, but a text", "other"),
    "cut off": (WEIGHTS[:-100], "header"),
    "something behind": (WEIGHTS + b"more", "header"),
    "a header longer than the file": ((2**40).to_bytes(8, "little") + b"{" + bytes(50), "header"),
    "a header that is no JSON": ((4).to_bytes(8, "little") + b"{{{{" + bytes(50), "header"),
    "offsets that lie": (
        (len(lie := b'{"a":{"dtype":"F32","shape":[9],"data_offsets":[0,8]}}')).to_bytes(8, "little")
        + lie
        + bytes(8),
        "header",
    ),
    "an empty zip file": (zipped({}), "other"),
    "two manifests": (
        zipped({"a/manifest.json": b"{}", "b/manifest.json": b"{}", "weights.safetensors": WEIGHTS}),
        "other",
    ),
    "a manifest that is a list": (zipped({"manifest.json": b"[]", "weights.safetensors": WEIGHTS}), "other"),
    "a damaged zip file": (zipped({"manifest.json": b"{}"})[:-30], "zip"),
    "encrypted": (encrypted(), "zip"),
    "another method": (
        zipped(
            {
                "weights.safetensors": WEIGHTS,
                "manifest.json": json.dumps(MANIFEST | {"method": "maml"}).encode(),
            }
        ),
        "method",
    ),
    "a huge network": (with_config(width=10**6), "method"),
    "an unknown setting": (with_config(path="/etc"), "method"),
    "a setting of another kind": (with_config(way="5"), "method"),
    "another network": (safetensors.torch.save({"a": torch.zeros(3)}), "network"),
    "no numbers": (
        safetensors.torch.save({k: v * torch.nan for k, v in safetensors.torch.load(WEIGHTS).items()}),
        "network",
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_no_checkpoint_is_refused_by_its_own_sentence(name: str) -> None:
    content, reason = HOSTILE[name]
    with pytest.raises(Refused) as refused:
        runs.bring(content, "Bad", "everyday")
    assert refused.value.reason == reason
    assert all(f"train.refused.{reason}" in words(lang) for lang in LANGUAGES)
    assert not own.items(trained.KIND)


def test_paths_in_a_zip_file_lead_nowhere() -> None:
    """Only the two files are read, whatever folder they name, and nothing is unpacked."""
    told = json.dumps(MANIFEST).encode()
    brought = read(zipped({"../../weights.safetensors": WEIGHTS, "/etc/manifest.json": told}))
    assert brought.weights == WEIGHTS


def test_small_things() -> None:
    assert some([1] * 3, 7) == [0, 1, 2]  # type: ignore[list-item]
    assert some([1] * 40, 5) == [0, 10, 20, 29, 39]  # type: ignore[list-item]
    said = command(TrainChoices(seconds="20"))
    assert "--way 30 --shot 2 --minutes 0.33 --set outer_lr=0.006" in said and "--mirror" in said
    assert "--mirror" not in command(TrainChoices(seconds="180"))


def script() -> None:
    from fewshot_app.shared.runs import learners

    learners("everyday")


def test_learners_are_asked_for_outside_a_page_too() -> None:
    finished()
    assert shared_runs.learners("everyday") == shared_runs.course_learners("everyday")
    AppTest.from_function(script).run()
    assert learners.OWN
