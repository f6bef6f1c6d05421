"""The methods in a real browser: who is who before a guess, and from page to page."""

from __future__ import annotations

from collections.abc import Callable

import pytest

sync_api = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")

IDLE = "[data-testid=stApp][data-test-script-state=notRunning]"
HEADINGS = """() => {
  const main = document.querySelector("[data-testid=stMain]");
  const roots = [main, ...[...main.querySelectorAll("*")].map((e) => e.shadowRoot).filter(Boolean)];
  return roots.flatMap((root) => [...root.querySelectorAll("h1, h2, h3")])
    .sort((a, b) => a.getBoundingClientRect().top - b.getBoundingClientRect().top)
    .map((e) => Number(e.tagName[1]));
}"""


def test_who_they_are_is_told_before_the_guess_and_leads_to_a_method(
    page: sync_api.Page, visit: Callable[..., None]
) -> None:
    visit("compare", lang="en")
    told = page.locator(".who-card")
    page.locator(".guess-card .who").click()
    sync_api.expect(told.locator("li")).to_have_count(6)
    sync_api.expect(told).to_be_visible()
    page.keyboard.press("Escape")
    sync_api.expect(told).to_be_hidden()
    sync_api.expect(page.locator(".guess-card")).to_be_visible()

    visit("methods", lang="en")
    page.locator(".methods a", has_text="MAML").first.click()
    page.wait_for_url("**/methods?*method=maml*")
    page.locator(".katex").wait_for()
    levels = page.evaluate(HEADINGS)
    assert levels[0] == 1 and levels.count(1) == 1 and set(levels[1:]) == {2}
    page.locator(".fs-method-ways .after").first.click()
    page.wait_for_url("**/methods?*method=fomaml*")
    page.locator(IDLE).wait_for()
    page.locator('.fs-method-try a[data-page="loop"]').click()
    page.wait_for_url("**/loop?*learner=fomaml*")
