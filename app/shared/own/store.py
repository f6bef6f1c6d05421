"""The folder of the server that holds what visitors brought: a folder a visitor, a folder a thing.

Whoever has a visitor's name sees that visitor's things and no others. A thing is written whole or not at all.
"""

from __future__ import annotations

import json
import os
import re
import secrets
import shutil
import threading
import time
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, TypeVar

from fewshot_core.tensors.errors import FewshotError

FACTS = "item.json"
HOUR = 3600.0
ID = re.compile(r"own-[\w-]{22}")
VISITOR = re.compile(r"[0-9a-f]{32}")

T = TypeVar("T")


@dataclass(frozen=True)
class Quotas:
    """How many bytes may lie there, and how long nothing may be asked of a visitor's things, in seconds."""

    visitor: int = 64 * 2**20
    hour: int = 256 * 2**20  # of one visitor, within an hour
    everyone: int = 4 * 2**30
    keep: float = 7 * 24 * HOUR


class Full(FewshotError):
    """No room for a thing: a quota would be exceeded, of ``most`` megabytes."""

    def __init__(self, most: int) -> None:
        self.most = most // 2**20
        super().__init__(f"{type(self).__doc__} The most is {self.most} MB.")


class VisitorFull(Full):
    """The visitor's things are too large together."""


class HourFull(Full):
    """The visitor brought too much within an hour."""


class StoreFull(Full):
    """All visitors' things are too large together."""


QUOTAS = {"visitor": VisitorFull, "hour": HourFull, "everyone": StoreFull}


@dataclass(frozen=True)
class Item:
    """A thing that a visitor brought, or had made."""

    id: str  # "own-" and 22 characters that cannot be guessed
    kind: str  # data | learner | photos
    name: str  # the visitor's own
    facts: dict[str, Any]  # what JSON can hold
    made: float  # seconds since 1970
    bytes: int
    folder: Path


class Store:
    """All visitors' things; safe to use from several threads."""

    def __init__(self, folder: Path, quotas: Quotas | None = None) -> None:
        self.folder, self.quotas = folder, quotas or Quotas()
        self._lock = threading.RLock()
        self._brought: deque[tuple[float, str, int]] = deque()
        self._swept = 0.0
        self._memory: dict[tuple[str, str], Any] = {}

    def put(
        self, visitor: str, kind: str, name: str, files: Mapping[str, bytes], facts: dict[str, Any]
    ) -> Item:
        """Keep these files as a new thing of the visitor; raises Full, and then keeps nothing."""
        size = sum(map(len, files.values()))
        with self._lock:
            self.sweep()
            self._check(visitor, size)
            home = self._home(visitor)
            home.mkdir(parents=True, exist_ok=True, mode=0o700)
            id = f"own-{secrets.token_urlsafe(16)}"
            item = Item(id, kind, name, facts, time.time(), size, home / id)
            begun = home / f"new-{id}"
            begun.mkdir(mode=0o700)
            for file, content in files.items():
                (begun / file).write_bytes(content)
            told = {key: value for key, value in asdict(item).items() if key != "folder"}
            (begun / FACTS).write_text(json.dumps(told), encoding="utf-8")
            begun.rename(item.folder)
            self._brought.append((item.made, visitor, size))
            return item

    def items(self, visitor: str, kind: str) -> tuple[Item, ...]:
        """The visitor's things of a kind, newest first."""
        found = (self._read(path) for path in self._home(visitor).glob("own-*"))
        return tuple(sorted((i for i in found if i and i.kind == kind), key=lambda item: -item.made))

    def find(self, visitor: str, id: str) -> Item | None:
        """The visitor's thing of this id; None for any other id, another visitor's too."""
        return self._read(self._home(visitor) / id) if ID.fullmatch(id) else None

    def held(self, id: str) -> Item | None:
        """A thing of any visitor: for work on threads that belong to no visit, after ``find`` let it in."""
        found = self.folder.glob(f"*/{id}") if ID.fullmatch(id) else ()
        return next((item for item in map(self._read, found) if item), None)

    def drop(self, visitor: str, id: str) -> bool:
        """Delete a thing of the visitor, what is in memory of it too; False if there is none."""
        with self._lock:
            item = self.find(visitor, id)
            if item:
                self._delete(item.folder)
            return item is not None

    def drop_all(self, visitor: str) -> None:
        """Delete everything of the visitor."""
        with self._lock:
            for path in self._home(visitor).glob("*"):
                self._delete(path)

    def touch(self, visitor: str) -> None:
        """The visitor is here: the time after which everything is deleted begins anew."""
        self.sweep()
        home = self._home(visitor)
        if home.is_dir():
            os.utime(home)

    def sweep(self) -> None:
        """Delete what nobody asked for in a long time; looks at most once in a while."""
        now = time.time()
        with self._lock:
            if now - self._swept < min(HOUR, self.quotas.keep):
                return
            self._swept = now
        for home in self.folder.glob("*"):
            if VISITOR.fullmatch(home.name) and now - home.stat().st_mtime > self.quotas.keep:
                self.drop_all(home.name)
                shutil.rmtree(home, ignore_errors=True)
        for begun in self.folder.glob("*/new-*"):  # of a server that was killed while it wrote
            if now - begun.stat().st_mtime > HOUR:
                shutil.rmtree(begun, ignore_errors=True)

    def remembered(self, item: Item, what: str, make: Callable[[], T]) -> T:
        """``make()``, done once for an item and kept in memory while the item is there."""
        key = (item.id, what)
        if key not in self._memory:
            made = make()
            with self._lock:
                if item.folder.is_dir():
                    made = self._memory.setdefault(key, made)  # another thread may have been first
                    self._forget_beyond(MOST_REMEMBERED)
            return made
        found: T = self._memory.get(key) or make()
        return found

    def _forget_beyond(self, most: int) -> None:
        for key in list(self._memory)[: max(0, len(self._memory) - most)]:
            del self._memory[key]

    def _check(self, visitor: str, size: int) -> None:
        """Raises Full if so many bytes more are too many."""
        begin = time.time() - HOUR
        while self._brought and self._brought[0][0] < begin:
            self._brought.popleft()
        used = {
            "visitor": size_of(self._home(visitor)),
            "hour": sum(amount for _, whose, amount in self._brought if whose == visitor),
            "everyone": size_of(self.folder),
        }
        for whose, amount in used.items():
            most = getattr(self.quotas, whose)
            if amount + size > most:
                raise QUOTAS[whose](most)

    def _home(self, visitor: str) -> Path:
        if not VISITOR.fullmatch(visitor):
            raise ValueError("this is no visitor's name")
        return self.folder / visitor

    def _read(self, folder: Path) -> Item | None:
        try:
            facts = json.loads((folder / FACTS).read_text(encoding="utf-8"))
            return Item(**facts, folder=folder)
        except (OSError, ValueError, TypeError):
            return None

    def _delete(self, folder: Path) -> None:
        shutil.rmtree(folder, ignore_errors=True)
        for key in [key for key in self._memory if key[0] == folder.name]:
            del self._memory[key]


MOST_REMEMBERED = 60
"""Things that are kept in memory at once, over all visitors; the oldest is forgotten first."""


def size_of(folder: Path) -> int:
    """The bytes of all files in a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
