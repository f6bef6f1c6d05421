"""The crossover in a real browser: guess, see, look closer by click and by key."""

from __future__ import annotations

from collections.abc import Callable

import pytest

sync_api = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
Page, expect = sync_api.Page, sync_api.expect

PATIENCE = 60_000
DRAWN = ".st-key-crossover_chart .js-plotly-plot .scatterlayer .trace"


def test_guess_see_and_look_closer(page: Page, visit: Callable[..., None], lang: str) -> None:
    visit("crossover", lang=lang)
    page.wait_for_selector("[data-guess]", timeout=PATIENCE)
    assert page.locator(".js-plotly-plot").count() == 0
    page.locator('[data-guess="home"]').focus()
    page.keyboard.press("Enter")
    page.locator(DRAWN).last.wait_for(timeout=PATIENCE)
    lines = page.locator(DRAWN).count()
    page.locator(".st-key-crossover_every label").click()
    page.wait_for_url("**every=1*")
    expect(page.locator(DRAWN)).not_to_have_count(lines, timeout=PATIENCE)
    page.locator(".st-key-crossover_kinds button").last.click()
    page.wait_for_url("**kinds=unnamed*")
    page.locator(".fs-crossover-unseen summary").click()
    expect(page.locator(".fs-crossover-unseen tbody tr")).to_have_count(36)
    page.set_viewport_size({"width": 390, "height": 844})
    page.wait_for_function(  # once the chart is drawn anew for a narrow place
        "() => document.querySelector('[data-testid=stMain]').scrollWidth <= 390", timeout=PATIENCE
    )
