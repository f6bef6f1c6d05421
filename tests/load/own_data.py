"""How long a zip of 40 classes x 25 photographs takes: ``python -m tests.load.own_data`` prints one object.

Seconds, from the choice of the file until its contact sheet is there, and until its first task is, with the
click that keeps it. A file with photographs can be given; without, they are made. Run it on a machine that
does nothing else.
"""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.app.lab.brought import photos, zip_of
from tests.e2e.conftest import CHROMIUM, FLAGS
from tests.load.measure import serving

CLASSES, EACH, SIZE = 40, 25, (160, 160)
WAIT = 120_000


def main() -> None:
    """Start the server and a browser, measure, print."""
    content = Path(sys.argv[1]).read_bytes() if sys.argv[1:] else zip_of(photos(CLASSES, EACH, size=SIZE))
    with serving() as (address, _), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        page = browser.new_page(viewport={"width": 1280, "height": 720})
        page.goto(f"{address}/data?lang=en")
        field = page.locator("input[type=file]")
        field.wait_for(state="attached", timeout=WAIT)
        began = time.monotonic()
        field.set_input_files({"name": "own.zip", "mimeType": "application/zip", "buffer": content})
        page.locator(".fs-own-sheet").wait_for(timeout=WAIT)
        found = {"megabytes": round(len(content) / 2**20, 1), "sheet": round(time.monotonic() - began, 1)}
        page.locator(".st-key-data_keep button").click()
        page.locator(".fs-own-rooms a").first.click(timeout=WAIT)
        page.locator(".board button").first.wait_for(timeout=WAIT)
        found["first_task"] = round(time.monotonic() - began, 1)
        browser.close()
    print(json.dumps(found | {"load": [round(each, 1) for each in os.getloadavg()]}, indent=2))


if __name__ == "__main__":
    main()
