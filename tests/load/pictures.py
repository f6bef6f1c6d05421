"""How long pictures take: ``python -m tests.load.pictures`` prints one object.

Milliseconds, measured in the page itself: from the opening of each instrument until its first picture is
drawn, from a pointer's move on the plane of two parameters until its arrows are drawn, and from a click on
the sinusoid's plane until the new fits are. Every page was opened once before, so the server is warm; a new
visitor's browser has nothing of it yet, a returning one has kept Streamlit's scripts.
"""

from __future__ import annotations

import json
import statistics
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from fewshot_app.shared.room import Room, rooms
from tests.e2e.conftest import CHROMIUM, FLAGS
from tests.load.measure import serving

DRAGS, CLICKS, OPENS = 40, 24, 5

FIRST_PICTURE = (Path(__file__).parent.parent / "e2e" / "first_picture.js").read_text(encoding="utf-8")
LOOK = f"""(() => {{
  const found = {FIRST_PICTURE};
  const look = () => {{
    if (document.body && found()) setTimeout(() => {{ window.drawn = performance.now(); }});
    else requestAnimationFrame(look);
  }};
  look();
}})()"""
"""Runs before a page's own scripts: looks in every frame, and takes the time after that frame is painted."""

WATCH = """([css, kind, attribute]) => {
  const roots = [...document.querySelectorAll('*')].map((e) => e.shadowRoot ?? e);
  const board = roots.map((root) => root.querySelector(css)).find(Boolean);
  window.waited = [];
  let began = 0;
  window.addEventListener(kind, () => { began = performance.now(); }, true);
  new MutationObserver(() => {
    if (!began) return;
    const moved = began;
    began = 0;
    requestAnimationFrame(() => setTimeout(() => window.waited.push(performance.now() - moved)));
  }).observe(board, { attributes: true, attributeFilter: [attribute] });
}"""


def arrows(page: Page, address: str) -> list[float]:
    """θ is dragged about; each move draws all three arrows, the walks and the table anew."""
    page.goto(f"{address}/plane?lang=en")
    page.locator(".plane[data-exact=true]").wait_for(timeout=60_000)
    page.evaluate(WATCH, [".plane[data-exact]", "pointermove", "data-theta"])
    box = page.locator(".plane .handle").bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    for i in range(DRAGS):
        page.mouse.move(x + 3 * (i + 1), y - 2 * (i + 1))
        page.wait_for_function(f"window.waited.length > {i}")
    page.mouse.up()
    return page.evaluate("window.waited")


def fits(page: Page, address: str) -> list[float]:
    """Points are placed, far enough apart to hit none; the server adapts all learners each time anew."""
    times: list[float] = []
    for seed in (7, 8):  # twenty points are the most
        page.goto(f"{address}/sinusoid?lang=en&seed={seed}&drawn=5")
        page.locator(".sinusoid[data-fitted]").wait_for(timeout=60_000)
        page.evaluate(WATCH, [".sinusoid[data-fitted]", "pointerup", "data-fitted"])
        plane = page.locator("svg.plane .ground").bounding_box()
        assert plane
        for i in range(CLICKS // 2):
            page.mouse.click(plane["x"] + 30 + 45 * i, plane["y"] + 12)
            page.wait_for_function(f"window.waited.length > {i}")
            assert page.locator("[data-point]").count() == 5 + i + 1
        times += page.evaluate("window.waited")
    return times


def new_visitor(browser: Browser) -> BrowserContext:
    """A browser that has nothing of the app yet. The app's policy forbids waiting for a variable."""
    return browser.new_context(viewport={"width": 1280, "height": 720}, bypass_csp=True)


def opened(visitor: BrowserContext, address: str, room: Room) -> float:
    """One page from its address, in a tab of its own."""
    page = visitor.new_page()
    page.goto(f"{address}/{room.path}?lang=en")
    page.wait_for_function("window.drawn", timeout=60_000)
    waited = page.evaluate("window.drawn")
    page.close()
    return waited


def first_pictures(browser: Browser, address: str) -> dict[str, dict[str, float]]:
    """Median for each page, of a new visitor and of one who comes again."""
    visitor = new_visitor(browser)
    visitor.add_init_script(LOOK)
    found = {}
    for room in (each for each in rooms() if each.place in ("", "instruments")):
        opened(visitor, address, room)
        again = [opened(visitor, address, room) for _ in range(OPENS)]
        new = []
        for _ in range(OPENS):
            stranger = new_visitor(browser)
            stranger.add_init_script(LOOK)
            new.append(opened(stranger, address, room))
            stranger.close()
        medians = {"again_ms": statistics.median(again), "new_ms": statistics.median(new)}
        found[room.name] = {key: round(value) for key, value in medians.items()}
    return found


def told(times: list[float]) -> dict[str, float]:
    """Their median and what nine in ten stay below."""
    return {
        "count": len(times),
        "median_ms": round(statistics.median(times), 1),
        "p90_ms": round(statistics.quantiles(times, n=10)[-1], 1),
    }


def main() -> None:
    """Start the server and a browser, measure, print."""
    with serving() as (address, _), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        page = new_visitor(browser).new_page()
        found = {
            "first_picture": first_pictures(browser, address),
            "arrows": told(arrows(page, address)),
            "fits": told(fits(page, address)),
        }
        print(json.dumps(found, indent=2))
        browser.close()


if __name__ == "__main__":
    main()
