"""All rows of the database, taken out at one moment and put into another one, of the same kind or not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, MetaData, insert, inspect, select

from .schema import RECORD, check_known, upgrade
from .tables import METADATA

Row = dict[str, Any]
"""By column, what JSON can hold."""
AT_ONCE = 500


def rows(engine: Engine) -> Iterator[tuple[str, Row]]:
    """Each row with its table's name, as all were at one moment; those that others refer to come first."""
    with _moment(engine) as db:
        for table in METADATA.sorted_tables:
            for row in db.execute(select(table)):
                yield table.name, dict(row._mapping)


def holds_rooms(engine: Engine) -> bool:
    """Is there a room in the database?"""
    if not inspect(engine).has_table("rooms"):
        return False
    with engine.connect() as db:
        return db.execute(select(METADATA.tables["rooms"].c.code).limit(1)).first() is not None


def put(engine: Engine, version: str, found: Iterable[tuple[str, Row]]) -> None:
    """Put rows of tables of a ``version`` in the place of all that is there; raises NewerDatabase."""
    check_known(version)
    _empty(engine)
    upgrade(engine, version)
    there = MetaData()
    there.reflect(engine, only=sorted({*METADATA.tables} & set(inspect(engine).get_table_names())))
    with engine.begin() as db:
        for name, some in _by_table(found):
            db.execute(insert(there.tables[name]), some)
    upgrade(engine)


def _empty(engine: Engine) -> None:
    there = MetaData()
    named = {*METADATA.tables, RECORD} & set(inspect(engine).get_table_names())
    there.reflect(engine, only=sorted(named))
    there.drop_all(engine)


def _by_table(found: Iterable[tuple[str, Row]]) -> Iterator[tuple[str, list[Row]]]:
    """Rows in portions of one table each."""
    name, some = "", list[Row]()
    for table, row in found:
        if some and (table != name or len(some) == AT_ONCE):
            yield name, some
            some = []
        name = table
        some.append(row)
    if some:
        yield name, some


@contextmanager
def _moment(engine: Engine) -> Iterator[Connection]:
    """A connection that sees the database as it is now, whatever is written meanwhile."""
    is_file = engine.dialect.name == "sqlite"
    with engine.connect() as db:
        db = db.execution_options(isolation_level="AUTOCOMMIT" if is_file else "REPEATABLE READ")
        if is_file:  # Python's driver begins no transaction for reading
            db.exec_driver_sql("BEGIN")
        try:
            yield db
        finally:
            if is_file:
                db.exec_driver_sql("ROLLBACK")
