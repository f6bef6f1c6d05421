"""Databases of earlier versions come to the present tables with all that is in them."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Engine, text

from fewshot_app.classroom.rooms.book import Book
from fewshot_app.classroom.rooms.schema import SCHEMA
from fewshot_app.classroom.rooms.state import OPEN
from fewshot_app.classroom.rooms.tables import METADATA
from fewshot_app.shared.schema.database import connect
from fewshot_app.shared.schema.steps import NewerDatabase, Schema
from tests.databases import filled

V0_2_0 = (Path(__file__).parent / "schemas" / "v0_2_0.sql").read_text(encoding="utf-8")
CODE, OWNER, OPENED = "BCDFG", "a" * 32, 1767225600.0
LATER = """
import sqlalchemy as sa
from alembic import op

revision, down_revision = "9999", "{head}"


def upgrade():
    with op.batch_alter_table("rooms") as rooms:
        rooms.add_column(sa.Column("title", sa.String(40), nullable=False, server_default="a room"))
        rooms.alter_column("serial", type_=sa.BigInteger)
    {then}
"""
"""A step as a later version may have it: SQLite does it by copying the table that all others refer to."""


@pytest.fixture
def earlier(empty_database: str) -> Engine:
    """A database as version 0.2.0 left it."""
    return filled(empty_database, V0_2_0)


@pytest.fixture
def later(tmp_path: Path) -> Callable[..., Schema]:
    """The schema of a later version, with one step more; ``then`` is what that does at its end."""

    def add(then: str = "pass") -> Schema:
        (tmp_path / "r9999.py").write_text(LATER.format(head=SCHEMA.newest(), then=then))
        return replace(SCHEMA, steps=(*SCHEMA.steps, tmp_path))

    return add


def votes(engine: Engine) -> int:
    with engine.connect() as db:
        return int(db.scalar(text("SELECT count(*) FROM votes")) or 0)


def differences(engine: Engine) -> list[object]:
    """In what the database's tables differ from those that the program has."""
    with engine.connect() as db:
        return list(compare_metadata(MigrationContext.configure(db), METADATA))


def test_the_steps_make_the_tables_of_the_program(empty_database: str) -> None:
    engine = connect(empty_database)
    SCHEMA.upgrade(engine)
    assert SCHEMA.version_of(engine) == SCHEMA.newest() and differences(engine) == []
    SCHEMA.upgrade(engine)


def test_a_database_of_0_2_0_goes_on_as_it_was(earlier: Engine) -> None:
    assert SCHEMA.version_of(earlier) == SCHEMA.first
    book = Book(earlier.url.render_as_string(hide_password=False), lambda code, vote: None)
    assert SCHEMA.version_of(earlier) == SCHEMA.newest() and differences(earlier) == []
    book.clock = lambda: OPENED + 60
    state = book.mine(OWNER)
    assert state and state.step and (state.code, state.step.round, state.step.phase) == (CODE, 2, OPEN)
    assert [len(book.tally(CODE, 1, turn).votes) for turn in (1, 2)] == [2, 1]
    assert [vote.answers for _, vote in book.all_votes(CODE)] == [(0,), (1,), (1,)]
    book.close(CODE, OWNER)
    assert votes(earlier) == 0, "what refers to a room still goes with it"


def test_a_later_step_keeps_what_refers_to_the_table_that_it_alters(earlier: Engine, later) -> None:
    later().upgrade(earlier)
    assert SCHEMA.version_of(earlier) == "9999" and votes(earlier) == 3
    with earlier.connect() as db:
        assert db.scalar(text("SELECT title FROM rooms")) == "a room"


def test_a_step_that_fails_changes_nothing(earlier: Engine, later) -> None:
    with pytest.raises(RuntimeError):
        later(then="raise RuntimeError('in the middle')").upgrade(earlier)
    assert SCHEMA.version_of(earlier) == SCHEMA.first and votes(earlier) == 3
    with earlier.connect() as db:
        assert "title" not in set(db.execute(text("SELECT * FROM rooms")).keys())


def test_servers_that_begin_at_once_do_it_once(earlier: Engine, later) -> None:
    schema = later()
    failed: list[BaseException] = []

    def begin() -> None:
        try:
            schema.upgrade(connect(earlier.url.render_as_string(hide_password=False)))
        except BaseException as error:
            failed.append(error)

    servers = [threading.Thread(target=begin) for _ in range(4)]
    for server in servers:
        server.start()
    for server in servers:
        server.join()
    assert not failed and SCHEMA.version_of(earlier) == "9999" and votes(earlier) == 3


def test_a_database_of_a_later_version_is_left_alone(earlier: Engine, later) -> None:
    later().upgrade(earlier)
    with pytest.raises(NewerDatabase, match="9999"):
        SCHEMA.upgrade(earlier)
    assert votes(earlier) == 3
