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


def test_the_hessian_term_leads_from_fomamls_arrow_to_mamls(page: Page, visit: Callable[..., None]) -> None:
    visit("plane", lang="en")
    page.locator(".plane[data-exact=true]").wait_for(timeout=READY)
    ends = page.locator(".moving .arrow > path:first-child").evaluate_all(
        "nodes => nodes.map((node) => node.getAttribute('d').match(/[-.0-9]+/g).map(Number))"
    )
    maml, fomaml, _, term = ends
    assert term == [*fomaml[2:], *maml[2:]]
    page.locator("[name=hessian]").uncheck()
    assert not page.locator(".plane .term").count()


def test_the_picture_is_kept_as_it_is_shown(page: Page, visit: Callable[..., None], kept_svg) -> None:
    visit("plane", lang="en", theme="dark")
    page.locator(".plane[data-exact=true]").wait_for(timeout=READY)
    kept = kept_svg(page.locator(".plane"))
    assert {"MAML", "FOMAML", "Reptile", "Hessian term"} <= {text.strip() for text in kept.itertext()}
    arrow = page.locator(".arrow > path").first
    colour = arrow.evaluate("node => getComputedStyle(node).stroke")
    drawn = next(n for n in kept.iter() if n.get("d") == arrow.get_attribute("d"))
    assert f"stroke: {colour}" in drawn.get("style")


def test_a_finger_beside_theta_scrolls_the_page(page: Page, visit: Callable[..., None]) -> None:
    visit("plane", lang="en")
    page.locator(".plane[data-exact=true]").wait_for(timeout=READY)
    touch = "node => getComputedStyle(node).touchAction"
    assert page.locator(".plane > svg").evaluate(touch) == "auto"
    assert page.locator(".plane .handle .reach").evaluate(touch) == "none"
