"""Terms and references within the course's sentences: explained in place, by mouse and by keyboard."""

from __future__ import annotations

from collections.abc import Callable

import pytest

sync_api = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")


def test_a_term_is_explained_by_mouse_and_by_keyboard(
    page: sync_api.Page, visit: Callable[..., None]
) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    visit("chapters", lang="zh", chapter="why", part="labels")
    term = page.locator("[data-term=few_shot_learning]")
    term.click()
    card = page.locator(".term-card")
    assert "few-shot learning" in (card.text_content() or "")
    box = card.bounding_box()
    assert box and box["x"] >= 0 and box["x"] + box["width"] <= 390
    assert term.get_attribute("aria-expanded") == "true"
    term.press("Escape")
    card.wait_for(state="hidden")
    term.press("Enter")
    card.wait_for()
    page.locator("h1").click()  # elsewhere
    card.wait_for(state="hidden")
    assert term.get_attribute("aria-expanded") == "false"


def test_an_explanation_stays_within_the_window_and_gives_way_to_the_next(
    page: sync_api.Page, visit: Callable[..., None]
) -> None:
    page.set_viewport_size({"width": 1280, "height": 330})
    visit("chapters", lang="en", chapter="today", part="context")
    first, second = (
        page.locator(f"[data-term='{id}']") for id in ("in_context_learning", "cite:brown2020gpt3")
    )
    card = page.locator(".term-card")
    for term, other, name in ((first, second, "in-context"), (second, first, "Brown")):
        term.click()
        card.filter(has_text=name).wait_for()
        assert term.get_attribute("aria-expanded") == "true"
        assert other.get_attribute("aria-expanded") == "false"
        box = card.bounding_box()
        assert box and box["y"] >= 0 and box["y"] + box["height"] <= 330
    page.keyboard.press("Escape")  # so low a window is covered by an explanation, its term included
    card.wait_for(state="hidden")
