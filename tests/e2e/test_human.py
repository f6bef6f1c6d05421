"""Human against machine in a real browser: a short task is played, and everyone's score is seen."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import parse_qs, urlparse

import pytest

sync_api = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")

SEEN = 200
"""Milliseconds after which an answer counts: nobody has seen an image sooner."""


def test_a_task_is_played_and_a_friend_is_challenged(page: sync_api.Page, visit: Callable[..., None]) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    visit("human", lang="en", n=2, k=1, q=1, who="protonet", feedback=1, seed=8)
    page.locator("[data-do=start]").press("Enter")
    for place in (1, 2):
        page.locator(".place", has_text=f"Image {place} of 2").wait_for()
        page.wait_for_timeout(SEEN)
        page.keyboard.press("a") if place == 1 else page.locator("[data-label='0']").click()
        assert place == 2 or page.locator(".judged").text_content()
    page.wait_for_url("**said=AA-*")
    assert page.locator(".human h2").text_content().startswith("You have 1 of 2 right")
    learner = page.locator("[data-learner=protonet]")
    learner.locator(".bar").wait_for()
    assert "of 2" in learner.inner_text() and "ms" in learner.inner_text()
    assert page.locator(".each .right").count() == page.locator(".each .wrong").count() == 1

    page.locator("[data-do=next]").press("Enter")
    page.wait_for_url("**seed=9*")
    assert page.locator("[data-do=start]").evaluate("button => button.matches(':focus')")
    page.keyboard.press("Enter")
    for place in (1, 2):
        page.locator(".place", has_text=f"Image {place} of 2").wait_for()
        page.wait_for_timeout(SEEN)
        page.keyboard.press("2")
    own = page.locator("tr.own")
    sync_api.expect(own).to_contain_text("50.0 ± 0.0")
    link = page.locator("[data-part=link]").input_value()
    kept = parse_qs(urlparse(link).query)
    assert kept["seed"] == ["8"] and kept["beat"][0].startswith("8-2-2-4-") and "seen" not in kept
    with page.expect_download() as download:
        page.locator("[data-do=save]").click()
    assert download.value.suggested_filename == "human-9.png"
    page.locator("[data-do=forget]").click()
    sync_api.expect(page.locator(".human h2")).to_contain_text("in this address")
    page.goto(link)
    sync_api.expect(page.locator(".beat")).to_contain_text("To beat: 2 of 4")
