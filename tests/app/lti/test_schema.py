"""Databases of earlier versions come to the present tables of launches with all that is in them."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Engine, inspect, text

from fewshot_app.classroom.rooms.schema import SCHEMA as ROOMS
from fewshot_app.lti.ledger import Ledger
from fewshot_app.lti.schema import SCHEMA
from fewshot_app.lti.trouble import Stale, TooMuch
from fewshot_app.shared.schema.database import connect
from fewshot_app.shared.schema.steps import NewerDatabase
from tests.databases import filled

BEFORE = (Path(__file__).parent / "schemas" / "before_steps.sql").read_text(encoding="utf-8")
THEN = 1767225600.0
"""A moment at which everything in it still holds."""
LATER = """
import sqlalchemy as sa
from alembic import op

revision, down_revision = "9999", "{head}"


def upgrade():
    with op.batch_alter_table("lti_visits") as visits:
        visits.add_column(sa.Column("course", sa.String(40), nullable=False, server_default="none"))
        visits.alter_column("results", type_=sa.BigInteger)
"""
"""A step as a later version may have it: SQLite does it by copying the table."""


@pytest.fixture
def earlier(empty_database: str) -> Engine:
    """A database as it was made before there were steps."""
    return filled(empty_database, BEFORE)


def differences(engine: Engine) -> list[object]:
    """In what the database's tables of launches differ from those that the program has."""
    own = {*SCHEMA.metadata.tables, SCHEMA.record}

    def ours(thing: object, name: str | None, kind: str, reflected: bool, compared: object) -> bool:
        return kind != "table" or name in own

    with engine.connect() as db:
        options = {"version_table": SCHEMA.record, "include_object": ours}
        return list(compare_metadata(MigrationContext.configure(db, opts=options), SCHEMA.metadata))


def of(engine: Engine) -> Ledger:
    ledger = Ledger(engine.url.render_as_string(hide_password=False))
    ledger.clock = lambda: THEN
    return ledger


def test_the_steps_make_the_tables_of_the_program(empty_database: str) -> None:
    engine = connect(empty_database)
    SCHEMA.upgrade(engine)
    assert SCHEMA.version_of(engine) == SCHEMA.newest() and differences(engine) == []
    SCHEMA.upgrade(engine)


def test_a_database_without_a_record_goes_on_as_it_was(earlier: Engine) -> None:
    assert SCHEMA.version_of(earlier) == SCHEMA.first and not inspect(earlier).has_table(SCHEMA.record)
    ledger = of(earlier)
    assert inspect(earlier).has_table(SCHEMA.record) and SCHEMA.version_of(earlier) == SCHEMA.newest()
    assert differences(earlier) == []
    with pytest.raises(Stale):
        ledger.use("nonce", 60)
    assert ledger.visit("key")["target"] == "chapters?chapter=why"
    ledger.count("key")  # the fiftieth result, the last that a visit may send
    with pytest.raises(TooMuch):
        ledger.count("key")
    assert ledger.enter("ticket")[1]["user"] == "7f3a"


def test_a_later_step_keeps_the_rows(earlier: Engine, tmp_path: Path) -> None:
    (tmp_path / "r9999.py").write_text(LATER.format(head=SCHEMA.newest()))
    replace(SCHEMA, steps=(*SCHEMA.steps, tmp_path)).upgrade(earlier)
    with earlier.connect() as db:
        rows = db.execute(text("SELECT results, course FROM lti_visits ORDER BY results")).all()
    assert [tuple(row) for row in rows] == [(0, "none"), (49, "none")]
    with pytest.raises(NewerDatabase, match="9999"):
        of(earlier)


def test_rooms_and_launches_share_a_database_and_change_apart(earlier: Engine, tmp_path: Path) -> None:
    ROOMS.upgrade(earlier)
    assert not inspect(earlier).has_table(SCHEMA.record), "the rooms' steps leave the launches alone"
    (tmp_path / "r9999.py").write_text(LATER.format(head=SCHEMA.newest()))
    replace(SCHEMA, steps=(*SCHEMA.steps, tmp_path)).upgrade(earlier)
    assert (ROOMS.version_of(earlier), SCHEMA.version_of(earlier)) == (ROOMS.newest(), "9999")
    ROOMS.upgrade(earlier)


def test_rooms_and_launches_of_a_server_that_begins_are_upgraded_at_once(tmp_path: Path) -> None:
    for i in range(5):
        kept = [(schema, f"sqlite:///{tmp_path}/{i}-{schema.record}.sqlite") for schema in (ROOMS, SCHEMA)]
        engines = [(schema, connect(url)) for schema, url in kept]
        with ThreadPoolExecutor(2) as threads:
            list(threads.map(lambda each: each[0].upgrade(each[1]), engines))
        for schema, engine in engines:
            assert {*inspect(engine).get_table_names()} == {*schema.metadata.tables, schema.record}
