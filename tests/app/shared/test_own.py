"""What visitors bring: kept for whoever has the key, within quotas, gone when asked and in time."""

import os
import signal
import subprocess
import sys
import time
from dataclasses import replace

import pytest
from starlette.responses import Response

from fewshot_app.shared.own.store import HourFull, Quotas, Store, StoreFull, VisitorFull
from fewshot_app.shared.own.visitor import COOKIE, hand_out

ANN, BEN = "a" * 32, "b" * 32


@pytest.fixture
def store(tmp_path):
    return Store(tmp_path)


def put(store, visitor=ANN, size=10, kind="data", name="fruit"):
    return store.put(visitor, kind, name, {"content.bin": bytes(size)}, {"classes": 3})


def test_a_thing_comes_back_as_it_was_after_a_restart_too(store, tmp_path):
    item = put(store)
    again = Store(tmp_path).find(ANN, item.id)
    assert again == item and (again.folder / "content.bin").read_bytes() == bytes(10)
    assert again.facts == {"classes": 3}


KILLED = """
import os, signal, sys
from pathlib import Path
from fewshot_app.shared.own.store import Store

write = Path.write_bytes

def killed(path, content):
    if path.name == "second":
        os.kill(os.getpid(), signal.SIGKILL)
    return write(path, content)

Path.write_bytes = killed
Store(Path(sys.argv[1])).put("a" * 32, "data", "killed", {"first": b"1", "second": b"2"}, {})
"""
"""A server that is killed while it keeps the second file of an upload."""


@pytest.mark.skipif(sys.platform == "win32", reason="no signals there")
def test_a_server_killed_while_it_keeps_an_upload_loses_nothing_else(store, tmp_path):
    before = put(store)
    killed = subprocess.run((sys.executable, "-c", KILLED, str(tmp_path)), check=False)
    assert killed.returncode == -signal.SIGKILL
    (half,) = before.folder.parent.glob("new-*")
    assert [path.name for path in half.iterdir()] == ["first"]
    again = Store(tmp_path)
    assert again.items(ANN, "data") == (before,)
    assert put(again) in again.items(ANN, "data") and half.is_dir()
    os.utime(half, (0, 0))
    Store(tmp_path, replace(again.quotas, keep=1e9)).sweep()
    assert not half.exists() and again.find(ANN, before.id) == before


def test_the_newest_comes_first_and_kinds_are_apart(store):
    first, second, other = put(store), put(store), put(store, kind="learner")
    assert [item.id for item in store.items(ANN, "data")] == [second.id, first.id]
    assert store.items(ANN, "learner") == (other,)


def test_nobody_else_finds_it_or_deletes_it(store):
    item = put(store)
    assert store.find(BEN, item.id) is None and not store.items(BEN, "data")
    assert not store.drop(BEN, item.id) and store.find(ANN, item.id)
    for path in (f"../{ANN}/{item.id}", f"{ANN}/{item.id}", "..", "", "own-", "*", "own-" + "*" * 22):
        assert store.find(BEN, path) is None and store.held(path) is None
    with pytest.raises(ValueError, match="no visitor"):
        store.items("../" + ANN, "data")


def test_only_the_owner_of_the_folder_may_read_it(store):
    assert put(store).folder.stat().st_mode & 0o077 == 0


def test_work_on_a_thread_of_no_visit_finds_it_by_its_id(store):
    assert store.held(put(store).id).name == "fruit"


def test_what_is_deleted_is_gone_from_disk_and_from_memory(store):
    item, other = put(store), put(store)
    assert store.remembered(item, "images", lambda: 1) == store.remembered(item, "images", lambda: 2) == 1
    assert store.drop(ANN, item.id)
    assert not item.folder.exists() and store.remembered(item, "images", lambda: 2) == 2
    store.drop_all(ANN)
    assert not other.folder.exists() and not store.items(ANN, "data")


@pytest.mark.parametrize(
    ("quotas", "refused"),
    [
        (Quotas(visitor=100, hour=10**6, everyone=10**6), VisitorFull),
        (Quotas(visitor=10**6, hour=100, everyone=10**6), HourFull),
        (Quotas(visitor=10**6, hour=10**6, everyone=100), StoreFull),
    ],
)
def test_a_quota_refuses_and_loses_nothing(tmp_path, quotas, refused):
    store = Store(tmp_path, quotas)
    kept = put(store, size=60)
    with pytest.raises(refused):
        put(store, size=101)
    assert store.items(ANN, "data") == (kept,)
    assert not list(tmp_path.glob("*/new-*"))


def test_deleting_makes_room_but_the_hour_counts_on(tmp_path):
    store = Store(tmp_path, Quotas(visitor=300, hour=1000, everyone=10**6))
    store.drop(ANN, put(store, size=150).id)
    store.drop(ANN, put(store, size=150).id)
    store.quotas = Quotas(visitor=10**6, hour=320, everyone=10**6)
    with pytest.raises(HourFull):
        put(store, size=50)
    put(store, visitor=BEN, size=50)


def test_after_its_time_everything_is_gone_unless_the_visitor_came(tmp_path):
    store = Store(tmp_path, Quotas(keep=1000))
    old, visited = put(store), put(store, visitor=BEN)
    for visitor in (ANN, BEN):
        os.utime(tmp_path / visitor, (time.time() - 2000,) * 2)
    store.touch(BEN)
    store._swept = 0
    store.sweep()
    assert store.find(ANN, old.id) is None and not (tmp_path / ANN).exists()
    assert store.find(BEN, visited.id) == visited


def test_a_damaged_thing_is_passed_over(store):
    item = put(store)
    (item.folder / "item.json").write_text("{")
    assert store.find(ANN, item.id) is None and store.items(ANN, "data") == ()


@pytest.mark.parametrize("given", [{}, {COOKIE: "1234"}, {COOKIE: "x" * 100}])
def test_a_browser_gets_a_key_that_no_script_can_read(given):
    said = handed_out(given)
    assert "HttpOnly" in said and "SameSite=lax" in said and "Path=/course/" in said
    key = said.partition("=")[2].partition(";")[0]
    assert len(key) == 43 and handed_out(given) != said
    assert f"{COOKIE}={key};" in handed_out({COOKIE: key})


def handed_out(given: dict[str, str]) -> str:
    answer = Response("")
    hand_out(given, answer, "/course/", secure=False, seconds=60)
    return answer.headers["set-cookie"]
