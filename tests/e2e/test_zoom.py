"""At 200 % zoom a window of 1280 × 720 has 640 × 360 pixels for the page: nothing is cut off."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from fewshot_app.course.chapters.steps import all_steps
from fewshot_app.shared.room import rooms
from fewshot_app.shared.text import LANGUAGES
from tests.e2e.conftest import at_rest

sync_api = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")

CUT_OFF = (Path(__file__).parent / "cut_off.js").read_text(encoding="utf-8")
IDLE = "[data-testid=stApp][data-test-script-state=notRunning]"
LAID_OUT = 60_000
"""Milliseconds in which a page that is idle lays itself out."""
NOT_SIDEWAYS = """() => [document.documentElement, document.querySelector("[data-testid=stMain]")]
  .every((e) => e.scrollWidth <= e.clientWidth)"""
COVERED = """() => {
  const at = (y) => document.elementsFromPoint(innerWidth / 2, y)
    .some((e) => ["fixed", "sticky"].includes(getComputedStyle(e).position));
  return Array.from({ length: innerHeight }, (_, y) => at(y)).filter(Boolean).length / innerHeight;
}"""
"""The share of the window's height in which something stands fixed before what is scrolled."""
SHORT = ("home", "compare", "loop", "chapters", "quiz", "draw")
"""The rooms that are looked at by default; all others by ``pytest -m slow tests/e2e/test_zoom.py``."""


def looked_at() -> Iterator[object]:
    """Every room as it opens, with what it reveals, and one step of every instrument; in both languages."""
    for lang in LANGUAGES:
        for room in rooms():
            quick = room.name in SHORT and lang == LANGUAGES[0]
            marks = () if quick else pytest.mark.slow
            more = {"seen": 1} if room.place == "instruments" else {}
            yield pytest.param(room.path, more, lang, marks=marks, id=f"{room.name}-{lang}")
    steps = {step.show: step for step in all_steps()}
    for show, step in steps.items():
        where = {"chapter": step.chapter, "part": step.id}
        marks = () if step.picture else pytest.mark.slow
        yield pytest.param("chapters", where, "en", marks=marks, id=f"step-{show or step.picture}")


@pytest.fixture
def zoomed(browser: sync_api.Browser) -> Iterator[sync_api.Page]:
    """A window of 1280 × 720 at 200 %."""
    size = {"width": 640, "height": 360}
    context = browser.new_context(viewport=size, device_scale_factor=2, locale="en-GB")
    yield context.new_page()
    context.close()


@pytest.mark.parametrize(("path", "more", "lang"), list(looked_at()))
def test_a_page_can_be_read_at_twice_its_size(
    zoomed: sync_api.Page, server: str, path: str, more: dict[str, object], lang: str
) -> None:
    asked = "&".join(f"{key}={value}" for key, value in {"lang": lang, **more}.items())
    all_is_there = at_rest(zoomed)
    zoomed.goto(f"{server}/{path}?{asked}")
    zoomed.locator("h1").first.wait_for()
    zoomed.locator(IDLE).wait_for()
    all_is_there()
    # A surface in three dimensions, drawn without a GPU, keeps a busy browser from answering for seconds.
    zoomed.wait_for_function(NOT_SIDEWAYS, timeout=LAID_OUT)
    assert zoomed.evaluate(CUT_OFF) == []
    zoomed.locator("[data-testid=stMain]").evaluate("e => e.scrollTo(0, e.scrollHeight / 2)")
    assert zoomed.evaluate(COVERED) <= 0.5
