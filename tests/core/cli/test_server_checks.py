"""What ``fewshot doctor`` finds out about a server's surroundings, each told in a sentence."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest
from sqlalchemy import text

from fewshot_app.classroom.rooms import schema
from fewshot_app.classroom.rooms.tables import connect
from fewshot_app.operations.logs import FORM
from fewshot_app.operations.metrics import TOKEN
from fewshot_app.shared import own
from fewshot_app.shared.network import FRAMES
from fewshot_app.shared.own.store import Quotas, Store
from fewshot_core.cli import server_checks as checks
from fewshot_core.tensors.errors import Missing, Unusable


@pytest.fixture
def database(empty_database: str, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("FEWSHOT_DATABASE", empty_database)
    return empty_database


def test_a_disk_without_space_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(own, "store", lambda: Store(tmp_path))
    (tmp_path / "thing").write_bytes(b"0" * 3 * checks.MB)
    assert "3 MB of" in checks.store()
    monkeypatch.setattr(own, "store", lambda: Store(tmp_path, Quotas(everyone=2**60)))
    with pytest.raises(Unusable, match="MB more"):
        checks.store()


def test_a_database_is_tried_and_left_as_it_was(database: str) -> None:
    assert "is empty" in checks.database()
    engine = connect(database)
    assert schema.version_of(engine) is None, "the doctor changes nothing"
    schema.upgrade(engine)
    assert "can be written to" in checks.database()
    with engine.connect() as db:
        assert db.scalar(text("SELECT count(*) FROM rooms")) == 0
    with engine.begin() as db:
        db.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(schema.NewerDatabase):
        checks.database()


@pytest.mark.parametrize(
    "url",
    [
        "sqlite:////nowhere/at/all.sqlite",
        "postgresql+psycopg://me:secret@127.0.0.1:1/x",
        "nonsense",
        "odd://x",
    ],
)
def test_a_database_that_cannot_be_used_is_told_without_its_password(
    monkeypatch: pytest.MonkeyPatch, url: str
) -> None:
    monkeypatch.setenv("FEWSHOT_DATABASE", url)
    with pytest.raises(Unusable) as told:
        checks.database()
    assert "secret" not in str(told.value) and "\n" not in str(told.value)


def test_a_port_that_is_taken_is_told() -> None:
    with socket.create_server(("127.0.0.1", 0)) as door:
        port = door.getsockname()[1]
        with pytest.raises(Unusable, match=str(port)):
            checks.port_is_free("127.0.0.1", port)
    assert str(port) in checks.port_is_free("127.0.0.1", port)


def test_a_class_needs_a_network(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks, "reachable", lambda: ("192.168.1.5",))
    assert "192.168.1.5" in checks.network(share=True)
    monkeypatch.setattr(checks, "reachable", tuple)
    assert "alone" in checks.network(share=False)
    with pytest.raises(Missing):
        checks.network(share=True)


@pytest.mark.parametrize(("name", "value"), [(TOKEN, "short"), (FORM, "xml"), (FRAMES, "*")])
def test_a_setting_that_cannot_be_used_is_named(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    for each in (TOKEN, FORM, FRAMES):
        monkeypatch.delenv(each, raising=False)
    assert checks.settings()
    monkeypatch.setenv(name, value)
    with pytest.raises(Unusable, match="--embed-from" if name == FRAMES else name) as told:
        checks.settings()
    assert "'short'" not in str(told.value), "a token is not shown"
