"""Streamlit's front end without a browser: a connection that sends its messages and reads what comes back."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

from streamlit.components.v2.bidi_component.main import _make_trigger_id
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

PATIENCE = 120.0
"""Seconds until a run counts as failed."""
AT_HAND = 0.002
"""Seconds within which a message is read that has come already."""
FINISHED = (ForwardMsg.FINISHED_SUCCESSFULLY, ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY)

Heard = Callable[[ForwardMsg], bool]
"""Is this the message that was waited for?"""


@dataclass
class Shown:
    """A component as it was shown last."""

    id: str
    fragment: str  # the part of the page that it is in, which alone runs when it tells something
    data: dict[str, Any]


@dataclass
class Front:
    """One visitor's connection, and what came over it last."""

    socket: ClientConnection
    page: str = ""
    hash: str = ""  # of the page's script, once the server has said it
    query: str = ""  # of the address, as it is now
    size: int = 0  # bytes since the page was asked for
    runs: int = 0  # of the whole page since then
    wrong: str = ""  # what went wrong, or nothing
    captions: list[str] = field(default_factory=list)  # small print that was shown
    shown: dict[str, Shown] = field(default_factory=dict)  # components by their keys
    _waits: dict[str, tuple[float, asyncio.Task[None]]] = field(default_factory=dict)
    """Parts of the page that ask again by themselves: every so many seconds."""

    async def run(self, page: str, query: str) -> str:
        """Ask for a page and wait until its script has ended: what went wrong, or nothing."""
        return await self._open(page, query, lambda message: self._ended(message, part=False))

    async def until(self, page: str, query: str, done: Callable[[dict[str, Any]], bool]) -> str:
        """Ask for a page and wait until a component gets data of which ``done`` is true."""
        return await self._open(page, query, lambda message: self._got(message, done))

    async def tell(self, key: str, event: str, value: Any) -> str:
        """Tell what a visitor did with a component, and wait until its part of the page has run."""
        shown = self.shown[key]
        message = self._asking(shown.fragment)
        states = message.rerun_script.widget_states.widgets
        states.add(id=shown.id, json_value="{}")
        told = json.dumps([{"event": event, "value": value}])
        states.add(id=_make_trigger_id(shown.id, "events"), json_trigger_value=told)
        return await self._sent(message, lambda message: self._ended(message, bool(shown.fragment)))

    async def _open(self, page: str, query: str, heard: Heard) -> str:
        self.page, self.hash, self.query, self.size, self.runs, self.wrong = page, "", query, 0, 0, ""
        return await self._sent(self._asking(), heard)

    def _asking(self, fragment: str = "") -> BackMsg:
        """What asks for a run: as a browser does, by the page's name until its hash is known."""
        message = BackMsg()
        asked = message.rerun_script
        asked.query_string, asked.page_script_hash, asked.fragment_id = self.query, self.hash, fragment
        asked.page_name = "" if self.hash else self.page
        return message

    async def _sent(self, message: BackMsg, heard: Heard) -> str:
        await self._forget()
        await self.socket.send(message.SerializeToString())
        try:
            async with asyncio.timeout(PATIENCE):
                while True:
                    told = await self._next()
                    self._take_in(told)
                    if heard(told):
                        break
        except TimeoutError:
            self.wrong = f"{self.page}: nothing after {PATIENCE:.0f} s"
        finally:
            self._ask_no_more(list(self._waits))
        return self.wrong

    async def _forget(self) -> None:
        """Take what was told to what was asked before: it is no answer to what is asked now."""
        with suppress(TimeoutError):
            while True:
                async with asyncio.timeout(AT_HAND):
                    await self._next()

    async def _next(self) -> ForwardMsg:
        content = await self.socket.recv()
        assert isinstance(content, bytes)
        self.size += len(content)
        return ForwardMsg.FromString(content)

    def _take_in(self, message: ForwardMsg) -> None:
        """Do what a browser does with a message."""
        kind = message.WhichOneof("type")
        if kind == "new_session" and not message.metadata.run.fragment_ids:
            self.runs += 1
            self._ask_no_more(list(self._waits))
        elif kind == "navigation":
            self.hash = message.navigation.page_script_hash
        elif kind == "page_info_changed":
            self.query = message.page_info_changed.query_string
        elif kind == "auto_rerun":
            self._ask_again(message.auto_rerun.fragment_id, message.auto_rerun.interval)
        elif kind == "stop_auto_rerun":
            self._ask_no_more(message.stop_auto_rerun.fragment_ids)
        elif kind == "delta":
            self._show(message)

    def _show(self, message: ForwardMsg) -> None:
        element = message.delta.new_element
        what = element.WhichOneof("type")
        if what == "exception":
            self.wrong = f"{self.page}: {element.exception.message}"
        elif what == "markdown" and element.markdown.body:
            self.captions.append(element.markdown.body)
        elif what == "bidi_component":
            component = element.bidi_component
            shown = Shown(component.id, message.delta.fragment_id, _data(component))
            self.shown[component.id.split("-", 2)[-1]] = shown  # $$ID-HASH-KEY

    def _got(self, message: ForwardMsg, done: Callable[[dict[str, Any]], bool]) -> bool:
        """Did a component get data of which ``done`` is true?"""
        element = message.delta.new_element
        is_one = message.WhichOneof("type") == "delta" and element.WhichOneof("type") == "bidi_component"
        return is_one and done(self.shown[element.bidi_component.id.split("-", 2)[-1]].data)

    def _ended(self, message: ForwardMsg, part: bool) -> bool:
        """Has a run of the page come to its end, or one of the part of it that was asked for?"""
        if message.WhichOneof("type") != "script_finished" or bool(message.metadata.run.fragment_ids) != part:
            return False
        if message.script_finished == ForwardMsg.FINISHED_EARLY_FOR_RERUN:
            return False
        if message.script_finished not in FINISHED:
            self.wrong = self.wrong or f"{self.page}: the script did not run"
        return True

    def _ask_again(self, fragment: str, seconds: float) -> None:
        """What the front end does for a part of a page that is to run every so many seconds."""
        if self._waits.get(fragment, (0.0,))[0] == seconds:
            return
        self._ask_no_more([fragment])

        async def asking() -> None:
            with suppress(ConnectionClosed):
                while True:
                    await asyncio.sleep(seconds)
                    message = self._asking(fragment)
                    message.rerun_script.is_auto_rerun = True
                    await self.socket.send(message.SerializeToString())

        self._waits[fragment] = seconds, asyncio.create_task(asking())

    def _ask_no_more(self, fragments: Iterable[str]) -> None:
        for fragment in fragments:
            if fragment in self._waits:
                self._waits.pop(fragment)[1].cancel()


def _data(component: Any) -> dict[str, Any]:
    """What a component was given."""
    content = component.json or component.mixed.json
    data = json.loads(json.loads(content)[0]) if content else {}
    return data if isinstance(data, dict) else {}


@asynccontextmanager
async def front(address: str) -> AsyncIterator[Front]:
    """A connection to the app at an address."""
    stream = address.replace("http", "ws", 1) + "/_stcore/stream"
    async with connect(stream, subprotocols=["streamlit"], max_size=None) as socket:  # type: ignore[list-item]
        yield Front(socket)


async def timed(run: Any) -> tuple[float, str]:
    """Milliseconds that a run took, and what went wrong."""
    began = time.perf_counter()
    wrong = await run
    return 1000 * (time.perf_counter() - began), wrong
