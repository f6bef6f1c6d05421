"""How long a photo task takes to be answered: ``python -m tests.load.photos`` prints one object.

Milliseconds, measured in the browser's page: from five examples (5-way 1-shot) and ten query images being put
on an empty board at once until all seven learners have answered all ten. The pictures are noise on colours,
since none are shipped. ``first`` pays for loading the photo backbone. Run it on a machine that does nothing
else.
"""

from __future__ import annotations

import json
import os
import statistics
import tempfile
import time
from pathlib import Path

import numpy as np
from PIL import Image
from playwright.sync_api import Page, sync_playwright

from tests.e2e.conftest import CHROMIUM, FLAGS
from tests.load.measure import serving

WAY, QUERIES, LEARNERS, TIMES = 5, 10, 7, 8
SIZE = (1200, 900)
WAIT = 120_000


def pictures(folder: Path, time_of: int) -> list[Path]:
    """As many as a task has, other ones each time."""
    random = np.random.default_rng(time_of)
    paths = [folder / f"{time_of}-{number}.jpg" for number in range(WAY + QUERIES)]
    for number, path in enumerate(paths):
        colour = 50 * (number % WAY) + random.integers(0, 55, (SIZE[1] // 30, SIZE[0] // 30, 3))
        Image.fromarray(colour.astype(np.uint8)).resize(SIZE).save(path)
    return paths


def answered_ms(page: Page, files: list[Path], sent: int) -> float:
    """From the files being chosen until every answer stands on the board."""
    began = time.perf_counter()
    page.locator("input[type=file][multiple]").set_input_files(files)
    page.locator(f".photo[data-state=still][data-sent='{sent}']").wait_for(timeout=WAIT)
    taken = 1000 * (time.perf_counter() - began)
    assert page.locator("tbody .answer").count() == QUERIES * LEARNERS
    return taken


def main() -> None:
    """Start the server and a browser, measure, print."""
    with tempfile.TemporaryDirectory() as name:
        os.environ["FEWSHOT_STORE"] = name
        with serving() as (address, _), sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
            page = browser.new_page(viewport={"width": 1280, "height": 720})
            page.goto(f"{address}/photo?lang=en&n={WAY}&k=1")
            page.locator(".photo[data-state=still]").wait_for(timeout=WAIT)
            taken = []
            for time_of in range(TIMES):
                taken.append(answered_ms(page, pictures(Path(name), time_of), 2 * time_of + 1))
                page.locator("[data-do=clear]").click()
                page.locator(f".photo[data-any=false][data-sent='{2 * time_of + 2}']").wait_for(timeout=WAIT)
            browser.close()
    first, *later = taken
    told = {
        "first_ms": round(first),
        "median_ms": round(statistics.median(later)),
        "worst_ms": round(max(later)),
    }
    print(json.dumps(told | {"load": [round(each, 1) for each in os.getloadavg()]}, indent=2))


if __name__ == "__main__":
    main()
