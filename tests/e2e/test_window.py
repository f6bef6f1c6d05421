"""Tests share a window, and nothing that one leaves there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.e2e.window import forget

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext

LEFT = """async () =>
  [localStorage.length, document.cookie, (await indexedDB.databases()).length]"""
LEAVE = """async () => {
  localStorage.setItem("left", 1);
  document.cookie = "left=1";
  await new Promise((done) => { indexedDB.open("left").onsuccess = done; });
}"""


def test_nothing_of_a_visitor_is_left_for_the_next(
    window: BrowserContext, visited: set[str], server: str
) -> None:
    page = window.new_page()
    forget(page, visited | {server})
    page.goto(f"{server}/healthz")
    page.evaluate(LEAVE)
    assert page.evaluate(LEFT) == [1, "left=1", 1]
    page.goto("about:blank")
    forget(page, {server})
    page.goto(f"{server}/healthz")
    assert page.evaluate(LEFT) == [0, "", 0]
    page.close()
