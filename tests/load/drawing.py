"""How long learners take to answer a stroke: ``python -m tests.load.drawing`` prints one object.

Milliseconds, measured in the page itself: from the pointer's release until the answers of all six learners
are there, the map beside them. ``query``: the stroke belongs to a query image, and the support set is the
data's. ``support``: it belongs to the support set, so that all learners adapt anew. With ``--visitors 20`` so
many draw at once, without browsers, and another one looks at the explorer meanwhile; ``both`` is then a task
that is drawn as a whole, the support set first. Run it on a machine that does nothing else.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import statistics

from playwright.sync_api import Page, sync_playwright

from tests.e2e.conftest import CHROMIUM, FLAGS
from tests.load.drawers import drawing
from tests.load.measure import processor_ms, serving

PEN_UPS = 30
TASK = "/draw?lang=en&n=3&k=1&seed=42"
ADDRESSES = {"query": TASK, "support": f"{TASK}&mine=support"}
OF_MANY = ("query", "both", "support")
WAIT = 120_000
TARGETS = {"median_ms": 300, "p95_ms": 700}
TARGETS_OF_MANY = {"p95_ms": 2000, "explorer_p95_ms": 500}


def stroke(page: Page, number: int) -> None:
    """A stroke with the mouse, another one each time."""
    box = page.locator(".paper").bounding_box()
    assert box
    x, y = box["x"] + 40 + 8 * number, box["y"] + 60
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 20, y + 150 - 4 * number, steps=6)
    page.mouse.up()


def pen_ups(page: Page, address: str) -> list[float]:
    """Strokes one after the other, each when the answers to the one before are there."""
    page.goto(address)
    page.locator(".draw[data-state=still]").wait_for(timeout=WAIT)
    empty = page.locator(".support .slot").count()
    for number in range(empty):  # a support set that is drawn is complete before time is taken
        stroke(page, number)
        page.locator("[data-do=next]").click()
    page.locator(".draw[data-state=still]").wait_for(timeout=WAIT)
    taken = []
    for number in range(empty, empty + PEN_UPS):
        stroke(page, number % 25)
        page.locator(f".draw[data-answered='{number + 1}']").wait_for(timeout=WAIT)
        taken.append(float(page.locator(".draw").get_attribute("data-took") or "nan"))
    return taken


def told(times: list[float]) -> dict[str, float]:
    """Their median and what nineteen in twenty stay below."""
    return {
        "count": len(times),
        "median_ms": round(statistics.median(times)),
        "p95_ms": round(statistics.quantiles(times, n=20)[-1]),
    }


def in_browser() -> dict[str, object]:
    """What one visitor waits, for either kind of drawing."""
    found: dict[str, object] = {}
    with serving() as (address, _), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        for name, where in ADDRESSES.items():
            page = browser.new_page(viewport={"width": 1280, "height": 720})
            found[name] = told(pen_ups(page, address + where))
            page.close()
        browser.close()
    return found | {"targets": TARGETS}


def of_many(visitors: int) -> dict[str, object]:
    """What so many wait who draw at once, and what a look at the explorer takes meanwhile."""
    found: dict[str, object] = {"visitors": visitors}
    for mine in OF_MANY:
        with serving() as (address, pid):
            before = processor_ms(pid)
            drawn, looks = asyncio.run(drawing(address, mine, visitors))
            used = (processor_ms(pid) - before) / len(drawn.pen_ups)
        found[mine] = told(drawn.pen_ups) | {"processor_ms": round(used), "errors": drawn.errors[:5]}
        found[f"{mine}_explorer"] = told(looks)
    return found | {"targets": TARGETS_OF_MANY}


def main() -> None:
    """Measure, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--visitors", type=int, default=1)
    visitors = parser.parse_args().visitors
    found = in_browser() if visitors == 1 else of_many(visitors)
    print(json.dumps(found | {"load": [round(each, 1) for each in os.getloadavg()]}, indent=2))


if __name__ == "__main__":
    main()
