"""A visitor's own data set in a real browser: brought, checked, kept, asked about, and nobody else's."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.app.lab.brought import photos, zip_of

sync_api = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")

WAIT = 60_000


def test_a_zip_becomes_a_data_set_of_this_visitor(
    page: sync_api.Page, browser: sync_api.Browser, visit: Callable[..., None]
) -> None:
    visit("data", lang="en")
    field = page.locator("input[type=file]")
    field.wait_for(state="attached", timeout=WAIT)
    content = zip_of([*photos(classes=5), ("fruit/apple/note.txt", b"x")])
    field.set_input_files({"name": "fruit.zip", "mimeType": "application/zip", "buffer": content})
    page.locator(".fs-own-sheet").wait_for(timeout=WAIT)
    assert "note.txt" in page.locator("[data-testid=stExpander]").first.inner_text()
    page.locator(".st-key-data_keep button").click()
    page.wait_for_url("**data=own-**", timeout=WAIT)
    page.locator(".st-key-data_confuse button").click()
    page.locator(".fs-own-confused").wait_for(timeout=WAIT)

    page.locator(".fs-own-rooms a[data-page=curves]").click()
    page.get_by_text("Accuracy on the test classes of your set").wait_for(timeout=WAIT)
    page.locator(".learners [data-learner='frozen/prototype'][aria-pressed=true]").wait_for(timeout=WAIT)
    page.go_back()
    page.reload()
    page.locator(".fs-own-rooms a", has_text="task").click(timeout=WAIT)
    page.wait_for_url("**/explorer?**", timeout=WAIT)
    page.locator(".board", has_text="apple").wait_for(timeout=WAIT)
    context = browser.new_context()
    other = context.new_page()
    other.goto(page.url)
    other.locator("[data-testid=stAlert]", has_text="does not exist").wait_for(timeout=WAIT)
    context.close()
