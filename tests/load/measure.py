"""What a visitor waits for and what the server needs: ``python -m tests.load.measure`` prints one object.

It starts the real server and a real Chromium. Run it on a machine that does nothing else.
"""

from __future__ import annotations

import json
import os
import platform
import socket
import statistics
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from fewshot_app.launch import COMMAND, environment
from tests.e2e.conftest import CHROMIUM, FLAGS

BOARD = ".board[data-task]"
ANSWERED = "td.right, td.wrong"
LEARNERS = 6  # shown when nothing else is chosen
TASKS = 50

LOOK, QUIET = 0.3, 0.06
"""Seconds between two looks, and the share of a core that a server at rest needs less than."""

WATCH = """() => {
  const roots = [...document.querySelectorAll('*')].map((e) => e.shadowRoot);
  const board = roots.map((root) => root?.querySelector('.board')).find(Boolean);
  window.waited = [];
  let clicked = 0;
  document.addEventListener('pointerup', () => { clicked = performance.now(); }, true);
  new MutationObserver(() => window.waited.push(performance.now() - clicked))
    .observe(board, { attributes: true, attributeFilter: ['data-task'] });
}"""
"""Measures in the page itself: from a click until the new task's pictures are decoded and laid out."""


@contextmanager
def serving() -> Iterator[tuple[str, int]]:
    """The app's address and process, up and warm, and its engine process as well."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen(COMMAND, env=environment(port, "127.0.0.1", "cpu"), stdout=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    try:
        while True:
            try:
                urllib.request.urlopen(f"{address}/readyz", timeout=4).close()  # once the engine is loaded
                break
            except OSError:
                time.sleep(0.1)
        rest(process.pid)
        yield address, process.pid
    finally:
        process.terminate()
        process.wait()


def processes(pid: int) -> list[int]:
    """A process and all that it started and that live (Linux)."""
    with suppress(FileNotFoundError, ProcessLookupError):
        children = [each.read_text().split() for each in Path(f"/proc/{pid}/task").glob("*/children")]
        return [pid, *(one for each in children for child in each for one in processes(int(child)))]
    return []


def memory_mb(pid: int) -> int:
    """Memory of a process and all that it started, what several share counted once (Linux)."""
    kb = 0
    for each in processes(pid):
        with suppress(FileNotFoundError, ProcessLookupError):
            lines = Path(f"/proc/{each}/smaps_rollup").read_text().splitlines()
            kb += next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return kb // 1024


def processor_ms(pid: int) -> float:
    """Processor time that a process and all that it started have used (Linux)."""
    return sum(map(own_ms, processes(pid)))


def processor_seconds(pid: int) -> float:
    """The same in seconds."""
    return processor_ms(pid) / 1000


def own_ms(pid: int) -> float:
    """The same of one process, and of those that it started and that have ended."""
    with suppress(FileNotFoundError, ProcessLookupError):
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        return 1000 * sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")
    return 0.0


def rest(pid: int) -> None:
    """Wait until a process and all that it started have nothing more to do."""
    while True:
        before = processor_ms(pid)
        time.sleep(LOOK)
        if processor_ms(pid) - before < 1000 * LOOK * QUIET:
            return


def first_page_seconds(browser: Browser, address: str) -> float:
    """A cold browser opens the front page: until its entrances can be clicked."""
    page = browser.new_context().new_page()
    began = time.perf_counter()
    page.goto(address)
    page.wait_for_selector('a[data-page="compare"]')
    return time.perf_counter() - began


def new_task_ms(page: Page, address: str) -> list[float]:
    """A click on N or K: until the new task's pictures are complete."""
    page.goto(f"{address}/explorer?n=2&k=1&q=5")
    page.wait_for_selector(BOARD)
    page.evaluate(WATCH)
    for name in ("way", "shot") * 8:
        before = page.locator(BOARD).get_attribute("data-task")
        page.click(f'.st-key-task_{name} [data-testid="stNumberInputStepUp"]')
        page.wait_for_selector(f'{BOARD}:not([data-task="{before}"])')
    return page.evaluate("window.waited")


def compare_seconds(page: Page, address: str, seed: int, shot: int, query: int) -> float:
    """From the click that asks for the answers until all learners' answers are on the board."""
    page.goto(f"{address}/compare?n=5&k={shot}&q={query}&seed={seed}&lang=en")
    page.wait_for_selector(".board [data-guess=skip]")
    began = time.perf_counter()
    page.click(".board [data-guess=skip]")
    rows = min(10, 5 * query)
    while page.locator(ANSWERED).count() < LEARNERS * rows:
        time.sleep(0.01)
    return time.perf_counter() - began


def main() -> None:
    """Measure all and print it."""
    with serving() as (address, pid), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        first = [first_page_seconds(browser, address) for _ in range(3)]
        page = browser.new_context(viewport={"width": 1280, "height": 720}).new_page()
        task = new_task_ms(page, address)
        first_compare = compare_seconds(page, address, 1000, 5, 15)
        large = [compare_seconds(page, address, 1001 + i, 5, 15) for i in range(5)]
        memory = [memory_mb(pid)]
        for seed in range(TASKS):
            compare_seconds(page, address, seed, 1, 5)
            memory.append(memory_mb(pid))
        browser.close()
    figures = {
        "first_page_s": [round(s, 2) for s in first],
        "new_task_ms_median": round(statistics.median(task)),
        "new_task_ms_worst": round(max(task)),
        "compare_5way_5shot_15query_first_s": round(first_compare, 2),
        "compare_5way_5shot_15query_s": [round(s, 2) for s in large],
        f"memory_mb_over_{TASKS}_tasks": memory[::10],
        "cores": os.cpu_count(),
        "machine": platform.processor() or platform.machine(),
    }
    print(json.dumps(figures, indent=1))


if __name__ == "__main__":
    main()
