"""Ten visitors compare at once: ``python -m tests.load.ten_tabs`` prints one object.

Ten tabs of one real browser have the compare page open and ask for ten new tasks together (5-way, 5-shot,
10 queries, six learners), while another clicks on the explorer. Printed are when the last answer was on its
board, what the server's processor had to do against ten asked one after the other, and how long a click on
the explorer took meanwhile. The same once more with ten tabs that only open with the ten tasks. Run it on a
machine that does nothing else: the browser shares its processors with the server. The targets are of one that
needs a second for one task alone; others need three, so the last answer is also told in such units.
"""

from __future__ import annotations

import asyncio
import json
import os
import statistics
import time

from playwright.async_api import Browser, Page, async_playwright

from tests.e2e.conftest import CHROMIUM, FLAGS
from tests.load.measure import BOARD, LEARNERS, WATCH, own_ms, processor_seconds, serving

TABS = 10
FORM = "n=5&k=5&q=10&lang=en&seen=1"
PATIENCE = 600_000
LONGEST = 180  # seconds for a task, before something is wrong
OBSERVE = """board => {
  const task = board.dataset.task;
  window.answered = new Promise((done) => {
    new MutationObserver(() => {
      if (board.dataset.task !== task && board.dataset.answered === "true") done();
    }).observe(board, { attributes: true });
  });
}"""
"""Promises another task on the board, with all its answers. Waiting for it costs the browser nothing."""
TARGETS = {
    "last_answer_s": 15,
    "last_answer_in_ones": 15,
    "processor_ratio": 1.5,
    "explorer_click_ms_median": 700,
}


def of_the_browser(server: int) -> float:
    """Processor seconds of all that this process started but the server: the browser and who drives it."""
    return processor_seconds(os.getpid()) - own_ms(os.getpid()) / 1000 - processor_seconds(server)


async def open_tab(browser: Browser, address: str, page: str, seed: int) -> Page:
    """A tab of a visitor of its own."""
    context = await browser.new_context(viewport={"width": 1280, "height": 720})
    tab = await context.new_page()
    await tab.goto(f"{address}/{page}?{FORM}&seed={seed}")
    return tab


async def answered(tab: Page) -> None:
    """Wait until all answers to the task that a tab has opened with are there."""
    await tab.wait_for_selector(".board[data-answered=true]", timeout=PATIENCE)
    assert await tab.locator("th[data-learner]").count() == LEARNERS


async def new_task(tab: Page) -> float:
    """Ask for a new task: seconds until all its answers are there."""
    await tab.locator(".board").evaluate(OBSERVE)
    began = time.perf_counter()
    await tab.click(".st-key-task_new button")
    try:
        async with asyncio.timeout(LONGEST):
            await tab.evaluate("window.answered")
    except TimeoutError:
        board = await tab.locator(".board").evaluate("board => ({ ...board.dataset })")
        raise TimeoutError(f"no answers in {LONGEST} s: {tab.url} shows {board}") from None
    return time.perf_counter() - began


async def opened(browser: Browser, address: str, seed: int) -> float:
    """Open a tab with a task that nobody has asked for: seconds until all its answers are there."""
    began = time.perf_counter()
    tab = await open_tab(browser, address, "compare", seed)
    await answered(tab)
    seconds = time.perf_counter() - began
    await tab.context.close()
    return seconds


async def click_on(explorer: Page, over: asyncio.Event) -> list[float]:
    """Change N and K again and again until ``over``: milliseconds until a new task has its pictures."""
    await explorer.evaluate("window.waited = []")
    turn = 0
    while not over.is_set():
        before = await explorer.locator(BOARD).get_attribute("data-task")
        step = "Up" if turn // 2 % 2 == 0 else "Down"
        name = ("way", "shot")[turn % 2]
        await explorer.click(f'.st-key-task_{name} [data-testid="stNumberInputStep{step}"]')
        await explorer.wait_for_selector(f'{BOARD}:not([data-task="{before}"])', timeout=PATIENCE)
        await asyncio.sleep(0.5)
        turn += 1
    return await explorer.evaluate("window.waited")


async def together(browser: Browser, address: str, tabs: list[Page]) -> dict[str, float]:
    """All tabs ask at once, while the explorer is clicked."""
    explorer = await open_tab(browser, address, "explorer", 1)
    await explorer.wait_for_selector(BOARD)
    await explorer.evaluate(WATCH)
    over = asyncio.Event()
    clicks = asyncio.create_task(click_on(explorer, over))
    began = time.perf_counter()
    await asyncio.gather(*(new_task(tab) for tab in tabs))
    last = time.perf_counter() - began
    over.set()
    waited = await clicks
    await explorer.context.close()
    return {
        "last_answer_s": round(last, 1),
        "explorer_clicks": len(waited),
        "explorer_click_ms_median": round(statistics.median(waited)),
        "explorer_click_ms_worst": round(max(waited)),
    }


async def main() -> None:
    """Measure all and print it."""
    with serving() as (address, pid):
        async with async_playwright() as playwright:
            browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
            tabs = [await open_tab(browser, address, "compare", 42) for _ in range(TABS)]
            for tab in tabs:
                await answered(tab)

            used = processor_seconds(pid)
            alone = [await new_task(tab) for tab in tabs]
            one_by_one = processor_seconds(pid) - used

            used, browsed = processor_seconds(pid), of_the_browser(pid)
            found = await together(browser, address, tabs)
            at_once = processor_seconds(pid) - used
            browsed = of_the_browser(pid) - browsed
            for tab in tabs:
                await tab.context.close()

            seeds = range(500_000, 500_000 + TABS)
            opening = await asyncio.gather(*(opened(browser, address, seed) for seed in seeds))
            await browser.close()
    one = statistics.median(alone)
    figures = {
        "one_alone_s": round(one, 2),
        **found,
        "last_answer_in_ones": round(found["last_answer_s"] / one, 1),
        "processor_s_one_by_one": round(one_by_one, 1),
        "processor_s_at_once": round(at_once, 1),
        "processor_s_of_the_browser": round(browsed, 1),
        "processor_ratio": round(at_once / one_by_one, 2),
        "tabs_that_open_last_answer_s": round(max(opening), 1),
        "targets": TARGETS,
        "cores": os.cpu_count(),
    }
    print(json.dumps(figures, indent=1))


if __name__ == "__main__":
    asyncio.run(main())
