"""A PostgreSQL server of one's own in a folder, which can be stopped and started again."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

BEYOND_PATH = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
"""Where Debian keeps the server's commands, which are not in the PATH."""


class Unavailable(Exception):
    """PostgreSQL is not installed, or cannot be started here."""


class Postgres:
    """A server with the database ``postgres`` of the user ``me``, started; raises Unavailable.

    It listens on a socket in the folder, and on a port of this machine where one is given.
    """

    def __init__(self, folder: Path, port: int | None = None) -> None:
        self.folder, self.port = folder, port
        self._as_user: list[str] = []
        if os.getuid() == 0:  # PostgreSQL refuses to run as root
            self._as_user = ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"]
            shutil.chown(folder, "nobody", "nogroup")
        try:
            self._run("initdb", "-A", "trust", "-U", "me", "-D", f"{folder}/data")
            self.start()
        except (OSError, subprocess.CalledProcessError) as error:
            raise Unavailable("no PostgreSQL server can be started here") from error

    @property
    def url(self) -> str:
        """Where it is, as FEWSHOT_DATABASE says it."""
        if self.port:
            return f"postgresql+psycopg://me@127.0.0.1:{self.port}/postgres"
        return f"postgresql+psycopg://me@/postgres?host={self.folder}"

    def start(self) -> None:
        """Start it; it answers when this returns."""
        listens = f"-h 127.0.0.1 -p {self.port}" if self.port else "-h ''"
        self._control("-l", f"{self.folder}/log", "-o", f"-k {self.folder} {listens} -F", "start")

    def stop(self, mode: str = "fast") -> None:
        """Stop it: ``fast`` ends its connections, ``immediate`` does not even tidy up."""
        self._control("-m", mode, "stop")

    def _control(self, *arguments: str) -> None:
        self._run("pg_ctl", "-w", "-D", f"{self.folder}/data", *arguments)

    def _run(self, name: str, *arguments: str) -> None:
        path = os.pathsep.join([os.environ["PATH"], *map(str, reversed(BEYOND_PATH))])
        command = shutil.which(name, path=path)
        if command is None:
            raise Unavailable("PostgreSQL is not installed")
        quiet = subprocess.DEVNULL
        subprocess.run(
            [*self._as_user, command, *arguments], check=True, cwd=self.folder, stdout=quiet, stderr=quiet
        )
