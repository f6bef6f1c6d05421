"""Databases that tests use: a file, and a PostgreSQL server where one is installed."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine, text

from fewshot_app.shared.schema.database import connect
from tests.deploy.postgres import Postgres, Unavailable


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The URL of a server of its own."""
    pytest.importorskip("psycopg", reason="psycopg is not installed")
    with tempfile.TemporaryDirectory() as folder:
        try:
            server = Postgres(Path(folder))
        except Unavailable as reason:
            pytest.skip(str(reason))
        yield server.url
        server.stop("immediate")


@pytest.fixture(params=("sqlite", "postgres"))
def empty_database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of a database without a table."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/class.sqlite"
        return
    url = request.getfixturevalue("postgres")
    outside = create_engine(url, isolation_level="AUTOCOMMIT")
    with outside.connect() as db:
        db.execute(text("DROP DATABASE IF EXISTS fresh WITH (FORCE)"))
        db.execute(text("CREATE DATABASE fresh"))
    outside.dispose()
    yield url.replace("/postgres?", "/fresh?")


def filled(url: str, statements: str) -> Engine:
    """The database at this URL after these SQL statements, each of which ends a line with ``;``."""
    engine = connect(url)
    with engine.begin() as db:
        for statement in statements.split(";\n"):
            if statement.strip():
                db.execute(text(statement.replace(":", r"\:")))
    return engine
