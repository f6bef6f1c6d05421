"""The database: its tables, and how a row is written that may be there already.

A change here needs a step in ``migrations/``, by which databases that are in use get it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Engine,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.sql.dml import Insert

from .trouble import DatabaseAway

METADATA = MetaData()
AWAY = (OperationalError, InterfaceError, PoolTimeout)
"""What SQLAlchemy raises where the database cannot be reached, or went away meanwhile."""


def _code() -> Column[str]:
    return Column("code", String(8), ForeignKey("rooms.code", ondelete="CASCADE"), primary_key=True)


def _of_a_phone() -> tuple[Column, ...]:
    """The key of what one phone does in one round of an activity."""
    return (
        _code(),
        Column("number", Integer, primary_key=True),
        Column("round", Integer, primary_key=True),
        Column("phone", String(32), primary_key=True),
    )


ROOMS = Table(
    "rooms",
    METADATA,
    Column("code", String(8), primary_key=True),
    Column("owner", String(32), nullable=False),  # the lecturer's name as a visitor: a hash of the key
    Column("opened", Float, nullable=False),  # seconds since 1970
    Column("serial", Integer, nullable=False),  # rises with every change that phones are told
    Index("rooms_owner", "owner"),
)
ACTIVITIES = Table(
    "activities",
    METADATA,
    _code(),
    Column("number", Integer, primary_key=True),  # 1, 2, … within the room
    Column("body", JSON, nullable=False),
    Column("round", Integer, nullable=False),  # that is asked now
    Column("phase", String(8), nullable=False),
)
PHONES = Table("phones", METADATA, _code(), Column("phone", String(32), primary_key=True))
VOTES = Table(
    "votes",
    METADATA,
    *_of_a_phone(),
    Column("answers", JSON, nullable=False),  # an option a question
    Column("at", Float, nullable=False),
)
DRAWINGS = Table(
    "drawings",
    METADATA,
    *_of_a_phone(),
    Column("id", String(12), nullable=False),  # its name for the lecturer's screen, which knows no phones
    Column("label", Integer, nullable=False),  # the class that the phone is asked to draw
    Column("strokes", JSON),  # lists of x, y, x, y, … once it has come
    Column("at", Float),  # when it came
    Column("out", Boolean, nullable=False),  # the lecturer leaves it out
    Index("drawings_id", "code", "id"),
)


@contextmanager
def reached() -> Iterator[None]:
    """Raises DatabaseAway where what is done inside fails because the database does not answer."""
    try:
        yield
    except AWAY as error:
        raise DatabaseAway from error


def insert_once(engine: Engine, table: Table) -> Insert:
    """An insertion that leaves a row with the same key as it is."""
    dialect = sqlite if engine.dialect.name == "sqlite" else postgresql
    return dialect.insert(table).on_conflict_do_nothing()
