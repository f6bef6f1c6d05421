"""A lecturer in a real browser, who comes by way of the proxy."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin

from playwright.sync_api import Page, expect, sync_playwright

from tests.e2e.conftest import CHROMIUM, FLAGS

WAIT = 60_000
CONNECTED = "[data-testid=stApp][data-test-connection-state=CONNECTED]"


@contextlib.contextmanager
def visiting(address: str) -> Iterator[Visitor]:
    """A browser with cookies of its own; ``address`` is where the app is."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        context = chromium.new_context(
            viewport={"width": 1280, "height": 720}, locale="en-GB", ignore_https_errors=True
        )
        yield Visitor(address, context.new_page())
        chromium.close()


class Visitor:
    """What the lecturer does and sees."""

    def __init__(self, address: str, page: Page) -> None:
        self.home, self.page = address, page

    def open_page(self, path: str) -> None:
        """Open a page and wait until it is there."""
        self.page.goto(f"{self.home}/{path}")
        self.page.locator("h1").first.wait_for(timeout=WAIT)

    def open_room(self) -> str:
        """Open a room and ask the class to name five images; its code."""
        self.page.goto(f"{self.home}/lecture?n=5&q=1&lang=en")
        self.page.locator(".st-key-lecture_enter button").click(timeout=WAIT)
        self.page.locator(".st-key-lecture_begin button").click(timeout=WAIT)
        self.page.locator(".st-key-lecture_closed button").wait_for(timeout=WAIT)
        return self.code()

    def code(self) -> str:
        """The room's code, as the board shows it."""
        return self.page.locator(".door .code").inner_text(timeout=WAIT)

    def shows_votes(self, least: int) -> None:
        """Wait until the board has counted so many."""
        end = time.monotonic() + WAIT / 1000
        board = self.page.locator(".board")
        while int(board.get_attribute("data-voted", timeout=WAIT) or 0) < least:
            assert time.monotonic() < end, f"fewer than {least} votes are shown"
            self.page.wait_for_timeout(100)

    def moves_from(self, port: int) -> None:
        """Wait until the page has its session at another replica."""
        end = time.monotonic() + WAIT / 1000
        while self.replica() == port:
            assert time.monotonic() < end, "no other replica has answered"
            self.page.wait_for_timeout(50)
        self.is_connected()

    def is_connected(self) -> None:
        """Wait until the page has a session and shows what belongs to it."""
        self.page.locator(CONNECTED).wait_for(timeout=WAIT)

    def asks_for_live_votes(self) -> None:
        """Press what the page answers by another address."""
        self.page.locator(".st-key-lecture_live label").click(timeout=WAIT)
        self.page.wait_for_url("**live=1**", timeout=WAIT)

    def press(self, phase: str) -> None:
        """Bring the round to a phase; it is when this returns."""
        self.page.locator(f".st-key-lecture_{phase} button").click(timeout=WAIT)
        expect(self.page.locator(f".st-key-lecture_{phase} button")).to_have_count(0, timeout=WAIT)

    def address(self) -> str:
        """What stands in the address bar."""
        return self.page.url

    def cookies(self) -> dict[str, Any]:
        """All cookies by their names."""
        return {cookie["name"]: cookie for cookie in self.page.context.cookies()}

    def replica(self) -> int:
        """The port of the replica that the browser stays with."""
        return int(self.cookies()["fewshot_replica"]["value"])

    def led(self, url: str) -> str:
        """Where an address leads to."""
        answer = self.page.context.request.get(url, max_redirects=0)
        return urljoin(url, answer.headers["location"])
