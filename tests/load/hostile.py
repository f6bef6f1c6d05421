"""What hostile uploads cost: ``python -m tests.load.hostile [--together N] [NAME …]`` prints one object.

Each, or those that are named, is uploaded by a browser, through the page *Your own data* of a real server,
in a visit of its own, and waited for until the page has refused or read it. ``more_mb``: by how much the
resident memory of the server and of the processes that it began grew at most, over what it was after a
harmless upload; ``left_mb``: what of that is there still. It ends with status 1 where it grew by more than
``MOST``. With ``--together N`` so many visitors upload at once, each the next of them, within
``MOST_TOGETHER``; it fails too where one of their pages says nothing, or has lost its server.
Memory does not depend on what else the machine does. Linux only.
"""

from __future__ import annotations

import argparse
import io
import json
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from fewshot_app.lab.archive import LARGEST_INSIDE, LARGEST_ZIP
from fewshot_app.lab.decoder import MOST_JPEG_PIXELS, MOST_PIXELS
from fewshot_app.lab.uploads import LARGEST_FILE, MOST_FILES
from tests.app.lab import brought
from tests.app.lab.brought import claims_to_be, photos, zip_of
from tests.e2e.conftest import CHROMIUM, FLAGS
from tests.load.measure import memory_mb, serving

MOST = 300
"""Megabytes by which the server may grow."""
MOST_TOGETHER = 2 * MOST
"""The same while several visitors upload: files wait in memory, and are read one after the other."""
WAIT = 900_000
LARGEST_BROUGHT = LARGEST_ZIP // 2**20 * 10**6
"""Bytes of a zip: Streamlit's front end reckons with megabytes of a million."""
SETTLED = 3.0
"""Seconds after which what a visit leaves behind is looked at."""


def of_classes(content: bytes, count: int) -> bytes:
    """A zip with the same picture so many times, in two class folders."""
    return zip_of((f"{'ab'[number % 2]}/{number}.png", content) for number in range(count))


def widest(mode: str, kind: str, pixels: int, **options: object) -> bytes:
    """The largest square picture that is decoded, of one colour."""
    side = int(pixels**0.5)
    content = io.BytesIO()
    Image.new(mode, (side, side), "teal").save(content, kind, **options)
    return content.getvalue()


def fullest() -> bytes:
    """As many pictures as are read, in almost as many bytes as browsers send of a zip."""
    padding = bytes(LARGEST_BROUGHT // MOST_FILES - 2**11)
    files = [(path, content + padding) for path, content in photos(40, MOST_FILES // 40, size=(48, 48))]
    return zip_of(files, method=0)


def widest_rows() -> bytes:
    """The largest picture with transparency that is decoded."""
    side = int(MOST_PIXELS**0.5)
    return claims_to_be(side, side, colour=6, body=bytes(side * (1 + 4 * side)))


def just_below() -> bytes:
    """As much as a zip may unpack to, in the largest files that are unpacked, none of them a picture."""
    nothing = bytes(LARGEST_FILE)
    count = LARGEST_INSIDE // LARGEST_FILE
    return zip_of(((f"a/{number}.png", nothing) for number in range(count)), level=1)


UPLOADS: dict[str, Callable[[], bytes]] = {
    "flat bomb": brought.flat_bomb,
    "nested bombs": lambda: of_classes(brought.flat_bomb(), 40),
    "just below a bomb": just_below,
    "50,000 x 50,000 pixels": lambda: of_classes(claims_to_be(50_000, 50_000), 40),
    "1-bit bombs": lambda: of_classes(brought.one_bit_bomb(), 40),
    "WebP bombs": lambda: of_classes(brought.webp_of(16_000, 16_000), 40),
    "10,000 files": lambda: zip_of(((f"a/{i}.png", b"x") for i in range(10_000)), 0),
    "a list without end": brought.long_list,
    "the largest with transparency": lambda: of_classes(widest_rows(), 20),
    "the largest WebP": lambda: of_classes(widest("RGBA", "WEBP", MOST_PIXELS, lossless=True), 20),
    "the largest TIFF": lambda: of_classes(widest("RGB", "TIFF", MOST_PIXELS, compression="tiff_lzw"), 20),
    "the largest JPEG": lambda: of_classes(widest("RGB", "JPEG", MOST_JPEG_PIXELS), 6),
    "a JPEG that comes in passes": lambda: of_classes(
        widest("RGB", "JPEG", MOST_JPEG_PIXELS, progressive=True), 6
    ),
    "as many files and bytes as are read": fullest,
}


class Watch:
    """Looks at the memory of a process and its children all the time; the most is kept."""

    def __init__(self, pid: int) -> None:
        self.pid, self.most = pid, 0
        threading.Thread(target=self._look, daemon=True).start()

    def now(self) -> int:
        """Megabytes of the process and of those that it began, and those in turn."""
        return sum(memory_of(pid) for pid in family(self.pid))

    def _look(self) -> None:
        while True:
            self.most = max(self.most, self.now())
            time.sleep(0.02)


def family(pid: int) -> list[int]:
    """A process and all that came of it; not a child that is about to start, whose memory is its parent's."""
    found = [pid]
    for each in found:
        with suppress(OSError):  # it has just ended
            begun = [int(child) for task in Path(f"/proc/{each}/task").iterdir() for child in children(task)]
            found += [child for child in begun if command(child) != command(each)]
    return found


def children(task: Path) -> list[str]:
    """The processes that a thread began."""
    return (task / "children").read_text().split()


def command(pid: int) -> bytes:
    """A process's command line."""
    return Path(f"/proc/{pid}/cmdline").read_bytes()


def memory_of(pid: int) -> int:
    """Resident megabytes of a process, 0 if it has just ended."""
    try:
        return memory_mb(pid)
    except (OSError, StopIteration):
        return 0


def visitor(browser: Browser, address: str) -> Page:
    """A new visitor on the page that takes a zip."""
    page = browser.new_context(viewport={"width": 1280, "height": 720}).new_page()
    page.goto(f"{address}/data?lang=en")
    page.locator("input[type=file]").wait_for(state="attached", timeout=WAIT)
    return page


def answer(page: Page) -> str:
    """Wait until the page says what it makes of what was brought: its first words."""
    said = page.locator("[data-testid=stAlert], .st-key-data_keep").first
    said.wait_for(timeout=WAIT)
    return said.inner_text().strip()[:80]


def bring(browser: Browser, address: str, paths: list[Path]) -> list[str]:
    """Each zip in a visit of its own, all at once: what the pages say; each still has its server then."""
    pages = [visitor(browser, address) for _ in paths]
    for page, path in zip(pages, paths, strict=True):
        page.locator("input[type=file]").set_input_files(path)
    said = [answer(page) for page in pages]
    for page in pages:
        page.locator("[data-test-connection-state=CONNECTED]").wait_for()
        page.context.close()
    return said


def rounds(names: list[str], together: int) -> list[list[str]]:
    """Which uploads are brought at once: each alone, or by so many visitors, then from the first again."""
    if not together:
        return [[name] for name in names]
    return [[names[at % len(names)] for at in range(together)]]


def written(names: list[str], folder: Path) -> list[Path]:
    """The files of these uploads."""
    paths = [folder / f"{name}.zip" for name in names]
    for name, path in zip(names, paths, strict=True):
        if not path.exists():
            path.write_bytes(UPLOADS[name]())
    return paths


def main() -> int:
    """Bring one after the other, or all at once, print; the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME")
    parser.add_argument("--together", type=int, default=0, metavar="N", help="visitors who upload at once")
    options = parser.parse_args()
    names, most = options.names or list(UPLOADS), MOST_TOGETHER if options.together else MOST
    found = {}
    with (
        tempfile.TemporaryDirectory() as folder,
        serving() as (address, pid),
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        path = Path(folder) / "upload.zip"
        path.write_bytes(zip_of(photos()))
        bring(browser, address, [path])
        time.sleep(SETTLED)
        watch = Watch(pid)
        before = watch.now()
        for each in rounds(names, options.together):
            paths = written(each, Path(folder))
            watch.most = 0
            said = bring(browser, address, paths)
            time.sleep(SETTLED)
            name = f"{len(each)} together" if options.together else each[0]
            found[name] = {"more_mb": watch.most - before, "left_mb": watch.now() - before, "said": said}
            print(name, found[name], file=sys.stderr, flush=True)
        browser.close()
    worst = max(each["more_mb"] for each in found.values())
    print(json.dumps({"before_mb": before, "uploads": found, "worst_mb": worst, "most_mb": most}, indent=1))
    return int(worst > most)


if __name__ == "__main__":
    sys.exit(main())
