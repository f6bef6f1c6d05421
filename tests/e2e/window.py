"""The window of the browser, and in it a page for each test, of a visitor who was never here before."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request

KEPT = "local_storage,indexeddb,cache_storage,service_workers"


@pytest.fixture(scope="session")
def window(browser: Browser) -> Iterator[BrowserContext]:
    """One for all tests: fetching and compiling the app's scripts anew is a third of what a page costs."""
    context = browser.new_context(viewport={"width": 1280, "height": 720}, locale="en-GB")
    yield context
    context.close()


@pytest.fixture(scope="session")
def visited() -> set[str]:
    """The origins that were visited in the window since all was last forgotten."""
    return set()


def forget(page: Page, visited: set[str]) -> None:
    """Take from the window what a visitor leaves: all cookies, and what the visited origins keep."""
    page.context.clear_cookies()
    session = page.context.new_cdp_session(page)
    for origin in visited:
        session.send("Storage.clearDataForOrigin", {"origin": origin, "storageTypes": KEPT})
    session.detach()
    visited.clear()


def _is_our_error(said: ConsoleMessage) -> bool:
    """Any error but one: Streamlit first looks for its server below the page's path, then at the root."""
    return said.type == "error" and "/_stcore/" not in said.location.get("url", "")


def _is_elsewhere(url: str) -> bool:
    """Does a request leave the app's own host?"""
    parts = urlsplit(url)
    return parts.scheme not in ("data", "blob") and parts.hostname not in ("127.0.0.1", "localhost")


@pytest.fixture
def page(window: BrowserContext, visited: set[str]) -> Iterator[Page]:
    """A page at 1280 × 720; any error in its console, and any request to another host, fails the test."""
    errors: list[str] = []

    def heard(sent: Request) -> None:
        parts = urlsplit(sent.url)
        if parts.netloc:
            visited.add(f"{parts.scheme}://{parts.netloc}")
        if _is_elsewhere(sent.url):
            errors.append(sent.url)

    opened = window.new_page()
    forget(opened, visited)
    opened.on("console", lambda said: errors.append(said.text) if _is_our_error(said) else None)
    opened.on("pageerror", lambda error: errors.append(str(error)))
    window.on("request", heard)
    yield opened
    window.remove_listener("request", heard)
    for each in window.pages:
        each.close()
    assert not errors, errors
