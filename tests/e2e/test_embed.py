"""A view alone, inside a page of another origin: localhost and 127.0.0.1 are two for a browser."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from fewshot_app.course.chapters.steps import chapters
from fewshot_app.shared.room import rooms
from tests.e2e.conftest import at_rest, free_port, serve
from tests.e2e.test_every_page import FIRST_PICTURE, NOT_SIDEWAYS

sync_api = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")

INSTRUMENTS = [room.name for room in rooms() if room.place == "instruments"]
FEW = ("explorer", "compare")
"""Seen by default; the others by ``pytest -m slow tests/e2e/test_embed.py``."""
SEEN = [pytest.param(name, marks=() if name in FEW else pytest.mark.slow) for name in INSTRUMENTS]
DOCS = Path(__file__).parents[2] / "docs" / "lti.md"


def resizing() -> str:
    """The lines that the documentation gives for a page that wants the frame as high as what it shows."""
    text = DOCS.read_text(encoding="utf-8")
    return text.partition("<!-- resize -->\n```html\n")[2].partition("```")[0]


@pytest.fixture(scope="module")
def port() -> int:
    """Where the other origin is served."""
    return free_port()


@pytest.fixture
def elsewhere(port: int) -> Iterator[Callable[[str], str]]:
    """Another origin: the address of a page there with this body."""
    shown: list[str] = []

    class Page(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(f"<!doctype html><link rel=icon href=data:,>{shown[-1]}".encode())

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", port), Page)
    threading.Thread(target=server.serve_forever, daemon=True).start()

    def at(body: str) -> str:
        shown.append(body)
        return f"http://localhost:{port}/"

    yield at
    server.shutdown()


@pytest.fixture(scope="module")
def framed(tmp_path_factory: pytest.TempPathFactory, port: int) -> Iterator[str]:
    """An app that pages of the other origin may show."""
    own = {"FEWSHOT_STORE": str(tmp_path_factory.mktemp("store"))}
    yield from serve(os.environ | own | {"FEWSHOT_FRAME_ANCESTORS": f"http://localhost:{port}"})


@pytest.mark.parametrize("name", SEEN)
def test_an_instrument_alone_is_as_narrow_as_its_frame(
    page: sync_api.Page, visit: Callable[..., None], name: str
) -> None:
    all_is_there = at_rest(page)
    page.set_viewport_size({"width": 280, "height": 700})
    visit(name, only=1, seen=1, lang="en")
    page.wait_for_function(FIRST_PICTURE)
    all_is_there()
    assert not page.locator("header.bar").is_visible() and not page.locator(".st-key-foot").count()
    page.wait_for_function(NOT_SIDEWAYS)


def test_a_step_alone_has_no_way_to_others_and_a_chapter_alone_none_out(
    page: sync_api.Page, visit: Callable[..., None]
) -> None:
    steps = next(chapter for chapter in chapters() if chapter.id == "why").steps
    visit("chapters", chapter="why", part=steps[0].id, only=1, lang="en")
    page.locator(".step-bar .say").wait_for()
    assert not page.locator(".step-bar button").count() and not page.locator(".st-key-foot").count()
    assert not page.locator("header.bar").is_visible()
    visit("chapters", chapter="why", part=steps[-2].id, only="chapter", lang="en")
    page.locator(".step-bar .next").click()
    page.wait_for_url(lambda url: f"part={steps[-1].id}" in url and "only=chapter" in url)
    sync_api.expect(page.locator(".step-bar .next")).to_have_count(0)


class Frame(HTMLParser):
    """What a line that embeds says."""

    def __init__(self, line: str) -> None:
        super().__init__()
        self.said: dict[str, str | None] = {}
        self.feed(line)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag == "iframe"
        self.said = dict(attrs)


def test_the_line_of_the_foot_shows_the_view_in_another_page_as_high_as_it_is(
    page: sync_api.Page, framed: str, elsewhere: Callable[[str], str]
) -> None:
    page.goto(f"{framed}/compare?n=3&k=2&q=2&seen=1&lang=zh")
    page.locator(".foot summary").click()
    field = page.locator(".foot textarea")
    line = field.input_value()
    said = Frame(line).said
    assert "n=3" in str(said["src"]) and "only=1" in str(said["src"]) and said["title"]
    page.locator(".foot [data-do=copy]").click()
    assert page.locator(".foot details [role=status]").inner_text()

    page.goto(elsewhere(resizing() + line))
    inside = page.frame_locator("iframe")
    inside.locator("tr.row").first.wait_for(timeout=60_000)
    assert not inside.locator("header.bar").is_visible()
    page.wait_for_function(
        "before => ![null, before].includes(document.querySelector('iframe').getAttribute('height'))",
        arg=said["height"],
    )
    page.wait_for_timeout(1500)
    frame = page.frames[1]
    seen = frame.evaluate(
        """() => { const main = document.querySelector("[data-testid=stMain]");
          return [main.scrollHeight, main.clientHeight]; }"""
    )
    assert abs(seen[0] - seen[1]) <= 2, "the frame is as high as what it shows, and no higher"
