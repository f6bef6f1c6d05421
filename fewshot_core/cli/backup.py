"""``fewshot backup`` and ``fewshot restore``: what visitors brought, rooms and launches, as one file."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from fewshot_core.tensors.errors import Unusable

if TYPE_CHECKING:
    from fewshot_app.operations.kept import Kept

MB = 2**20
OFF = "LTI is off (neither --lti nor FEWSHOT_LTI names a file)"


def add(verbs: argparse._SubParsersAction) -> None:
    """Add the two commands and their options."""
    saved = _command(verbs, "backup", "save what visitors brought, and the rooms of classes", backup)
    restored = _command(verbs, "restore", "put a backup back, while no server runs", restore)
    for command in (saved, restored):
        command.add_argument("file", type=Path, metavar="FILE", help="such as fewshot.tar.gz")
    restored.add_argument("--replace", action="store_true", help="delete what is there")


def _command(
    verbs: argparse._SubParsersAction, name: str, what: str, run: Callable[[argparse.Namespace], int]
) -> argparse.ArgumentParser:
    command: argparse.ArgumentParser = verbs.add_parser(name, help=what)
    command.add_argument("--store", type=Path, metavar="DIR", help="as for `fewshot app`")
    command.add_argument("--lti", type=Path, metavar="FILE", help="as for `fewshot app`")
    command.set_defaults(run=run)
    return command


def backup(options: argparse.Namespace) -> int:
    """Write the file; raises Unwritable and NewerDatabase."""
    from fewshot_app.operations.backup import write  # the engine itself knows nothing of the app
    from fewshot_app.operations.kept import LAUNCHES

    told = write(options.file, *_places(options))
    size = f"{told.bytes / MB:.1f} MB"
    print(f"{options.file} ({size}) has {told.things} things of visitors, {_counted(told.rows)}.")
    if LAUNCHES not in told.rows:
        print(f"{OFF}: its launches are not in the backup.")
    return 0


def restore(options: argparse.Namespace) -> int:
    """Put the file's content back; raises Unusable, Damaged and NewerDatabase."""
    from fewshot_app.operations.backup import read

    if not options.file.is_file():
        raise Unusable("FILE", str(options.file), "there is no such file")
    told = read(options.file, *_places(options), options.replace)
    print(f"{told.things} things of visitors, {_counted(told.rows)} are restored.")
    if told.left_out:
        print(f"{OFF}: the launches of the backup are left out.")
    return 0


def _counted(rows: Mapping[str, int]) -> str:
    from fewshot_app.operations.kept import LAUNCHES, ROOMS

    launches = f", {rows[LAUNCHES]} rows of launches" if LAUNCHES in rows else ""
    return f"{rows[ROOMS]} rows of rooms{launches}"


def _places(options: argparse.Namespace) -> tuple[Path, tuple[Kept, ...]]:
    """The store's folder and what is kept in databases, as the app would use them."""
    from fewshot_app.lti.config import NAMED
    from fewshot_app.operations.kept import all_kept
    from fewshot_app.shared.own import store

    if options.lti:
        os.environ[NAMED] = str(options.lti.resolve())
    if options.store:
        os.environ["FEWSHOT_STORE"] = str(options.store.resolve())
    store.cache_clear()
    folder = store().folder
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder, all_kept()
