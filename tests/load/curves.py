"""How long a switch on the curves takes: ``python -m tests.load.curves`` prints one object.

Milliseconds, measured in the page itself: from the press of a button until the new chart is drawn and
painted. Chart (K, N, steps), learner, scale and comparison, each over and over.
"""

from __future__ import annotations

import json

from playwright.sync_api import Page, sync_playwright

from tests.e2e.conftest import CHROMIUM, FLAGS
from tests.load.measure import serving
from tests.load.pictures import told

TIMES = 12
OPENED = "/curves?lang=en&seen=1"

WATCH = """() => {
  const plot = () => document.querySelector('.st-key-curves_chart .js-plotly-plot');
  const drawn = () => plot()?.querySelectorAll('.scatterlayer > .trace').length;
  window.waited = [];
  window.addEventListener('pointerup', () => {
    const [began, before] = [performance.now(), plot().data];
    const look = () => {
      const now = plot()?.data;
      if (!now || now === before || drawn() !== now.length) return requestAnimationFrame(look);
      setTimeout(() => window.waited.push(performance.now() - began));
    };
    look();
  }, true);
}"""
"""Looks in every frame whether other data are there, and all drawn; takes the time after its paint."""


def switches(page: Page, address: str, buttons: list[str]) -> list[float]:
    """Press these buttons in turn, each time when the chart of the one before is drawn."""
    page.goto(address + OPENED)
    for picture in ("n", "steps", "k"):  # guess each, so that the chart is there from then on
        page.locator(f'[data-kind="picture"][data-value="{picture}"]').click()
        skip = page.locator('[data-guess="skip"]')
        page.locator('[data-guess="skip"], .st-key-curves_chart .trace').first.wait_for()
        page.wait_for_timeout(1000)
        if skip.count():
            skip.click()
        page.locator(".st-key-curves_chart .js-plotly-plot .trace").first.wait_for(state="attached")
        page.wait_for_timeout(1000)
    page.evaluate(WATCH)
    for i in range(TIMES):
        page.locator(buttons[i % len(buttons)]).click()
        page.wait_for_function(f"() => window.waited.length > {i}")
        page.wait_for_timeout(400)
    return page.evaluate("window.waited")


def main() -> None:
    """Start the server and a browser, measure, print."""
    picture = '[data-kind="picture"][data-value="{}"]'
    kinds = {
        "chart": [picture.format(each) for each in ("n", "steps", "k")],
        "learner": ['[data-learner="r2d2"]', '[data-learner="fomaml"]'],
        "scale": ['[data-kind="scale"]'],
    }
    with serving() as (address, _), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        page = browser.new_page(viewport={"width": 1280, "height": 720})
        found = {name: told(switches(page, address, buttons)) for name, buttons in kinds.items()}
        print(json.dumps(found, indent=2))
        browser.close()


if __name__ == "__main__":
    main()
