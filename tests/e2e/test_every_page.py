"""What holds on every page, whatever it teaches: a new room is tested here at once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from fewshot_app.shared.room import rooms
from fewshot_app.shared.text import LANGUAGES

sync_api = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")

HERE = Path(__file__).parent
FIRST_PICTURE = (HERE / "first_picture.js").read_text(encoding="utf-8")
UNREADABLE = (HERE / "unreadable.js").read_text(encoding="utf-8")
NOT_SIDEWAYS = """() => [document.documentElement, document.querySelector("[data-testid=stMain]")]
  .every((e) => e.scrollWidth <= e.clientWidth)"""
SKIP = ".stMain [data-do=skip], .stMain [data-guess=skip], .stMain .skip"
OF_THE_BROWSER = ("[.WebGL", "Canvas2D: ")
"""How warnings begin that the browser gives of its own drawing in three dimensions without a GPU."""
TOLD_BESIDE = ("loop", "glossary")
"""Pages that need no table: the loop has its numbers beside the chart, the glossary's sketches have none."""
OF_WORDS = {
    "references": ".references li",
    "chapters": ".chapter h2",
    "quiz": ".sets button",
    "glossary": "dt",
    "data": "[data-testid=stFileUploader]",
    "lecture": ".st-key-lecture_enter button",
}
"""Pages that open with words alone, and what is there once they are."""
SIZES = {"projector": (1280, 720), "phone": (390, 844)}


FIRST = (("projector", "en"), ("phone", "zh"))
"""What every page is seen in by default; the others by ``pytest -m slow tests/e2e/test_every_page.py``."""
SEEN_IN = [
    pytest.param(size, lang, marks=() if (size, lang) in FIRST else pytest.mark.slow)
    for size in SIZES
    for lang in LANGUAGES
]


@pytest.mark.parametrize("name", [room.name for room in rooms()])
@pytest.mark.parametrize(("size", "lang"), SEEN_IN)
def test_a_page_shows_its_picture_to_everyone(
    page: sync_api.Page, visit: Callable[..., None], size: str, lang: str, name: str
) -> None:
    """The fixture ``page`` fails on any error in the console."""
    width, height = SIZES[size]
    warned: list[str] = []
    page.on("console", lambda said: warned.append(said.text) if said.type == "warning" else None)
    page.set_viewport_size({"width": width, "height": height})
    visit("" if name == "home" else name, lang=lang)
    if name in OF_WORDS:
        page.locator(OF_WORDS[name]).first.wait_for()
    else:
        page.wait_for_function(FIRST_PICTURE)
    if page.locator(SKIP).count():
        page.locator(SKIP).first.click()
        page.locator(SKIP).wait_for(state="detached")
        page.wait_for_function(FIRST_PICTURE)
    page.locator("[data-testid=stApp][data-test-script-state=notRunning]").wait_for()

    headings = page.locator("h1").all_text_contents()
    assert len(headings) == 1 and headings[0].strip()
    unreadable = page.evaluate(UNREADABLE)
    assert not [each for each in unreadable if name not in TOLD_BESIDE or "no table" not in each]
    assert not [text for text in warned if not text.startswith(OF_THE_BROWSER)]
    page.wait_for_function(NOT_SIDEWAYS, timeout=5000)  # once all is laid out
