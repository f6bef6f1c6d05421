"""Who is listening to a room in this process, and what wakes them."""

from __future__ import annotations

import asyncio
import logging
import threading
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from starlette.concurrency import run_in_threadpool

from .trouble import DatabaseAway, RoomFull

log = logging.getLogger(__name__)

Stamps = Mapping[str, tuple[int, int]]
"""Of each room its serial number, and how many phones and votes it has."""


@dataclass(frozen=True)
class Bounds:
    """How many may listen at once."""

    a_room: int = 660  # its phones, boards, and pages that were just reloaded
    in_all: int = 2000


@dataclass(frozen=True, eq=False)
class Listener:
    """Somebody who waits for news of a room."""

    votes: bool  # of each vote, too
    loop: asyncio.AbstractEventLoop
    news: asyncio.Event = field(default_factory=asyncio.Event)


class Hub:
    """All listeners of this process; ``tell`` may be called from any thread."""

    def __init__(self, bounds: Bounds | None = None) -> None:
        self.bounds = bounds or Bounds()
        self._lock = threading.Lock()
        self._listeners: dict[Listener, str] = {}
        self.ended = False

    def check(self, code: str) -> None:
        """Raises RoomFull where too many listen already."""
        listeners = self.rooms()
        if listeners[code] >= self.bounds.a_room or listeners.total() >= self.bounds.in_all:
            raise RoomFull

    @contextmanager
    def listening(self, code: str, votes: bool) -> Iterator[asyncio.Event]:
        """What is set when a room has news."""
        listener = Listener(votes, asyncio.get_running_loop())
        with self._lock:
            self._listeners[listener] = code
        try:
            yield listener.news
        finally:
            with self._lock:
                del self._listeners[listener]

    def tell(self, code: str, vote: bool) -> None:
        """Wake those who wait for news of a room: all of them, or for a ``vote`` those who count."""
        with self._lock:
            found = [who for who, room in self._listeners.items() if room == code and (who.votes or not vote)]
        for listener in found:
            listener.loop.call_soon_threadsafe(listener.news.set)

    def end(self) -> None:
        """The server stops: every listener is let go."""
        self.ended = True
        for code in self.rooms():
            self.tell(code, vote=False)

    def rooms(self) -> Counter[str]:
        """How many listen to each room."""
        with self._lock:
            return Counter(self._listeners.values())

    async def watch(self, stamps: Callable[[Sequence[str]], Stamps], every: float) -> None:
        """Tell what other processes wrote into the same database: looks every so many seconds.

        Where the database is away, the next look tells all that was written since the last.
        """
        seen: Stamps = {}
        while True:
            await asyncio.sleep(every)
            codes = list(self.rooms())
            try:
                now = await run_in_threadpool(stamps, codes) if codes else {}
            except DatabaseAway:
                log.warning("The database does not answer.")
                continue
            for code in codes:
                before, after = seen.get(code, (-1, -1)), now.get(code, (-1, -1))
                if before != after:
                    self.tell(code, vote=before[0] == after[0])
            seen = now
