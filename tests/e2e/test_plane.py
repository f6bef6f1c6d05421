"""The plane of two parameters in a real browser: θ is dragged, played and moved by keys."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page

READY = 60_000


def test_dragging_shows_at_once_and_rests_exactly(page: Page, visit: Callable[..., None], lang: str) -> None:
    visit("plane", lang=lang)
    board = page.locator(".plane[data-exact=true]")
    board.wait_for(timeout=READY)
    box = page.locator(".plane .handle").bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    before = page.locator(".plane .moving").inner_html()
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x - 80, y + 30)
    page.locator(".plane[data-exact=false]").wait_for()
    assert page.locator(".plane .moving").inner_html() != before
    page.mouse.up()
    board.wait_for(timeout=READY)
    page.wait_for_url(lambda url: "t1=" in url, timeout=READY)


def test_an_update_moves_theta_and_a_key_too(page: Page, visit: Callable[..., None]) -> None:
    visit("plane", lang="en", t1=50, t2=50)
    board = page.locator(".plane[data-exact=true]")
    board.wait_for(timeout=READY)
    page.locator("[data-do=update]").click()
    page.wait_for_url(lambda url: "t1=" in url and "t1=50&" not in url, timeout=READY)
    page.locator(".plane .handle").focus()
    page.keyboard.press("ArrowLeft")
    page.locator(".plane[data-exact=false]").wait_for()
    board.wait_for(timeout=READY)


def test_what_fomaml_leaves_out_can_be_shown(page: Page, visit: Callable[..., None]) -> None:
    visit("plane", lang="en")
    page.locator(".plane[data-exact=true]").wait_for(timeout=READY)
    assert not page.locator(".plane .term").count()
    page.locator("[name=hessian]").check()
    assert page.locator(".plane .term").count() == 1
