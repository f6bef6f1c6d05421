"""The embedding map in a real browser: scrub, look, choose; the URL keeps it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from fewshot_app.shared import runs

sync_api = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
Page, expect = sync_api.Page, sync_api.expect

PATIENCE = 60_000
STAGE = ".stage .things .thing[data-image]"
COVERED = """nodes => {
  const boxes = nodes.map((node) => node.getBoundingClientRect());
  const over = (a, b) => Math.max(0, Math.min(a.right, b.right) - Math.max(a.left, b.left)) *
    Math.max(0, Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top)) / (a.width * a.height);
  return Math.max(...boxes.flatMap((a, i) => boxes.map((b, j) => i === j ? 0 : over(a, b))));
}"""
"""The largest part of a tile that another one covers."""


@pytest.fixture(autouse=True)
def trained() -> None:
    if not {"maml", "protonet"} <= set(runs.learners("everyday")):
        pytest.skip("no checkpoints of maml and protonet are there yet")


def open_map(page: Page, visit: Callable[..., None], **params: object) -> None:
    visit("map", n=3, k=2, q=2, **params)
    page.wait_for_selector(STAGE, timeout=PATIENCE)


def places(page: Page) -> list[str]:
    return page.locator(STAGE).evaluate_all("nodes => nodes.map((node) => node.style.transform)")


def test_steps_move_the_images_in_the_browser(page: Page, visit: Callable[..., None], lang: str) -> None:
    open_map(page, visit, lang=lang, learner="maml", step=0)
    expect(page.locator(STAGE)).to_have_count(12)
    url, before = page.url, places(page)
    slider = page.locator(".steps input")
    slider.evaluate("s => { s.value = 9; s.dispatchEvent(new Event('input', { bubbles: true })) }")
    assert page.locator(".steps output").inner_text() == "9"
    assert places(page) != before and page.url == url  # nothing was sent yet
    slider.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_url("**step=10*")


def test_play_goes_to_the_last_step(page: Page, visit: Callable[..., None]) -> None:
    open_map(page, visit, learner="maml", step=8)
    page.click("[data-do=play]")
    expect(page.locator("[data-do=play]")).to_have_attribute("aria-pressed", "true")
    page.wait_for_url("**step=10*", timeout=PATIENCE)
    expect(page.locator("[data-do=play]")).to_have_attribute("aria-pressed", "false")


def test_an_image_is_chosen_by_keyboard_and_kept_in_the_url(page: Page, visit: Callable[..., None]) -> None:
    open_map(page, visit, learner="protonet", image=3)
    assert page.locator(".steps").count() == 0
    chosen = page.locator(".thing.chosen")
    assert chosen.get_attribute("data-image") == "9"  # the fourth query image, after six support images
    assert page.locator(".links path").count() == 3
    page.locator(".near button").first.click()
    expect(chosen).not_to_have_attribute("data-image", "9")
    page.locator(STAGE).nth(6).click(force=True)
    page.wait_for_url("**image=0*")
    chosen.focus()
    reached = set()
    for key in ("ArrowRight", "ArrowLeft", "ArrowUp", "ArrowDown"):
        page.keyboard.press(key)
        reached.add(chosen.get_attribute("data-image"))
    assert len(reached) > 1  # left and right again, or up and down, cannot all lead nowhere
    table = page.locator("details.table")
    table.locator("summary").click()
    expect(table.locator("tbody tr")).to_have_count(6)


def test_the_map_is_kept_as_a_picture(page: Page, visit: Callable[..., None]) -> None:
    open_map(page, visit, learner="maml")
    with page.expect_download() as download:
        page.click("[data-do=save]")
    content = download.value.path().read_bytes()
    assert content.startswith(b"\x89PNG") and len(content) > 10_000


def test_tiles_stand_apart_unless_their_true_places_are_asked_for(
    page: Page, visit: Callable[..., None], lang: str
) -> None:
    visit("map", lang=lang, learner="maml")
    page.wait_for_selector(STAGE, timeout=PATIENCE)
    assert page.locator(STAGE).evaluate_all(COVERED) < 0.5
    exact = page.locator("[data-do=exact]")
    exact.click()
    page.wait_for_url("**exact=1*")
    expect(exact).to_have_attribute("aria-pressed", "true")
    page.wait_for_timeout(400)  # the tiles glide
    assert page.locator(STAGE).evaluate_all(COVERED) > 0.5
    assert page.locator(".links line").count() == 0
    page.reload()
    page.wait_for_selector(STAGE, timeout=PATIENCE)
    expect(exact).to_have_attribute("aria-pressed", "true")
    assert page.locator(STAGE).evaluate_all(COVERED) > 0.5


def test_picture_legend_and_sentence_fit_one_screen(
    page: Page, visit: Callable[..., None], lang: str
) -> None:
    visit("map", lang=lang, learner="maml", k=5)
    page.wait_for_selector(STAGE, timeout=PATIENCE)
    for part in (".stage", ".look", ".legend >> nth=1", "figcaption"):
        box = page.locator(part).bounding_box()
        assert box["y"] >= 0 and box["y"] + box["height"] <= 720, part
    assert page.locator(".stage").bounding_box()["height"] > 400


def test_arrows_in_a_row_are_one_step_back(page: Page, visit: Callable[..., None]) -> None:
    visit("map", learner="maml", lang="en", step=2)
    page.wait_for_selector(STAGE, timeout=PATIENCE)
    slider = page.locator(".steps input")
    slider.focus()
    for _ in range(5):
        page.keyboard.press("ArrowRight")
    page.wait_for_url("**step=7*")
    page.go_back()
    page.wait_for_url("**step=2*")
    expect(page.locator(".steps output")).to_have_text("2")
