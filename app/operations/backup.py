"""Backups: what visitors brought, and the rooms of the database, in one file.

The file is a tar archive: ``backup.json`` says what it is, ``database.jsonl`` has a row a line, ``store/``
the visitors' folders with their times, by which things are deleted as if they had been here all along.
"""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from sqlalchemy import Engine

from fewshot_core.tensors.errors import Damaged, Unusable, Unwritable

from ..classroom.rooms import copies, schema
from ..shared.own.store import ID, VISITOR

ABOUT, ROWS, STORE = "backup.json", "database.jsonl", "store"
FORM = 1
INSIDE = re.compile(rf"{STORE}/{VISITOR.pattern}(/{ID.pattern}(/\w[\w.-]*)?)?")
"""Names of what an archive may hold of the store: visitors, their things, the files of those."""


@dataclass(frozen=True)
class Told:
    """What a backup holds."""

    things: int
    rows: int
    bytes: int  # of the archive


def write(file: Path, store: Path, engine: Engine) -> Told:
    """Write a backup of a store's folder and a database, which a server may use; raises Unwritable."""
    schema.upgrade(engine)
    try:
        handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}-")  # nobody else can read it
    except OSError as error:
        raise Unwritable(str(file.parent), error.strerror or "no file can be made") from error
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as raw, tarfile.open(fileobj=raw, mode="w:gz") as archive:
            rows = _add_rows(archive, engine)
            things = _add_store(archive, store)
        part.replace(file)
    finally:
        part.unlink(missing_ok=True)
    return Told(things, rows, file.stat().st_size)


def _add_rows(archive: tarfile.TarFile, engine: Engine) -> int:
    lines = [json.dumps([name, row], ensure_ascii=False) for name, row in copies.rows(engine)]
    about = {
        "form": FORM,
        "made": datetime.now(UTC).isoformat(timespec="seconds"),
        "program": version("fewshot-classroom"),
        "schema": schema.newest(),
        "rows": len(lines),
    }
    for name, text in ((ABOUT, json.dumps(about, indent=1)), (ROWS, "\n".join(lines))):
        content = f"{text}\n".encode()
        told = tarfile.TarInfo(name)
        told.size, told.mode = len(content), 0o600
        archive.addfile(told, io.BytesIO(content))
    return len(lines)


def _add_store(archive: tarfile.TarFile, store: Path) -> int:
    """Add the things of all visitors; what is deleted meanwhile is left out."""
    things = 0
    for path in sorted(store.rglob("*")):
        name = f"{STORE}/{path.relative_to(store).as_posix()}"
        if INSIDE.fullmatch(name):
            with suppress(FileNotFoundError):
                archive.add(path, name, recursive=False)
                things += ID.fullmatch(path.name) is not None
    return things


def read(file: Path, store: Path, engine: Engine, replace: bool) -> Told:
    """Put a backup into a store's folder and a database that no server uses.

    Where either holds something already, Unusable is raised, unless it is to be replaced. Raises Damaged for
    a file that is no backup, NewerDatabase for one of a later version; then all stays as it was.
    """
    if not replace and (copies.holds_rooms(engine) or any(_visitors(store))):
        reason = "the store or the database holds something; --replace deletes that"
        raise Unusable("The place to restore to", str(store), reason)
    try:
        with tarfile.open(file) as archive:
            about = _about(archive, file)
            schema.check_known(about["schema"])
            rows = [tuple(json.loads(line)) for line in _text(archive, ROWS).splitlines() if line]
            with tempfile.TemporaryDirectory(dir=_made(store), prefix="restoring-") as name:
                archive.extractall(name, members=list(_inside(archive)), filter="data")
                copies.put(engine, about["schema"], rows)
                return Told(_move(Path(name) / STORE, store), len(rows), file.stat().st_size)
    except (OSError, tarfile.TarError, EOFError, ValueError, KeyError) as error:
        raise Damaged(str(file), "it is no backup, or not a whole one") from error


def _about(archive: tarfile.TarFile, file: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(_text(archive, ABOUT))
    if found["form"] != FORM:
        raise Damaged(str(file), "it is a backup of another form")
    return found


def _text(archive: tarfile.TarFile, name: str) -> str:
    content = archive.extractfile(name)
    if content is None:
        raise KeyError(name)
    return content.read().decode()


def _inside(archive: tarfile.TarFile) -> Iterator[tarfile.TarInfo]:
    """What belongs to the store; whatever else somebody put into the file stays there."""
    return (each for each in archive if INSIDE.fullmatch(each.name) and (each.isfile() or each.isdir()))


def _move(found: Path, store: Path) -> int:
    """Put visitors' folders in the place of those that are there; returns how many things they have."""
    for home in list(_visitors(store)):
        shutil.rmtree(home)
    homes = list(_visitors(found))
    things = sum(ID.fullmatch(path.name) is not None for home in homes for path in home.iterdir())
    for home in homes:
        home.rename(store / home.name)
    return things


def _visitors(store: Path) -> Iterator[Path]:
    return (path for path in store.glob("*") if VISITOR.fullmatch(path.name))


def _made(store: Path) -> Path:
    store.mkdir(parents=True, exist_ok=True, mode=0o700)
    return store
