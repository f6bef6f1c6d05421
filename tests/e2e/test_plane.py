"""The plane of two parameters in a real browser: θ is dragged, played and moved by keys."""

from __future__ import annotations

from collections.abc import Callable
from xml.etree import ElementTree

from playwright.sync_api import Page, expect

from fewshot_app.shared.text import words

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
    page.wait_for_url(lambda url: "walks=maml" in url, timeout=READY)
    theta = board.get_attribute("data-theta").split()
    assert [float(v) for v in theta] != [0.5, 0.5]
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


def test_updates_leave_a_trail_of_the_learners_own_and_theta_comes_back(
    page: Page, visit: Callable[..., None]
) -> None:
    visit("plane", lang="en", t1=50, t2=50, learner="reptile")
    board = page.locator(".plane[data-exact=true]")
    board.wait_for(timeout=READY)
    for _ in range(2):  # two quick clicks are two updates
        page.locator("[data-do=update]").click()
    page.wait_for_url(lambda url: "walks=reptile%7E2" in url or "walks=reptile~2" in url, timeout=READY)
    expect(page.locator(".trail")).to_have_count(1, timeout=READY)
    trail = page.locator(".trail polyline")
    key = page.locator("label", has_text="Reptile").locator("svg path")
    assert trail.evaluate("node => getComputedStyle(node).stroke") == key.evaluate(
        "node => getComputedStyle(node).stroke"
    )
    assert trail.get_attribute("stroke-dasharray") == key.get_attribute("stroke-dasharray")
    page.locator("[data-do=back]").click()
    page.wait_for_url(lambda url: "_back" in url, timeout=READY)
    page.locator(".plane[data-exact=true][data-theta='0.5 0.5']").wait_for(timeout=READY)
    page.reload()  # the address holds it all
    page.locator(".plane[data-exact=true][data-theta='0.5 0.5']").wait_for(timeout=READY)
    expect(page.locator(".trail")).to_have_count(1, timeout=READY)
    page.locator("[data-do=clear]").click()
    expect(page.locator(".trail")).to_have_count(0, timeout=READY)
    page.locator("[data-do=back]").click()
    page.locator(".plane[data-exact=true][data-theta='-0.6 -1.2']").wait_for(timeout=READY)


def test_a_reload_keeps_that_the_hessian_term_is_hidden(page: Page, visit: Callable[..., None]) -> None:
    visit("plane", lang="en")
    page.locator(".plane[data-exact=true]").wait_for(timeout=READY)
    page.locator("[name=hessian]").uncheck()
    page.wait_for_url(lambda url: "hessian=hidden" in url, timeout=READY)
    page.reload()
    page.locator(".plane[data-exact=true]").wait_for(timeout=READY)
    assert not page.locator(".plane .term").count() and not page.locator("[name=hessian]").is_checked()


CHART = ".st-key-plane_surface_chart"


def test_a_surface_is_turned_and_the_address_holds_how(
    page: Page, visit: Callable[..., None], lang: str
) -> None:
    visit("plane", lang=lang, surface="a")
    page.locator(f"{CHART} canvas").wait_for(timeout=READY)
    turn = page.locator(".st-key-plane_turn, [class*=st-key-plane_turn]").first
    turn.locator("[data-turn=right]").click()
    page.wait_for_url(lambda url: "turn=75" in url, timeout=READY)
    turn.locator("[data-turn=up]").click()
    page.wait_for_url(lambda url: "tilt=65" in url, timeout=READY)
    table = page.locator(".fs-numbers table")
    assert {"θ", "φA", "MAML", "FOMAML", "Reptile"} == set(table.locator("tbody th").all_text_contents())
    page.get_by_text(words(lang)("plane.surface.none"), exact=True).click()
    page.wait_for_url(lambda url: "surface=none" in url, timeout=READY)
    page.locator(CHART).wait_for(state="detached", timeout=READY)
    assert page.locator(".plane[data-exact=true]").count()


def test_a_surface_is_kept_as_a_file(page: Page, visit: Callable[..., None]) -> None:
    visit("plane", lang="en")
    page.locator(f"{CHART} canvas").wait_for(timeout=READY)
    with page.expect_download(timeout=READY) as download:
        page.locator("[data-save=svg]").click()
    kept = ElementTree.parse(download.value.path()).getroot()
    (image,) = kept.iter("{http://www.w3.org/2000/svg}image")
    assert image.get("href", "").startswith("data:image/png") and len(image.get("href", "")) > 20_000
    assert words("en")("plane.title") in "".join(kept.itertext())


def test_a_finger_on_the_surface_scrolls_the_page(browser, server: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    phone = context.new_page()
    phone.goto(f"{server}/plane?lang=en")
    phone.locator(f"{CHART} canvas").first.wait_for(state="attached", timeout=READY)
    held = phone.locator(f"{CHART} .gl-container").evaluate("node => getComputedStyle(node).pointerEvents")
    context.close()
    assert held == "none"
