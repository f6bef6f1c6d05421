"""Which version a set of tables has, and the steps by which it comes to the present one, by Alembic."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, MetaData, inspect, text

from fewshot_core.tensors.errors import FewshotError

LOCK = 5_290_142
"""A number that PostgreSQL's locks know this work by: any, if always the same."""

_STEPPING = threading.Lock()
"""Alembic keeps what it is about in its modules: of several databases one after the other is upgraded."""


class NewerDatabase(FewshotError):
    """The database has tables of a later version of this program."""

    def __init__(self, found: str) -> None:
        self.found = found
        super().__init__(f"The database has tables of a later version ({found}) than this program knows.")


@dataclass(frozen=True)
class Schema:
    """A set of tables with its own steps and its own record; a database may hold several such sets."""

    metadata: MetaData
    steps: tuple[Path, ...]  # folders with a file a step
    record: str  # the table in which Alembic keeps the version
    sign: str  # a table by which those of the first version are known, which kept no record
    first: str = "0001"

    def version_of(self, engine: Engine) -> str | None:
        """The version of the database's tables, by the name of the last step; None where there are none."""
        with engine.connect() as db:
            return self._version(db)

    def newest(self) -> str:
        """The version of the present tables."""
        return str(self._known().get_current_head())

    def check_known(self, version: str | None) -> None:
        """Raises NewerDatabase for a version that this program does not know."""
        if version and version not in {step.revision for step in self._known().walk_revisions()}:
            raise NewerDatabase(version)

    def upgrade(self, engine: Engine, to: str = "head") -> None:
        """Bring the tables with all that is in them to the present version, or to the one asked for.

        Of several servers that begin at once, one does it, whole or not at all. Raises NewerDatabase.
        """
        found = self.version_of(engine)
        self.check_known(found)
        if found == self.newest() and inspect(engine).has_table(self.record):
            return
        with _STEPPING, _alone(engine) as db:
            config = self._config()
            config.attributes |= {"connection": db, "record": self.record}
            if self._version(db) and not inspect(db).has_table(self.record):
                command.stamp(config, self.first)
            command.upgrade(config, to)

    def _version(self, db: Connection) -> str | None:
        found = MigrationContext.configure(db, opts={"version_table": self.record}).get_current_revision()
        return found or (self.first if inspect(db).has_table(self.sign) else None)

    def _known(self) -> ScriptDirectory:
        return ScriptDirectory.from_config(self._config())

    def _config(self) -> Config:
        config = Config()
        config.set_main_option("script_location", str(Path(__file__).parent))  # where env.py is
        config.set_main_option("path_separator", "os")
        config.set_main_option("version_locations", os.pathsep.join(map(str, self.steps)))
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
