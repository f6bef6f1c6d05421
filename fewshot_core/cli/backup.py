"""``fewshot backup`` and ``fewshot restore``: what visitors brought and the rooms of classes, as one file."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable
from pathlib import Path

from fewshot_core.tensors.errors import Unusable

MB = 2**20


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
    command.set_defaults(run=run)
    return command


def backup(options: argparse.Namespace) -> int:
    """Write the file; raises Unwritable."""
    from fewshot_app.operations.backup import write  # the engine itself knows nothing of the app

    told = write(options.file, *_places(options))
    print(
        f"{options.file} ({told.bytes / MB:.1f} MB) has {told.things} things of visitors, {told.rows} rows."
    )
    return 0


def restore(options: argparse.Namespace) -> int:
    """Put the file's content back; raises Unusable, Damaged and NewerDatabase."""
    from fewshot_app.operations.backup import read

    if not options.file.is_file():
        raise Unusable("FILE", str(options.file), "there is no such file")
    told = read(options.file, *_places(options), options.replace)
    print(f"{told.things} things of visitors and {told.rows} rows are restored.")
    return 0


def _places(options: argparse.Namespace) -> tuple:
    """The store's folder and the database, as the app would use them."""
    from fewshot_app.classroom.rooms import address
    from fewshot_app.classroom.rooms.tables import connect
    from fewshot_app.shared.own import store

    if options.store:
        os.environ["FEWSHOT_STORE"] = str(options.store.resolve())
    store.cache_clear()
    folder = store().folder
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder, connect(address())
