"""The drawing board in a real browser: a query is drawn, answered, taken back, and kept."""

from __future__ import annotations

from collections.abc import Callable

import pytest

sync_api = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")

WAIT = 60_000
TENT = ((0.2, 0.8), (0.5, 0.2), (0.8, 0.8), (0.2, 0.8))


def stroke(page: sync_api.Page, points: tuple[tuple[float, float], ...]) -> None:
    """Draw with the mouse; points as shares of the paper's sides."""
    box = page.locator(".paper").bounding_box()
    assert box
    places = [(box["x"] + x * box["width"], box["y"] + y * box["height"]) for x, y in points]
    page.mouse.move(*places[0])
    page.mouse.down()
    for place in places[1:]:
        page.mouse.move(*place, steps=4)
    page.mouse.up()


def test_a_drawing_is_answered_taken_back_and_kept(page: sync_api.Page, visit: Callable[..., None]) -> None:
    visit("draw", lang="en", n=3, k=1, seed=42)
    board = page.locator(".draw[data-state=still]")
    board.wait_for(timeout=WAIT)
    stroke(page, TENT)
    page.locator(".draw[data-answered='1']").wait_for(timeout=WAIT)
    best = page.locator(".cards .best")
    sync_api.expect(best).to_have_count(6)
    page.wait_for_url("**drawn=1*")
    page.locator("[data-is='0']").click()
    assert page.locator(".cards .right, .cards .wrong").count() == 6
    assert "1 right, in this one task" in page.locator(".score").first.inner_text()

    page.locator(".paper").focus()
    for key in ("Space", "Shift+ArrowRight", "Shift+ArrowDown", "Space"):
        page.keyboard.press(key)
    ink = page.locator(".paper [data-part=ink] path")
    sync_api.expect(ink).to_have_count(2)
    trail = page.locator(".stage polyline")  # where the drawing was on the map before this stroke
    sync_api.expect(trail).to_have_count(1, timeout=WAIT)
    assert "is nearest to the mean of" in (page.locator(".stage").get_attribute("aria-label") or "")
    page.locator("[data-map]").select_option("maml")
    page.wait_for_url("**eye=maml*")
    sync_api.expect(trail).to_have_count(0, timeout=WAIT)  # another plane
    sync_api.expect(page.locator(".thing.query[data-at=q1]")).to_have_count(1, timeout=WAIT)
    page.locator("[data-do=undo]").click()
    sync_api.expect(ink).to_have_count(1)
    page.reload()
    sync_api.expect(page.locator(".slot svg path")).to_have_count(1, timeout=WAIT)
    sync_api.expect(best).to_have_count(6, timeout=WAIT)
    page.locator("[data-slot=q1]").click()
    page.locator("[data-do=clear]").click()
    sync_api.expect(page.locator(".slot svg")).to_have_count(0)

    page.set_viewport_size({"width": 390, "height": 844})
    menu, places = page.locator(".bar .menu"), page.locator(".bar .places")
    sync_api.expect(places).to_be_hidden()
    menu.press("Enter")
    sync_api.expect(places).to_be_visible()
    page.keyboard.press("Escape")
    sync_api.expect(places).to_be_hidden()


def test_a_stroke_in_the_first_moment_is_heard(page: sync_api.Page, visit: Callable[..., None]) -> None:
    """In a step of the course the page runs again as it opens, and what is sent meanwhile is lost."""
    visit("chapters", lang="en", chapter="today", part="draw")
    page.locator(".paper").click()
    page.locator(".say.finished").wait_for(timeout=60_000)
