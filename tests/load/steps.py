"""From step to step of the course: ``python -m tests.load.steps`` prints one object.

A real browser goes through all steps by *Next*, twice: measured is the time from the click until the next
step's title, bar and instrument are drawn. Run it on a machine that does nothing else.
"""

from __future__ import annotations

import json
import os
import statistics

from playwright.sync_api import Page, sync_playwright

from fewshot_app.course.chapters.steps import Step, all_steps
from tests.e2e.conftest import CHROMIUM, FLAGS
from tests.load.measure import serving

WALKS = 2
CLICK = """([selector, key]) => new Promise((done) => {
  const hosts = () => [...document.querySelectorAll("*")].filter((e) => e.shadowRoot);
  const roots = () => [document, ...hosts().map((e) => e.shadowRoot)];
  const find = (what) => roots().map((root) => root.querySelector(what)).find(Boolean);
  const began = performance.now();
  find(selector).click();
  const look = () => {
    const here = find(`[data-go="${key}"][aria-current=step]`);
    const idle = document.querySelector("[data-testid=stApp][data-test-script-state=notRunning]");
    if (here && idle) done(performance.now() - began);
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
})"""
"""A click, and the milliseconds until the step is drawn and the page's run is over."""


def walk(page: Page, steps: tuple[Step, ...]) -> list[float]:
    """Milliseconds for each step but the first."""
    taken = []
    for step in steps[1:]:
        taken.append(page.evaluate(CLICK, [".step-bar .next", step.key]))
        page.wait_for_timeout(1500)  # what a reader takes longer for
    return taken


def main() -> None:
    """Measure and print."""
    steps = all_steps()
    with serving() as (address, _), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        page = browser.new_page(viewport={"width": 1280, "height": 720})
        taken: list[float] = []
        for _walk in range(WALKS):
            page.goto(f"{address}/chapters?lang=en&chapter={steps[0].chapter}")
            page.locator(".step-bar .next").wait_for()
            page.wait_for_timeout(3000)
            taken += walk(page, steps)
        browser.close()
    ordered = sorted(taken)
    found = {
        "steps": len(taken),
        "median_ms": round(statistics.median(taken)),
        "p95_ms": round(ordered[int(0.95 * len(ordered))]),
        "targets": {"median_ms": 300, "p95_ms": 1000},
        "cores": os.cpu_count(),
    }
    print(json.dumps(found, indent=1))


if __name__ == "__main__":
    main()
