"""Phones that keep coming: each votes once, and sends its vote until it is acknowledged."""

from __future__ import annotations

import json
import threading
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from typing import Any

from fewshot_app.classroom.rooms.activities import Naming
from fewshot_app.classroom.rooms.book import Book
from fewshot_app.classroom.rooms.state import CLOSED
from fewshot_app.shared.own.visitor import COOKIE, asking
from fewshot_app.shared.task import Task

KEY = "k" * 43
"""Of the lecturer's visit."""
NAMING = Naming(Task("everyday", "test", 5, 1, 1, 42), "data:,", "data:,", tuple(range(5)), tuple(range(5)))
AGAIN = 0.25
"""Seconds before a phone sends its vote again."""
LIMIT = 60.0
"""Seconds after which a phone gives up, which is a failure."""


@dataclass
class Room:
    """A room whose class names images, of a lecturer who is no browser."""

    book: Book
    code: str
    owner: str

    @classmethod
    def open(cls, database: str) -> Room:
        """A new room, in which the first question is asked."""
        book, owner = Book(database, lambda code, vote: None), str(asking({COOKIE: KEY}))
        code = book.open(owner)
        book.start(code, owner, NAMING)
        return cls(book, code, owner)

    def close_round(self) -> None:
        """No further votes are taken."""
        self.book.move(self.code, self.owner, CLOSED)

    def counted(self) -> list[str]:
        """The phones whose votes are counted, one by one."""
        return [vote.phone for vote in self.book.tally(self.code, 1, 1).votes]


@dataclass
class Voters:
    """While entered, ``rate`` phones a second join and vote at ``api``, the address of the room."""

    api: str
    rate: float = 6.0
    acknowledged: list[str] = field(default_factory=list)
    waited: list[float] = field(default_factory=list)  # seconds until a vote was acknowledged
    sent_again: int = 0
    lost: int = 0
    _phones: list[threading.Thread] = field(default_factory=list)
    _over: threading.Event = field(default_factory=threading.Event)

    def __enter__(self) -> Voters:
        self._coming = threading.Thread(target=self._come)
        self._coming.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._coming.join()
        for phone in self._phones:
            phone.join()

    def _come(self) -> None:
        while not self._over.wait(1 / self.rate):
            phone = threading.Thread(target=self._vote, args=(f"{len(self._phones) + 1:032x}",))
            self._phones.append(phone)
            phone.start()

    def _vote(self, phone: str) -> None:
        began = time.monotonic()
        vote = {"phone": phone, "number": 1, "round": 1, "answers": [int(phone, 16) % 5] * 5}
        while time.monotonic() - began < LIMIT:
            if posted(f"{self.api}/votes", vote) == 200:
                self.waited.append(time.monotonic() - began)
                self.acknowledged.append(phone)
                return
            self.sent_again += 1
            time.sleep(AGAIN)
        self.lost += 1

    def check(self, room: Room) -> dict[str, Any]:
        """That every vote that was acknowledged is counted once; what it took."""
        counted = room.counted()
        assert not self.lost, f"{self.lost} votes were never acknowledged"
        assert sorted(counted) == sorted(self.acknowledged), "what is counted is not what was acknowledged"
        assert len(set(counted)) == len(counted) > 0
        return {
            "votes": len(counted),
            "sent_again": self.sent_again,
            "longest_wait_s": round(max(self.waited), 2),
        }


class Listener(threading.Thread):
    """A phone that hears the events at ``api``, the address of a room, until the round is closed."""

    def __init__(self, api: str) -> None:
        super().__init__(daemon=True)
        self.api, self.heard = api, threading.Event()

    def run(self) -> None:
        """One connection, kept all the time."""
        with urllib.request.urlopen(f"{self.api}/events", timeout=LIMIT) as stream:
            if any(b'"phase":"closed"' in line for line in stream):
                self.heard.set()


def posted(url: str, body: object) -> int:
    """The status of a JSON body's answer; 0 without one."""
    asked = urllib.request.Request(url, json.dumps(body).encode(), {"Content-Type": "application/json"})
    try:
        with urllib.request.urlopen(asked, timeout=10) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code
    except OSError:
        return 0
