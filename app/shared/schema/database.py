"""Where the database is, and how it is reached."""

from __future__ import annotations

import os
import time
from sqlite3 import OperationalError as OperationalSQLite
from typing import Any

from sqlalchemy import Engine, create_engine, event, make_url

from ..own import store

NAMED = "FEWSHOT_DATABASE"
"""The environment variable with the URL of a database for all tables."""
TRIES = 50
"""Attempts, a tenth of a second apart, to set up a file that other processes are just setting up."""
CONNECT = 3
"""Seconds that a database on another machine has to let us in."""


def address(file: str) -> str:
    """The URL of the database that the environment names, else of a file of this name in the store."""
    return os.environ.get(NAMED) or f"sqlite:///{store().folder / file}"


def connect(url: str) -> Engine:
    """The database as it is; of SQLite one whose readers do not wait for a writer."""
    is_file = make_url(url).get_backend_name() == "sqlite"
    # A connection that broke while nobody used it is found by a ping, and replaced.
    engine = create_engine(
        url, pool_pre_ping=True, connect_args={} if is_file else {"connect_timeout": CONNECT}
    )
    if is_file:
        event.listen(engine, "connect", _prepare)
    return engine


def _prepare(connection: Any, _: Any) -> None:
    for setting in ("busy_timeout=5000", "synchronous=NORMAL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {setting}")
    for left in reversed(range(TRIES)):  # of several that open a new file at once, SQLite refuses the others
        try:
            connection.execute("PRAGMA journal_mode=WAL")
            return
        except OperationalSQLite:
            if not left:
                raise
            time.sleep(0.1)
