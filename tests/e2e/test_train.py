"""A training in a real browser and a real process: begun, stopped, kept through a reload, deleted."""

from __future__ import annotations

from collections.abc import Callable

import pytest

sync_api = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")

WAIT = 60_000


def test_a_training_is_begun_stopped_kept_and_deleted(
    page: sync_api.Page, visit: Callable[..., None]
) -> None:
    visit("train", lang="en", train_n=5, train_k=1, time=600)
    page.locator(".fs-example").first.wait_for(timeout=WAIT)
    page.get_by_label("Its name").fill("Anna’s net")
    page.get_by_role("button", name="Start training").click()
    page.get_by_text("Training: ").wait_for(timeout=WAIT)
    page.reload()
    stop = page.get_by_role("button", name="Stop and keep it")
    stop.wait_for(timeout=WAIT)
    page.locator(".fs-example td.right, .fs-example td.wrong").first.wait_for(timeout=WAIT)
    stop.press("Enter")
    shelf = page.locator("[class*=st-key-train_one_]")
    sync_api.expect(shelf).to_contain_text("Anna’s net", timeout=WAIT)
    with page.expect_download() as download:
        shelf.get_by_role("button", name="Take it home").click()
    assert download.value.suggested_filename == "anna-s-net.zip"
    shelf.get_by_role("button", name="Delete").click()
    sync_api.expect(shelf).to_have_count(0)
