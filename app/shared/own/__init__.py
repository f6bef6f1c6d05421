"""What a visitor brings or makes here: data sets, trained learners, photographs.

It lies in one folder of the server and belongs to whoever has the key of the visit (``visitor.py``). It is
gone when asked, and after a week without a visit (``store.py``).
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

from .store import ID, Full, Item, Quotas, Store
from .visitor import visitor

__all__ = [
    "Full",
    "Item",
    "Quotas",
    "Store",
    "drop",
    "drop_all",
    "find",
    "is_id",
    "items",
    "put",
    "store",
    "visitor",
]

SEEN = "own_seen"


@cache
def store() -> Store:
    """The server's store: in the folder that FEWSHOT_STORE names, or among the system's temporary files."""
    named = os.environ.get("FEWSHOT_STORE")
    return Store(Path(named) if named else _among_temporary_files())


def _among_temporary_files() -> Path:
    """The same folder at every start; another one where it belongs to somebody else."""
    user = os.getuid() if hasattr(os, "getuid") else 0  # Windows gives each user a folder of their own
    folder = Path(tempfile.gettempdir()) / f"fewshot-classroom-{user}"
    folder.mkdir(mode=0o700, exist_ok=True)
    if folder.is_symlink() or folder.stat().st_uid != user:
        folder = Path(tempfile.mkdtemp(prefix="fewshot-classroom-"))
    return folder


def put(kind: str, name: str, files: Mapping[str, bytes], facts: dict[str, Any]) -> Item:
    """Keep files as a new thing of this visitor; raises Full."""
    return store().put(visitor(), kind, name, files, facts)


def items(kind: str) -> tuple[Item, ...]:
    """This visitor's things of a kind, newest first."""
    return store().items(_here(), kind)


def find(id: str) -> Item | None:
    """This visitor's thing of this id; None for any other."""
    return store().find(_here(), id)


def is_id(id: str) -> bool:
    """Has a text the form of a thing's id?"""
    return ID.fullmatch(id) is not None


def drop(id: str) -> bool:
    """Delete a thing of this visitor; False if there is none."""
    return store().drop(visitor(), id)


def drop_all() -> None:
    """Delete everything of this visitor."""
    store().drop_all(visitor())


def _here() -> str:
    """This visitor, whose things are kept from now on for the full time."""
    name = visitor()
    if SEEN not in st.session_state:
        st.session_state[SEEN] = True
        store().touch(name)
    return name
