"""What is saved comes back, to the same server or another one; what is no backup changes nothing."""

from __future__ import annotations

import io
import json
import os
import stat
import tarfile
import time
from pathlib import Path

import pytest
from sqlalchemy import Engine

from fewshot_app.classroom.rooms.book import Book
from fewshot_app.classroom.rooms.schema import SCHEMA
from fewshot_app.classroom.rooms.state import CLOSED, OPEN, Vote
from fewshot_app.lti.config import NAMED
from fewshot_app.lti.ledger import Ledger
from fewshot_app.lti.trouble import Stale
from fewshot_app.operations import backup
from fewshot_app.operations.kept import LAUNCHES, ROOMS, launches, rooms
from fewshot_app.shared import own
from fewshot_app.shared.own.store import HOUR, Store
from fewshot_app.shared.schema.database import connect
from fewshot_app.shared.schema.steps import NewerDatabase, Schema
from fewshot_core.cli import main
from fewshot_core.tensors.errors import Damaged, Unusable

ANNA, BEN = "a" * 32, "b" * 32
OLD = 6 * 24 * HOUR
"""Seconds since a visitor was here: nearly the time after which all is deleted."""


def book_of(engine: Engine) -> Book:
    return Book(engine.url.render_as_string(hide_password=False), lambda code, vote: None)


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    """A room with a closed vote and an open one."""
    from tests.app.classroom.conftest import NAMING, PREDICTION

    found = connect(f"sqlite:///{tmp_path}/from.sqlite")
    book = book_of(found)
    code = book.open(ANNA)
    book.start(code, ANNA, NAMING)
    for phone in range(3):
        book.vote(code, Vote(f"{phone:032x}", 1, 1, (0, phone)))
    book.move(code, ANNA, CLOSED)
    book.start(code, ANNA, PREDICTION)
    return found


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """Two visitors' things, what a killed server left, and a database."""
    made = Store(tmp_path / "from")
    made.put(ANNA, "data", "蘑菇", {"images.safetensors": b"1" * 1000}, {"form": "photos"})
    made.put(ANNA, "learner", "mine", {"weights.safetensors": b"2" * 10}, {})
    made.put(BEN, "photos", "p", {"0.png": b"3"}, {})
    (made.folder / ANNA / "new-own-1").mkdir()
    (made.folder / "class.sqlite").write_bytes(b"rows")
    os.utime(made.folder / BEN, (time.time() - OLD,) * 2)
    return made


def things(store: Store) -> set[tuple[str, str, str, bytes]]:
    """All that a store's visitors have."""
    return {
        (item.id, item.name, path.name, path.read_bytes())
        for visitor in (ANNA, BEN)
        for kind in ("data", "learner", "photos")
        for item in store.items(visitor, kind)
        for path in item.folder.iterdir()
    }


def test_all_comes_back_in_another_place(
    tmp_path: Path, store: Store, engine: Engine, empty_database: str
) -> None:
    """From a file of SQLite to another one, and to PostgreSQL."""
    file = tmp_path / "saved.tar.gz"
    told = backup.write(file, store.folder, [rooms(engine)])
    assert (told.things, told.rows) == (3, {ROOMS: 1 + 2 + 3 + 3}) and told.bytes == file.stat().st_size
    assert stat.S_IMODE(file.stat().st_mode) == 0o600

    there = Store(tmp_path / "to")
    target = connect(empty_database)
    assert backup.read(file, there.folder, [rooms(target)], replace=False).things == 3
    assert things(there) == things(store) and len(things(there)) == 6
    assert [path.name for path in there.folder.iterdir() if len(path.name) != 32] == []
    assert time.time() - (there.folder / BEN).stat().st_mtime == pytest.approx(OLD, abs=60)
    book = book_of(target)
    state = book.mine(ANNA)
    assert state and state.step and (state.step.number, state.step.phase) == (2, OPEN)
    before = list(book_of(engine).all_votes(state.code))
    assert list(book.all_votes(state.code)) == before and len(before) == 3
    assert book.vote(state.code, Vote("f" * 32, 2, 1, (1,))) == (1,)


def test_what_is_there_is_replaced_only_if_that_is_asked(
    tmp_path: Path, store: Store, engine: Engine
) -> None:
    file = tmp_path / "saved.tar.gz"
    backup.write(file, store.folder, [rooms(engine)])
    saved = things(store)
    store.drop_all(ANNA)
    (code,) = [state.code for state in [book_of(engine).mine(ANNA)] if state]
    book_of(engine).close(code, ANNA)
    with pytest.raises(Unusable, match="--replace"):
        backup.read(file, store.folder, [rooms(engine)], replace=False)
    assert len(things(store)) == 2
    backup.read(file, store.folder, [rooms(engine)], replace=True)
    assert things(store) == saved and book_of(engine).mine(ANNA)


def test_a_backup_of_an_earlier_version_is_brought_up_to_date(
    tmp_path: Path, store: Store, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Schema, "newest", lambda self: self.first)
    file = tmp_path / "saved.tar.gz"
    backup.write(file, store.folder, [rooms(engine)])
    monkeypatch.undo()
    target = connect(f"sqlite:///{tmp_path}/to.sqlite")
    backup.read(file, tmp_path / "to", [rooms(target)], replace=False)
    assert SCHEMA.version_of(target) == SCHEMA.newest()


@pytest.fixture
def visits(tmp_path: Path) -> tuple[Ledger, str]:
    """Launches: a message that was used, and a visit, with its key."""
    made = Ledger(f"sqlite:///{tmp_path}/launches.sqlite")
    made.use("nonce", 600)
    return made, made.enter(made.begin({"user": "7f3a"}))[0]


def test_launches_come_back_too(
    tmp_path: Path, store: Store, engine: Engine, visits: tuple[Ledger, str], empty_database: str
) -> None:
    """From two files of SQLite to one file, and to one database of PostgreSQL."""
    file, (ledger, key) = tmp_path / "saved.tar.gz", visits
    told = backup.write(file, store.folder, [rooms(engine), launches(ledger.engine)])
    assert told.rows == {ROOMS: 9, LAUNCHES: 2}
    target = connect(empty_database)
    kept = [rooms(target), launches(target)]
    told = backup.read(file, tmp_path / "to", kept, replace=False)
    assert told.rows == {ROOMS: 9, LAUNCHES: 2} and not told.left_out
    there = Ledger(empty_database)
    assert there.visit(key) == {"user": "7f3a"}
    with pytest.raises(Stale):
        there.use("nonce", 600)
    assert book_of(target).mine(ANNA)


def test_launches_alone_are_something_to_be_replaced(
    tmp_path: Path, engine: Engine, visits: tuple[Ledger, str]
) -> None:
    file, empty = tmp_path / "saved.tar.gz", connect(f"sqlite:///{tmp_path}/to.sqlite")
    backup.write(file, tmp_path / "nothing", [rooms(engine)])
    kept = [rooms(empty), launches(visits[0].engine)]
    with pytest.raises(Unusable, match="--replace"):
        backup.read(file, tmp_path / "to", kept, replace=False)
    assert backup.read(file, tmp_path / "to", kept, replace=True).rows == {ROOMS: 9}
    assert visits[0].visit(visits[1]), "the backup says nothing of launches"


def archive(path: Path, files: dict[str, bytes]) -> Path:
    with tarfile.open(path, "w:gz") as made:
        for name, content in files.items():
            told = tarfile.TarInfo(name)
            told.size = len(content)
            made.addfile(told, io.BytesIO(content))
    return path


def about(**changes: object) -> bytes:
    return json.dumps({"form": backup.FORM, ROOMS: SCHEMA.newest()} | changes).encode()


@pytest.mark.parametrize(
    "files",
    [
        {},
        {backup.ABOUT: b"{}"},
        {backup.ABOUT: json.dumps({"form": backup.FORM, LAUNCHES: "0001"}).encode()},
        {backup.ABOUT: about(form=99), "database.jsonl": b""},
        {backup.ABOUT: about(schema="9999"), "database.jsonl": b""},
        {backup.ABOUT: about(), "database.jsonl": b"no json"},
        {backup.ABOUT: about(launches="9999"), "database.jsonl": b"", "launches.jsonl": b""},
        {backup.ABOUT: about(launches="0001"), "database.jsonl": b""},
    ],
)
def test_what_is_no_backup_changes_nothing(
    tmp_path: Path, store: Store, engine: Engine, files: dict[str, bytes]
) -> None:
    saved, kept = things(store), [rooms(engine), launches(connect(f"sqlite:///{tmp_path}/lti.sqlite"))]
    with pytest.raises((Damaged, NewerDatabase)):
        backup.read(archive(tmp_path / "bad.tar.gz", files), store.folder, kept, replace=True)
    text = tmp_path / "text"
    text.write_text("no archive")
    with pytest.raises(Damaged):
        backup.read(text, store.folder, kept, replace=True)
    assert things(store) == saved and book_of(engine).mine(ANNA)
    assert not list(store.folder.glob("restoring-*"))


def test_nothing_is_written_outside_the_store(tmp_path: Path, engine: Engine) -> None:
    id = "own-" + "x" * 22
    files = {
        backup.ABOUT: about(), "database.jsonl": b"", "../out": b"1", "/out": b"2", "store/../../out": b"3",
        f"store/{ANNA}/{id}/../../../out": b"4", f"store/{ANNA}/{id}/..": b"5", "store/class.sqlite": b"6",
        f"store/{ANNA}/{id}/item.json": b"7",
    }  # fmt: skip
    store = tmp_path / "deep" / "store"
    backup.read(archive(tmp_path / "odd.tar.gz", files), store, [rooms(engine)], replace=True)
    written = [path for path in tmp_path.rglob("*") if path.is_file() and path.parent != tmp_path]
    assert [path.read_bytes() for path in written] == [b"7"]
    assert not (tmp_path / "out").exists() and not (tmp_path / "deep" / "out").exists()


@pytest.fixture
def platforms(tmp_path: Path) -> Path:
    """A file that switches LTI on."""
    pytest.importorskip("pylti1p3", reason="the extra lti is not installed")
    from fewshot_app.lti.keys import FILE, make

    (tmp_path / "platforms").mkdir()
    make(tmp_path / "platforms", "https://few-shot.example.org")
    return tmp_path / "platforms" / FILE


def test_the_commands_save_and_restore(
    tmp_path: Path, store: Store, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("FEWSHOT_STORE", "")
    for name in ("FEWSHOT_DATABASE", NAMED):
        monkeypatch.delenv(name, raising=False)
    (store.folder / "class.sqlite").unlink()
    file, there = tmp_path / "saved.tar.gz", tmp_path / "to"
    assert main(["backup", str(file), "--store", str(store.folder)]) == 0
    told = capsys.readouterr().out
    assert "3 things" in told and "LTI is off" in told
    assert main(["restore", str(file), "--store", str(there)]) == 0
    assert things(Store(there)) == things(store) and "LTI is off" not in capsys.readouterr().out
    assert main(["restore", str(file), "--store", str(there)]) == 1
    assert "--replace" in capsys.readouterr().err
    assert main(["restore", str(tmp_path / "nowhere"), "--store", str(there)]) == 1
    assert main(["backup", str(tmp_path / "no" / "folder.tar.gz"), "--store", str(there)]) == 1
    own.store.cache_clear()


def test_the_commands_know_launches_where_lti_is_on(
    tmp_path: Path, store: Store, platforms: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    for name in ("FEWSHOT_STORE", NAMED):
        monkeypatch.setenv(name, "")
    monkeypatch.delenv("FEWSHOT_DATABASE", raising=False)
    (store.folder / "class.sqlite").unlink()
    ledger = Ledger(f"sqlite:///{store.folder}/lti.sqlite")
    key, _ = ledger.enter(ledger.begin({"user": "7f3a"}))
    file, on = tmp_path / "saved.tar.gz", ["--lti", str(platforms)]
    assert main(["backup", str(file), "--store", str(store.folder), *on]) == 0
    told = capsys.readouterr().out
    assert "1 rows of launches" in told and "LTI is off" not in told
    monkeypatch.setenv(NAMED, "")
    assert main(["restore", str(file), "--store", str(tmp_path / "off")]) == 0
    assert "LTI is off" in capsys.readouterr().out and not (tmp_path / "off" / "lti.sqlite").exists()
    assert main(["restore", str(file), "--store", str(tmp_path / "on"), *on]) == 0
    assert "1 rows of launches" in capsys.readouterr().out
    assert Ledger(f"sqlite:///{tmp_path}/on/lti.sqlite").visit(key) == {"user": "7f3a"}
    own.store.cache_clear()
