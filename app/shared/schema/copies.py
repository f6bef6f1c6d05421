"""All rows of a set of tables, taken out at one moment and put into another database, of whichever kind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, MetaData, insert, inspect, select

from .steps import Schema

Row = dict[str, Any]
"""By column, what JSON can hold."""
AT_ONCE = 500


def rows(engine: Engine, schema: Schema) -> Iterator[tuple[str, Row]]:
    """Each row with its table's name, as all were at one moment; those that others refer to come first."""
    with _moment(engine) as db:
        for table in schema.metadata.sorted_tables:
            for row in db.execute(select(table)):
                yield table.name, dict(row._mapping)


def is_empty(engine: Engine, schema: Schema) -> bool:
    """Has none of the tables a row, whatever their version is?"""
    there = _there(engine, schema, set())
    with engine.connect() as db:
        return not any(db.execute(select(table).limit(1)).first() for table in there.sorted_tables)


def put(engine: Engine, schema: Schema, version: str, found: Iterable[tuple[str, Row]]) -> None:
    """Put rows of tables of a ``version`` in the place of all that is there; raises NewerDatabase."""
    schema.check_known(version)
    _there(engine, schema, {schema.record}).drop_all(engine)
    schema.upgrade(engine, version)
    there = _there(engine, schema, set())
    with engine.begin() as db:
        for name, some in _by_table(found):
            db.execute(insert(there.tables[name]), some)
    schema.upgrade(engine)


def _there(engine: Engine, schema: Schema, also: set[str]) -> MetaData:
    """The tables of the set, and those of these names, as they are in the database."""
    found = MetaData()
    named = {*schema.metadata.tables, *also} & set(inspect(engine).get_table_names())
    found.reflect(engine, only=sorted(named))
    return found


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
