"""How much one visitor, one address and all together may ask for, and how many pages may be open.

A browser that keeps its cookie is a visitor. A whole school may come from one address, so that the address's
bounds are those of a large class. Whoever is refused is told in a sentence, and may come again.
"""

from __future__ import annotations

import asyncio
import ipaddress
import os
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ..shared.meters import REFUSED
from ..shared.own.visitor import asking
from ..shared.pace import Pace, Rate
from . import memory
from .refusal import refusal

PAGES = "FEWSHOT_MOST_PAGES"
"""The environment variable with the most pages that may be open at once."""
MB = 2**20
VISITOR, ADDRESS, ALL = Rate(100, 4_000), Rate(600, 12_000), Rate(3_000, 60_000)
"""Requests: a page with its files takes more than a hundred, a folder that is uploaded one a file."""
MESSAGES = Rate(20, 200)
"""What an open page sends: clicks, and polls of work under way."""
EVERYONE = "all"
"""A name that no visitor and no address has."""


def most_pages() -> int:
    """As many as the environment says, or 600."""
    told = os.environ.get(PAGES, "")
    return int(told) if told.isdecimal() else 600


@dataclass(frozen=True)
class Bounds:
    """What is let in."""

    visitor: Rate = VISITOR
    address: Rate = ADDRESS
    everyone: Rate = ALL
    messages: Rate = MESSAGES
    pages_visitor: int = 24
    pages_address: int = 400
    pages: int = field(default_factory=most_pages)
    reserve: int = 200 * MB  # bytes of memory below which no further page is opened
    remembered: int = 20_000  # visitors and addresses


class Limits:
    """An ASGI layer.

    ``doors`` are the paths of pages that go on over a connection, of which there may be so many; ``left``
    says how much memory there is, None where that is not known.
    """

    def __init__(
        self,
        app: ASGIApp,
        doors: Collection[str],
        bounds: Bounds | None = None,
        left: Callable[[], int | None] = memory.left,
    ) -> None:
        self.app, self.doors, self.bounds, self.left = app, frozenset(doors), bounds or Bounds(), left
        of = self.bounds
        self._paces = [Pace(rate, of.remembered) for rate in (of.visitor, of.address, of.everyone)]
        self._open: tuple[Counter[str], ...] = (Counter(), Counter(), Counter())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        asked = HTTPConnection(scope)
        who = (asking(asked.cookies) or "", _address(scope), EVERYONE)
        opens = scope["type"] == "websocket" or scope["path"] in self.doors
        reason = self._refused(who, opens)
        if reason:
            REFUSED.labels(what=reason).inc()
            await refusal(asked, reason)(scope, receive, send)
        elif scope["type"] == "http":
            await self.app(scope, receive, send)
        else:
            with self._opened(who):
                await self.app(scope, self._slowed(receive), send)

    def _refused(self, who: tuple[str, ...], opens: bool) -> str:
        """Why a request is not passed on, "" if it is; ``opens``: it opens a page."""
        if not all([pace.take(each) for pace, each in zip(self._paces, who, strict=True) if each]):
            return "fast"
        if not opens:
            return ""
        of = self.bounds
        most = (of.pages_visitor, of.pages_address, of.pages)
        full = [open[each] >= bound for open, each, bound in zip(self._open, who, most, strict=True) if each]
        if any(full[:-1]):
            return "many"
        left = self.left()
        return "full" if full[-1] or (left is not None and left < of.reserve) else ""

    @contextmanager
    def _opened(self, who: tuple[str, ...]) -> Iterator[None]:
        """A page is open."""
        for many, each in zip(self._open, who, strict=True):
            many[each] += 1
        try:
            yield
        finally:
            for many, each in zip(self._open, who, strict=True):
                many[each] -= 1
                if not many[each]:
                    del many[each]

    def _slowed(self, receive: Receive) -> Receive:
        """A page's messages, no faster than they may come."""
        pace = Pace(self.bounds.messages, 1)

        async def next_message() -> Message:
            message = await receive()
            if wait := pace.wait(EVERYONE):
                await asyncio.sleep(wait)
            return message

        return next_message


def _address(scope: Scope) -> str:
    """Where a request comes from; of an IPv6 address the part that one network has."""
    host = (scope.get("client") or ("",))[0]
    try:
        found = ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return ""
    return str(found) if found.version == 4 else str(ipaddress.ip_network((found, 64), strict=False))
