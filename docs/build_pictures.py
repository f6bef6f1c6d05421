"""The README's pictures, taken from the running app: ``python docs/build_pictures.py``.

It starts the app and a headless Chromium (Playwright from the extra ``test``), takes a page in each language
and a short film of the loop, and writes them to ``docs/pictures/``, at most 1.5 MB together.
"""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.e2e.conftest import CHROMIUM, FLAGS, serve  # noqa: E402

PICTURES = Path(__file__).with_name("pictures")
SIZE = {"width": 1280, "height": 720}
COMPARE = "compare?lang={lang}&theme=light&seed=11&step=10&seen=1"
LOOP = "loop?lang={lang}&theme=light&n=3&k=1&q=2&seed=11"
WHOLE, REST_BY = 24, 6
"""Frames of the film that are all shown, the first update among them; of those after, one in REST_BY."""
EVERY_MS, MOVED_MS, WIDE = 700, 700, 800
"""How long a frame is shown, how long its parts take to move, and how wide it is in pixels."""
WORKED_MS = 120_000
MOST_BYTES = 1_500_000


def opened(browser: Browser, address: str, path: str, complete: str) -> Page:
    """A page at rest, where what says that all answers or recordings are there is so."""
    page = browser.new_page(viewport=SIZE)
    page.goto(f"{address}/{path}")
    page.locator(complete).wait_for(timeout=WORKED_MS)
    page.locator("[data-testid=stApp][data-test-script-state=notRunning]").wait_for()
    page.wait_for_timeout(2000)
    return page


def small(shot: bytes, width: int) -> Image.Image:
    """A screenshot made narrower."""
    image = Image.open(io.BytesIO(shot)).convert("RGB")
    return image.resize((width, round(image.height * width / image.width)), Image.Resampling.LANCZOS)


def still(browser: Browser, address: str, lang: str) -> None:
    """Six learners on one task."""
    page = opened(browser, address, COMPARE.format(lang=lang), "[data-answered=true]")
    image = small(page.screenshot(), SIZE["width"]).quantize(128)
    image.save(PICTURES / f"compare.{lang}.png", optimize=True)
    page.close()


def film(browser: Browser, address: str, lang: str) -> None:
    """The loop from its beginning, as the player's steps show it."""
    page = opened(browser, address, LOOP.format(lang=lang), ".loop[data-complete]")
    following = page.locator(".loop .bar [data-move=next]")
    frames = [small(page.screenshot(), WIDE)]
    last = int(page.locator(".loop .bar input[type=range]").get_attribute("max") or 0)
    for frame in range(1, last + 1):  # frame by frame: a machine that is busy would leave some out
        following.click()
        if frame < WHOLE or frame % REST_BY == 0 or frame == last:
            page.wait_for_timeout(MOVED_MS)
            frames.append(small(page.screenshot(), WIDE))
    path = PICTURES / f"loop.{lang}.webp"
    frames[0].save(
        path, save_all=True, append_images=frames[1:], duration=EVERY_MS, loop=0, quality=55, method=6
    )
    page.close()


def main() -> None:
    """Take all pictures; exit status 1 if they are too large together."""
    PICTURES.mkdir(exist_ok=True)
    servers = serve(dict(os.environ))
    address = next(servers)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        for lang in ("en", "zh"):
            still(browser, address, lang)
        film(browser, address, "en")
        browser.close()
    servers.close()
    total = sum(path.stat().st_size for path in PICTURES.iterdir())
    print(f"{total:,} bytes")
    sys.exit(total > MOST_BYTES)


if __name__ == "__main__":
    main()
