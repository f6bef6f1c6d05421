"""Backups: what visitors brought, the rooms of classes and the launches of platforms, in one file.

The file is a tar archive: ``backup.json`` says what it is, ``database.jsonl`` has a row of the rooms' tables
a line, ``launches.jsonl`` those of launches where LTI was on, ``store/`` the visitors' folders with their
times, by which things are deleted as if they had been here all along.
"""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import tarfile
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from fewshot_core.tensors.errors import Damaged, Unusable, Unwritable

from ..shared.own.store import ID, VISITOR
from ..shared.schema import copies
from .kept import LAUNCHES, Kept

ABOUT, STORE = "backup.json", "store"
FORM = 1
INSIDE = re.compile(rf"{STORE}/{VISITOR.pattern}(/{ID.pattern}(/\w[\w.-]*)?)?")
"""Names of what an archive may hold of the store: visitors, their things, the files of those."""


@dataclass(frozen=True)
class Told:
    """What a backup holds."""

    things: int
    rows: Mapping[str, int]  # by the key of their tables
    bytes: int  # of the archive
    left_out: bool = False  # launches that it has, and that were not restored


def write(file: Path, store: Path, databases: Sequence[Kept]) -> Told:
    """Write a backup of a store's folder and of tables, which a server may use; raises Unwritable."""
    for each in databases:
        each.schema.upgrade(each.engine)
    try:
        handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}-")  # nobody else can read it
    except OSError as error:
        raise Unwritable(str(file.parent), error.strerror or "no file can be made") from error
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as raw, tarfile.open(fileobj=raw, mode="w:gz") as archive:
            rows = _add_rows(archive, databases)
            things = _add_store(archive, store)
        part.replace(file)
    finally:
        part.unlink(missing_ok=True)
    return Told(things, rows, file.stat().st_size)


def _add_rows(archive: tarfile.TarFile, databases: Sequence[Kept]) -> dict[str, int]:
    about: dict[str, Any] = {
        "form": FORM,
        "made": datetime.now(UTC).isoformat(timespec="seconds"),
        "program": version("fewshot-classroom"),
        **{each.key: each.schema.newest() for each in databases},
    }
    texts, count = {ABOUT: json.dumps(about, indent=1)}, {}
    for each in databases:
        lines = [
            json.dumps([name, row], ensure_ascii=False) for name, row in copies.rows(each.engine, each.schema)
        ]
        texts[each.rows], count[each.key] = "\n".join(lines), len(lines)
    for name, text in texts.items():
        content = f"{text}\n".encode()
        told = tarfile.TarInfo(name)
        told.size, told.mode = len(content), 0o600
        archive.addfile(told, io.BytesIO(content))
    return count


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


def read(file: Path, store: Path, databases: Sequence[Kept], replace: bool) -> Told:
    """Put a backup into a store's folder and into tables that no server uses.

    Tables that are not among ``databases`` are left out of what the backup has; those that it does not have
    stay as they are. Where there is something already, Unusable is raised, unless it is to be replaced.
    Raises Damaged for a file that is no backup, NewerDatabase for one of a later version; then all stays as
    it was.
    """
    if not replace and (any(_visitors(store)) or _any_rows(databases)):
        reason = "the store or the database holds something; --replace deletes that"
        raise Unusable("The place to restore to", str(store), reason)
    try:
        with tarfile.open(file) as archive:
            about = _about(archive, file)
            there = [each for each in databases if each.key in about or not each.optional]
            rows = {each.key: _rows(archive, each, about[each.key]) for each in there}
            with tempfile.TemporaryDirectory(dir=_made(store), prefix="restoring-") as name:
                archive.extractall(name, members=list(_inside(archive)), filter="data")
                for each in there:
                    copies.put(each.engine, each.schema, about[each.key], rows[each.key])
                things = _move(Path(name) / STORE, store)
        counts = {key: len(found) for key, found in rows.items()}
        return Told(things, counts, file.stat().st_size, left_out=LAUNCHES in about and LAUNCHES not in rows)
    except (OSError, tarfile.TarError, EOFError, ValueError, KeyError) as error:
        raise Damaged(str(file), "it is no backup, or not a whole one") from error


def _any_rows(databases: Sequence[Kept]) -> bool:
    return not all(copies.is_empty(each.engine, each.schema) for each in databases)


def _about(archive: tarfile.TarFile, file: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(_text(archive, ABOUT))
    if found["form"] != FORM:
        raise Damaged(str(file), "it is a backup of another form")
    return found


def _rows(archive: tarfile.TarFile, kept: Kept, version: str) -> list[tuple[str, copies.Row]]:
    kept.schema.check_known(version)
    return [tuple(json.loads(line)) for line in _text(archive, kept.rows).splitlines() if line]


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
