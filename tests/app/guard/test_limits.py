"""Who asks too often, or opens too many pages, is told so in a sentence; all others go on."""

from __future__ import annotations

import asyncio
import secrets
import time
from pathlib import Path
from typing import Any

import pytest

from fewshot_app import server
from fewshot_app.guard import memory
from fewshot_app.guard.limits import MB, PAGES, Bounds, Limits, most_pages
from fewshot_app.guard.refusal import STATUS
from fewshot_app.shared.meters import REGISTRY
from fewshot_app.shared.own import Quotas
from fewshot_app.shared.own.visitor import COOKIE
from fewshot_app.shared.pace import Rate
from fewshot_app.shared.text import LANGUAGES, words
from fewshot_app.shared.worker import LONGEST_QUEUE, SHARE
from fewshot_app.upload_bound import FILES, OF_A_VISIT, OF_ALL

OPERATIONS = Path(__file__).parents[3] / "docs" / "operations.md"
DOOR, FILE = "/compare", "/static/js/index.js"
HERE, THERE = "10.0.0.1", "10.0.0.2"
WIDE = {name: Rate(0, 1000) for name in ("visitor", "address", "everyone")}


class Server:
    """The layer before an app whose pages stay open; ``memory_left`` is what it is told of memory."""

    def __init__(self, memory_left: int | None = None, **bounds: Any) -> None:
        self.layer = Limits(self._app, (DOOR,), Bounds(**WIDE | bounds), lambda: memory_left)
        self.pages: list[asyncio.Task[None]] = []
        self.heard = 0

    async def _app(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "http":
            await send({"type": "http.response.start", "status": 204, "headers": []})
            await send({"type": "http.response.body"})
            return
        await send({"type": "websocket.accept"})
        while True:
            await receive()
            self.heard += 1

    async def ask(self, path: str, who: str = "", address: str = HERE, **headers: str) -> tuple[int, str]:
        sent: list[dict[str, Any]] = []

        async def send(message: Any) -> None:
            sent.append(message)

        async def receive() -> Any:
            return {"type": "http.request"}

        scope = self._scope("http", path, who, address, headers) | {"method": "GET"}
        await self.layer(scope, receive, send)
        return sent[0]["status"], sent[1].get("body", b"").decode()

    async def open(self, who: str = "", address: str = HERE, messages: float = 1) -> bool:
        """Open a page that stays; is it let in?"""
        answered: asyncio.Queue[Any] = asyncio.Queue()
        come = 0

        async def receive() -> Any:
            nonlocal come
            come += 1
            if come > messages:
                await asyncio.sleep(60)
            return {"type": "websocket.receive"}

        scope = self._scope("websocket", "/_stcore/stream", who, address, {})
        self.pages.append(asyncio.create_task(self.layer(scope, receive, answered.put)))
        return bool((await answered.get())["type"] == "websocket.accept")

    async def leave(self) -> None:
        for page in self.pages:
            page.cancel()
        await asyncio.gather(*self.pages, return_exceptions=True)

    @staticmethod
    def _scope(kind: str, path: str, who: str, address: str, headers: dict[str, str]) -> dict[str, Any]:
        given = headers | ({"cookie": f"{COOKIE}={who}"} if who else {})
        sent = [(name.replace("_", "-").encode(), value.encode()) for name, value in given.items()]
        return {"type": kind, "path": path, "headers": sent, "query_string": b"", "client": (address, 1)}


def key() -> str:
    return secrets.token_urlsafe(32)


def refused(what: str) -> float:
    return REGISTRY.get_sample_value("fewshot_refused_total", {"what": what}) or 0


def test_a_visitor_who_asks_too_often_is_refused_and_others_are_not() -> None:
    async def run() -> None:
        door, me, before = Server(visitor=Rate(0, 3)), key(), refused("fast")
        assert [(await door.ask(FILE, me))[0] for _ in range(4)] == [204] * 3 + [429]
        assert (await door.ask(FILE, key()))[0] == (await door.ask(FILE))[0] == 204
        assert refused("fast") == before + 1

    asyncio.run(run())


def test_whoever_drops_the_cookie_is_bounded_by_the_address() -> None:
    async def run() -> None:
        door = Server(address=Rate(0, 3))
        assert [(await door.ask(FILE, key()))[0] for _ in range(4)] == [204] * 3 + [429]
        assert (await door.ask(FILE, address=THERE))[0] == 204
        network = Server(address=Rate(0, 1))
        assert (await network.ask(FILE, address="2001:db8::1"))[0] == 204
        assert (await network.ask(FILE, address="2001:db8::2"))[0] == 429
        assert (await network.ask(FILE, address="2001:db8:1::1"))[0] == 204
        crowd = Server(everyone=Rate(0, 2))
        assert [(await crowd.ask(FILE, key(), f"10.1.0.{i}"))[0] for i in range(3)] == [204, 204, 429]

    asyncio.run(run())


@pytest.mark.parametrize(
    ("bounds", "reason"),
    [({"pages_visitor": 2}, "many"), ({"pages_address": 2}, "many"), ({"pages": 2}, "full")],
)
def test_so_many_pages_may_be_open(bounds: dict[str, int], reason: str) -> None:
    async def run() -> None:
        door, me = Server(**bounds), key()
        assert await door.open(me) and (await door.ask(DOOR, me))[0] == 204
        assert await door.open(me)
        assert not await door.open(me) and (await door.ask(DOOR, me))[0] == STATUS[reason]
        assert (await door.ask(FILE, me))[0] == (await door.ask("/join", me))[0] == 204, (
            "phones open no such page"
        )
        other = await door.open(key(), THERE)
        assert other == (reason == "many")
        await door.leave()
        assert await door.open(me)
        await door.leave()

    asyncio.run(run())


def test_without_memory_no_further_page_opens() -> None:
    async def run() -> None:
        for left, status in ((None, 204), (300 * MB, 204), (100 * MB, 503)):
            assert (await Server(memory_left=left).ask(DOOR))[0] == status

    asyncio.run(run())


def test_messages_of_a_page_wait_for_their_turn() -> None:
    async def run() -> None:
        door, begin = Server(messages=Rate(50, 2)), time.monotonic()
        await door.open(messages=7)
        while door.heard < 7:
            await asyncio.sleep(0.005)
        assert 0.09 <= time.monotonic() - begin < 5  # two at once, then five of fifty a second
        await door.leave()

    asyncio.run(run())


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("reason", STATUS)
def test_a_browser_is_told_in_a_sentence_and_tries_again(lang: str, reason: str) -> None:
    async def run() -> None:
        door = Server(
            visitor=Rate(0, 0 if reason == "fast" else 9), pages_visitor=0 if reason == "many" else 9, pages=0
        )
        status, text = await door.ask(DOOR, key(), accept="text/html,*/*", accept_language=lang)
        assert status == STATUS[reason] and words(lang)(f"guard.{reason}") in text
        assert f'lang="{words(lang)("common.html_lang")}"' in text and 'http-equiv="refresh"' in text
        assert await door.ask(DOOR, key(), accept="*/*", accept_language=lang) != (status, text)

    asyncio.run(run())


def test_memory_is_that_of_the_container_where_it_has_a_bound(tmp_path: Path) -> None:
    system = tmp_path / "meminfo"
    assert memory.left(system, tmp_path) is None
    system.write_text("MemTotal:  8000000 kB\nMemAvailable:  4000000 kB\nHugePages_Total: 0\n")
    assert memory.left(system, tmp_path) == 4_000_000 * 1024
    (tmp_path / "memory.max").write_text("max\n")
    (tmp_path / "memory.current").write_text(f"{900 * MB}\n")
    assert memory.left(system, tmp_path) == 4_000_000 * 1024
    (tmp_path / "memory.max").write_text(f"{1000 * MB}\n")
    (tmp_path / "memory.stat").write_text(f"anon 1\ninactive_file {50 * MB}\n")
    assert memory.left(system, tmp_path) == 150 * MB


def test_the_server_counts_its_pages_and_the_environment_says_how_many(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (limits,) = [each for each in server._middleware() if each.cls is Limits]
    assert {"/", "/compare", "/lecture"} <= set(limits.kwargs["doors"]) and "/join" not in limits.kwargs[
        "doors"
    ]
    monkeypatch.setenv(PAGES, "7")
    assert Bounds().pages == most_pages() == 7
    monkeypatch.setenv(PAGES, "many")
    assert most_pages() == 600


def test_the_documentation_has_the_bounds_of_the_program(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(PAGES, raising=False)
    of, kept = Bounds(), Quotas()

    def rate(each: Rate) -> str:
        return f"{each.a_second:,}; {each.at_once:,}"

    rows = (
        (rate(of.visitor), rate(of.address), rate(of.everyone)),
        (of.pages_visitor, of.pages_address, of.pages),
        (rate(of.messages), "", ""),
        (SHARE, "", LONGEST_QUEUE),
        (f"{OF_A_VISIT // MB} MB, {FILES:,} files a page", "", f"{OF_ALL // MB} MB"),
        (f"{kept.visitor // MB} MB, {kept.hour // MB} MB an hour", "", f"{kept.everyone // 2**30} GB"),
    )
    told = [
        line.split("|")[2:5] for line in OPERATIONS.read_text(encoding="utf-8").splitlines() if "|" in line
    ]
    for row in rows:
        assert [str(cell) for cell in row] in [[cell.strip() for cell in line] for line in told], row
    assert f"less than {of.reserve // MB} MB" in OPERATIONS.read_text(encoding="utf-8")
