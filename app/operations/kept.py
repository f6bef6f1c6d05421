"""Which tables a server keeps, and where: the rooms', and those of launches where LTI is on."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Engine

from ..classroom.rooms import FILE as ROOMS_FILE
from ..classroom.rooms.schema import SCHEMA as ROOMS_SCHEMA
from ..lti.config import named_file
from ..lti.ledger import FILE as LAUNCHES_FILE
from ..lti.schema import SCHEMA as LAUNCHES_SCHEMA
from ..shared.schema.database import address, connect
from ..shared.schema.steps import Schema

ROOMS, LAUNCHES = "schema", "launches"
"""By which keys a backup says the versions of the tables; the first is as old as backups are."""


@dataclass(frozen=True)
class Kept:
    """A set of tables as a backup has it."""

    key: str
    rows: str  # the name of the file with their rows
    schema: Schema
    engine: Engine
    optional: bool = False  # a backup may have none


def rooms(engine: Engine) -> Kept:
    """The rooms of classes in this database."""
    return Kept(ROOMS, "database.jsonl", ROOMS_SCHEMA, engine)


def launches(engine: Engine) -> Kept:
    """The launches of learning platforms in this database."""
    return Kept(LAUNCHES, "launches.jsonl", LAUNCHES_SCHEMA, engine, optional=True)


def lti_is_on() -> bool:
    """Does the environment name platforms? Where it does not, nobody would delete launches that are over."""
    return named_file() is not None


def all_kept() -> tuple[Kept, ...]:
    """What this server keeps."""
    found = [rooms(connect(address(ROOMS_FILE)))]
    if lti_is_on():
        found.append(launches(connect(address(LAUNCHES_FILE))))
    return tuple(found)
