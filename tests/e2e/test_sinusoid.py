"""The sinusoid in a real browser: place a point, take it away, step, draw another task."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

sync_api = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
Page, expect = sync_api.Page, sync_api.expect

PATIENCE = 60_000


def curve(page: Page) -> str:
    return page.locator("[data-of=maml] .curve").get_attribute("d") or ""


def test_a_point_changes_the_fits_and_the_address(page: Page, visit: Callable[..., None], lang: str) -> None:
    visit("sinusoid", lang=lang, pts="0~100", step=10)
    page.wait_for_selector("svg.plane [data-point]", timeout=PATIENCE)
    expect(page.locator("[data-point]")).to_have_count(1)
    before = curve(page)
    box = page.locator("svg.plane .ground").bounding_box()
    assert box
    page.mouse.click(box["x"] + 0.75 * box["width"], box["y"] + 0.2 * box["height"])
    expect(page.locator("[data-point]")).to_have_count(2)
    page.wait_for_url(re.compile(r"pts=0~100_"), timeout=PATIENCE)
    expect(page.locator("[data-of=maml] .curve")).not_to_have_attribute("d", before)
    page.locator("[data-point]").last.focus()
    page.keyboard.press("Delete")
    expect(page.locator("[data-point]")).to_have_count(1)


def test_steps_move_the_curves_in_the_browser(page: Page, visit: Callable[..., None]) -> None:
    visit("sinusoid", step=0)
    page.wait_for_selector("svg.plane [data-point]", timeout=PATIENCE)
    expect(page.locator("[data-point]")).to_have_count(10)
    before = curve(page)
    page.locator("[data-step='5']").click()
    expect(page.locator("output b")).to_have_text("5")
    page.wait_for_url("**step=5*")
    expect(page.locator("[data-of=maml] .curve")).not_to_have_attribute("d", before)


def test_another_task_is_drawn(page: Page, visit: Callable[..., None]) -> None:
    visit("sinusoid", seed=1)
    page.wait_for_selector("svg.plane [data-point]", timeout=PATIENCE)
    page.locator("[data-draw='5']").click()
    expect(page.locator("[data-point]")).to_have_count(5, timeout=PATIENCE)
    page.wait_for_url("**drawn=5*")
