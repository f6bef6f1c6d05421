"""The form of the database: which version of the tables it has, and how it gets the present one."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, inspect, text

from fewshot_core.tensors.errors import FewshotError

STEPS = Path(__file__).with_name("migrations")
VERSIONS = (STEPS / "versions",)
FIRST = "0001"
"""The tables of version 0.2.0, which kept no record of their version."""
RECORD = "alembic_version"
"""The table in which Alembic keeps the version."""
LOCK = 5_290_142
"""A number that PostgreSQL's locks know this work by: any, if always the same."""


class NewerDatabase(FewshotError):
    """The database has tables of a later version of this program."""

    def __init__(self, found: str) -> None:
        self.found = found
        super().__init__(f"The database has tables of a later version ({found}) than this program knows.")


def version_of(engine: Engine) -> str | None:
    """The version of the database's tables, by the name of the last step; None where there are none."""
    with engine.connect() as db:
        return _version(db)


def _version(db: Connection) -> str | None:
    found = MigrationContext.configure(db).get_current_revision()
    return found or (FIRST if inspect(db).has_table("rooms") else None)


def newest() -> str:
    """The version of the present tables."""
    return str(_steps().get_current_head())


def upgrade(engine: Engine, to: str = "head") -> None:
    """Bring the tables with all that is in them to the present version, or to the one that is asked for.

    Of several servers that begin at once, one does it, whole or not at all. Raises NewerDatabase.
    """
    found = version_of(engine)
    check_known(found)
    if found == newest() and inspect(engine).has_table(RECORD):
        return
    with _alone(engine) as db:
        config = _config()
        config.attributes["connection"] = db
        if _version(db) and not inspect(db).has_table(RECORD):
            command.stamp(config, FIRST)
        command.upgrade(config, to)


def check_known(version: str | None) -> None:
    """Raises NewerDatabase for a version that this program does not know."""
    if version and version not in {step.revision for step in _steps().walk_revisions()}:
        raise NewerDatabase(version)


def _steps() -> ScriptDirectory:
    return ScriptDirectory.from_config(_config())


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(STEPS))
    config.set_main_option("path_separator", "os")
    config.set_main_option("version_locations", os.pathsep.join(map(str, VERSIONS)))
    return config


@contextmanager
def _alone(engine: Engine) -> Iterator[Connection]:
    """One transaction, which other servers that want the same wait for."""
    if engine.dialect.name != "sqlite":
        with engine.begin() as db:
            db.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": LOCK})
            yield db
        return
    with engine.connect() as db:
        db.execution_options(isolation_level="AUTOCOMMIT")  # Python's driver would end it at every new table
        # A table that is altered is dropped and made anew: rows that refer to it must not go with it.
        db.exec_driver_sql("PRAGMA foreign_keys=OFF")
        db.exec_driver_sql("BEGIN IMMEDIATE")
        try:
            yield db
            db.exec_driver_sql("COMMIT")
        except BaseException:
            db.exec_driver_sql("ROLLBACK")
            raise
        finally:
            db.exec_driver_sql("PRAGMA foreign_keys=ON")
