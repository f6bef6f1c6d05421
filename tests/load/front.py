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
FINISHED = (ForwardMsg.FINISHED_SUCCESSFULLY, ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY)


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
    wrong: str = ""  # what went wrong, or nothing
    captions: list[str] = field(default_factory=list)  # small print that was shown
    shown: dict[str, Shown] = field(default_factory=dict)  # components by their keys
    _waits: dict[str, tuple[float, asyncio.Task[None]]] = field(default_factory=dict)
    """Parts of the page that ask again by themselves: every so many seconds."""
    _asked: str = ""  # the part of the page whose run is awaited, or nothing for all of it

    async def run(self, page: str, query: str) -> str:
        """Ask for a page and wait until its script has ended: what went wrong, or nothing."""
        return await self._follow(page, query, lambda _: False)

    async def until(self, page: str, query: str, done: Callable[[dict[str, Any]], bool]) -> str:
        """Ask for a page and wait until a component gets data of which ``done`` is true."""
        return await self._follow(page, query, done, to_its_end=False)

    async def tell(self, key: str, event: str, value: Any) -> str:
        """Tell what a visitor did with a component, and wait until its part of the page has run."""
        shown = self.shown[key]
        message, self._asked = self._asking(shown.fragment), shown.fragment
        states = message.rerun_script.widget_states.widgets
        states.add(id=shown.id, json_value="{}")
        told = json.dumps([{"event": event, "value": value}])
        states.add(id=_make_trigger_id(shown.id, "events"), json_trigger_value=told)
        return await self._sent(message, lambda _: False)

    async def _follow(
        self, page: str, query: str, done: Callable[[dict[str, Any]], bool], to_its_end: bool = True
    ) -> str:
        self.page, self.hash, self.query, self.size, self.wrong = page, "", query, 0, ""
        self._asked = ""
        return await self._sent(self._asking(), done, to_its_end)

    def _asking(self, fragment: str = "") -> BackMsg:
        """What asks for a run: as a browser does, by the page's name until its hash is known."""
        message = BackMsg()
        asked = message.rerun_script
        asked.query_string, asked.page_script_hash, asked.fragment_id = self.query, self.hash, fragment
        asked.page_name = "" if self.hash else self.page
        return message

    async def _sent(
        self, message: BackMsg, done: Callable[[dict[str, Any]], bool], to_its_end: bool = True
    ) -> str:
        await self._hear_out()
        await self.socket.send(message.SerializeToString())
        try:
            async with asyncio.timeout(PATIENCE):
                while not self._heard(await self._next(), done, to_its_end):
                    pass
        except TimeoutError:
            self.wrong = f"{self.page}: nothing after {PATIENCE:.0f} s"
        finally:
            self._ask_no_more(list(self._waits))
        return self.wrong

    async def _hear_out(self) -> None:
        """Take in what still came of former runs: their end is not that of the next one."""
        with suppress(TimeoutError):
            while True:
                async with asyncio.timeout(0.001):
                    await self._next()

    async def _next(self) -> ForwardMsg:
        content = await self.socket.recv()
        assert isinstance(content, bytes)
        self.size += len(content)
        return ForwardMsg.FromString(content)

    def _heard(self, message: ForwardMsg, done: Callable[[dict[str, Any]], bool], to_its_end: bool) -> bool:
        """Take a message in; True for the one that was waited for."""
        kind = message.WhichOneof("type")
        if kind == "auto_rerun":
            self._ask_again(message.auto_rerun.fragment_id, message.auto_rerun.interval)
        if kind == "stop_auto_rerun":
            self._ask_no_more(message.stop_auto_rerun.fragment_ids)
        if kind == "new_session":
            self.hash = message.new_session.page_script_hash
        if kind == "page_info_changed":
            self.query = message.page_info_changed.query_string
        if kind == "script_finished" and to_its_end:
            parts = message.metadata.run.fragment_ids  # none: all of the page
            another = parts and self._asked not in parts  # a part that asked by itself
            if another or message.script_finished == ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                return False
            if message.script_finished not in FINISHED:
                self.wrong = self.wrong or f"{self.page}: the script did not run"
            return True
        if kind != "delta":
            return False
        element = message.delta.new_element
        what = element.WhichOneof("type")
        if what == "exception":
            self.wrong = f"{self.page}: {element.exception.message}"
        if what == "markdown" and element.markdown.body:
            self.captions.append(element.markdown.body)
        if what != "bidi_component":
            return False
        component = element.bidi_component
        shown = Shown(component.id, message.delta.fragment_id, _data(component))
        self.shown[component.id.split("-", 2)[-1]] = shown  # $$ID-HASH-KEY
        return done(shown.data)

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
