"""What ``fewshot doctor`` finds out about a server's surroundings, each told in a sentence."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest
from sqlalchemy import text

from fewshot_app.classroom.rooms.schema import SCHEMA
from fewshot_app.lti.config import NAMED
from fewshot_app.lti.schema import SCHEMA as LAUNCHES
from fewshot_app.operations.logs import FORM
from fewshot_app.operations.metrics import TOKEN
from fewshot_app.shared import own
from fewshot_app.shared.network import FRAMES
from fewshot_app.shared.own.store import Quotas, Store
from fewshot_app.shared.schema.database import connect
from fewshot_app.shared.schema.steps import NewerDatabase
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
    assert SCHEMA.version_of(engine) is None, "the doctor changes nothing"
    SCHEMA.upgrade(engine)
    assert "can be written to" in checks.database()
    with engine.connect() as db:
        assert db.scalar(text("SELECT count(*) FROM rooms")) == 0
    with engine.begin() as db:
        db.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(NewerDatabase):
        checks.database()


@pytest.fixture
def platforms(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file that switches LTI on, with no platform in it yet."""
    pytest.importorskip("pylti1p3", reason="the extra lti is not installed")
    from fewshot_app.lti.keys import FILE, make

    make(tmp_path, "https://few-shot.example.org")
    monkeypatch.setenv(NAMED, str(tmp_path / FILE))
    return tmp_path / FILE


def test_launches_are_looked_at_where_lti_is_on(database: str, platforms: Path) -> None:
    """In a database that has the rooms' tables already, or is to have them."""
    assert "is empty" in checks.launches()
    engine = connect(database)
    SCHEMA.upgrade(engine)
    assert "is empty" in checks.launches() and LAUNCHES.version_of(engine) is None
    LAUNCHES.upgrade(engine)
    assert "0 platforms" in checks.launches() and "can be written to" in checks.launches()
    with engine.connect() as db:
        assert db.scalar(text("SELECT count(*) FROM lti_visits")) == 0
    with engine.begin() as db:
        db.execute(text("UPDATE lti_version SET version_num = '9999'"))
    with pytest.raises(NewerDatabase):
        checks.launches()
    assert "can be written to" in checks.database()
    platforms.write_text("url = 'http://far.example.org'")
    with pytest.raises(Unusable, match="--lti"):
        checks.launches()


def test_that_lti_is_off_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(NAMED, raising=False)
    monkeypatch.setenv("FEWSHOT_DATABASE", "sqlite:////nowhere/at/all.sqlite")
    assert "LTI is off" in checks.launches(), "the database is not asked"


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
