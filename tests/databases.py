"""Databases that tests use: a file, and a PostgreSQL server where one is installed."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The URL of a server of its own."""
    pytest.importorskip("psycopg", reason="psycopg is not installed")
    if not shutil.which("initdb") or not shutil.which("pg_ctl"):
        pytest.skip("PostgreSQL is not installed")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        as_user: list[str] = []
        if os.getuid() == 0:  # PostgreSQL refuses to run as root
            as_user = ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"]
            shutil.chown(folder, "nobody", "nogroup")

        def run(*command: str) -> None:
            quiet = subprocess.DEVNULL
            subprocess.run([*as_user, *command], check=True, cwd=folder, stdout=quiet, stderr=quiet)

        control = ("pg_ctl", "-w", "-D", f"{folder}/data")
        try:
            run("initdb", "-A", "trust", "-U", "me", "-D", f"{folder}/data")
            run(*control, "-l", f"{folder}/log", "-o", f"-k {folder} -h '' -F", "start")
        except (OSError, subprocess.CalledProcessError):
            pytest.skip("no PostgreSQL server can be started here")
        yield f"postgresql+psycopg://me@/postgres?host={folder}"
        run(*control, "-m", "immediate", "stop")


@pytest.fixture(params=("sqlite", "postgres"))
def empty_database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of a database without a table."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/class.sqlite"
        return
    from sqlalchemy import create_engine, text

    url = request.getfixturevalue("postgres")
    outside = create_engine(url, isolation_level="AUTOCOMMIT")
    with outside.connect() as db:
        db.execute(text("DROP DATABASE IF EXISTS fresh WITH (FORCE)"))
        db.execute(text("CREATE DATABASE fresh"))
    outside.dispose()
    yield url.replace("/postgres?", "/fresh?")
