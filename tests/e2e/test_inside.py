"""Inside a prediction in a real browser: guess, scrub, choose another image, measure."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect


def test_from_guess_to_measurement(page: Page, visit: Callable[..., None], kept_svg):
    visit("inside", lang="en")
    page.locator('[data-guess="0"]').click()
    expect(page.locator(".told")).to_be_visible()
    rail = page.locator(".rail input")
    rail.focus()
    rail.press("End")
    expect(page.locator("[data-step]")).to_have_text("10")
    expect(page).to_have_url(re.compile("step=10"))
    page.locator('[data-image="7"]').click()
    expect(page).to_have_url(re.compile("image=7"))
    expect(page.locator('[data-image="7"]')).to_have_attribute("aria-pressed", "true")
    page.locator('[data-guess="-1"]').click()
    expect(page.locator(".near li")).to_have_count(3)
    page.reload()
    expect(page.locator('[data-image="7"]')).to_have_attribute("aria-pressed", "true")
    page.get_by_role("radio", name="20", exact=True).click()
    page.get_by_role("button", name="Measure now").click()
    expect(page.locator(".figure")).to_contain_text("500 answers", timeout=60_000)
    bars = page.locator(".card rect.bin")
    kept = kept_svg(page.locator(".counts"))
    assert [n.get("height") for n in kept.iter() if n.get("class") == "bin"] == bars.evaluate_all(
        "nodes => nodes.map((node) => node.getAttribute('height'))"
    )
