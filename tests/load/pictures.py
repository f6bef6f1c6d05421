"""How long the two pictures that are moved by hand take: ``python -m tests.load.pictures`` prints one object.

Milliseconds, measured in the page itself: from a pointer's move on the plane of two parameters until its
arrows are drawn, and from a click on the sinusoid's plane until the new fits are.
"""

from __future__ import annotations

import json
import statistics

from playwright.sync_api import Page, sync_playwright

from tests.e2e.conftest import CHROMIUM, FLAGS
from tests.load.measure import serving

DRAGS, CLICKS = 40, 24

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
        page.locator(".sines[data-fitted]").wait_for(timeout=60_000)
        page.evaluate(WATCH, [".sines[data-fitted]", "pointerup", "data-fitted"])
        plane = page.locator("svg.plane .ground").bounding_box()
        assert plane
        for i in range(CLICKS // 2):
            page.mouse.click(plane["x"] + 30 + 45 * i, plane["y"] + 12)
            page.wait_for_function(f"window.waited.length > {i}")
            assert page.locator("[data-point]").count() == 5 + i + 1
        times += page.evaluate("window.waited")
    return times


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
        page = browser.new_page(viewport={"width": 1280, "height": 720})
        found = {"arrows": told(arrows(page, address)), "fits": told(fits(page, address))}
        print(json.dumps(found, indent=2))
        browser.close()


if __name__ == "__main__":
    main()
