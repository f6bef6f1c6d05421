"""Curves of accuracy in a real browser: guess, switch, choose learners, go to a task of a point's form."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from fewshot_app.shared.text import words

sync_api = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
Page, expect = sync_api.Page, sync_api.expect

PATIENCE = 60_000


def series(page: Page, learner: str) -> sync_api.Locator:
    return page.locator(f'g.series[data-of="{learner}"]')


def test_a_guess_shows_the_curves_and_learners_come_and_go(
    page: Page, visit: Callable[..., None], lang: str
) -> None:
    visit("curves", lang=lang)
    page.wait_for_selector(".ask", timeout=PATIENCE)
    expect(page.locator("a.point")).to_have_count(0)
    page.locator('[data-guess="maml"]').click()
    expect(series(page, "maml")).to_have_count(1, timeout=PATIENCE)
    expect(page.locator(".told")).to_contain_text("MAML")
    page.locator('[data-learner="r2d2"]').click()
    expect(series(page, "r2d2")).to_have_count(1, timeout=PATIENCE)
    page.wait_for_url(re.compile("lines=.*r2d2"), timeout=PATIENCE)
    page.locator('[data-learner="maml"]').press("Enter")
    expect(series(page, "maml")).to_have_count(0, timeout=PATIENCE)
    expect(page.locator('[data-learner="maml"]')).to_be_focused()
    page.locator('[data-picture="steps"]').click()
    page.wait_for_url("**pic=steps*", timeout=PATIENCE)
    expect(page.locator(".ask")).to_be_visible(timeout=PATIENCE)


def test_a_point_tells_its_numbers_and_leads_to_a_task_of_its_form(
    page: Page, visit: Callable[..., None]
) -> None:
    visit("curves", data="scripts", lines="scratch,maml", seed=7)
    page.locator('[data-guess="skip"]').click(timeout=PATIENCE)
    point = page.locator('a.point[data-of="scratch"][aria-label*="5-way 5-shot"]')
    expect(point).to_have_count(1, timeout=PATIENCE)
    page.wait_for_timeout(600)  # the curves are being revealed
    box = point.locator(".dot").bounding_box()
    assert box
    page.mouse.move(box["x"] + 4, box["y"] + 4)
    expect(page.locator(".tip")).to_contain_text("5-way 5-shot")
    page.mouse.click(box["x"] + 4, box["y"] + 4)
    page.wait_for_url("**/compare?*", timeout=PATIENCE)
    for part in ("n=5", "k=5", "seed=7", "data=scripts", "who=scratch%2Cmaml"):
        assert part in page.url
    expect(page.locator('th[data-contender="scratch"]')).to_have_count(1, timeout=PATIENCE)
    page.go_back()
    expect(page.locator("a.point").first).to_be_visible(timeout=PATIENCE)  # the guess is remembered


def test_an_enlarged_picture_stays_so_and_its_file_says_what_it_is(
    page: Page, visit: Callable[..., None], lang: str, kept_svg: Callable
) -> None:
    visit("curves", lang=lang, lines="maml,protonet")
    page.locator('[data-guess="skip"]').click(timeout=PATIENCE)
    enlarge = page.locator('[data-do="enlarge"]')
    enlarge.click(timeout=PATIENCE)
    page.wait_for_url("**scale=near*", timeout=PATIENCE)
    expect(enlarge).to_have_attribute("aria-pressed", "true")
    expect(page.locator(".picture .chance")).to_have_count(0)
    kept = kept_svg(page.locator(".curves"))
    text = " ".join(node.text or "" for node in kept.iter("{http://www.w3.org/2000/svg}text"))
    assert words(lang)("common.data.everyday") in text and "5-way" in text and "600" in text
    page.reload()  # what was revealed belongs to the address
    expect(page.locator(".picture .curve")).to_have_count(2, timeout=PATIENCE)
    expect(page.locator(".picture .chance")).to_have_count(0)


def test_keys_reach_every_point(page: Page, visit: Callable[..., None]) -> None:
    visit("curves", pic="steps", lines="maml")
    page.locator('[data-guess="skip"]').click(timeout=PATIENCE)
    points = page.locator("a.point")
    expect(points).to_have_count(11, timeout=PATIENCE)
    page.locator('[data-do="save"]').focus()
    for _ in range(3):
        page.keyboard.press("Tab")
    expect(page.locator(".tip")).to_be_visible()
    expect(page.locator(".tip")).to_contain_text("step 2")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/compare.*step=2"), timeout=PATIENCE)


def test_a_finger_first_sees_the_numbers_then_goes(browser: sync_api.Browser, server: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, locale="en-GB")
    page = context.new_page()
    page.goto(f"{server}/curves?lines=scratch,maml&seed=7")
    page.locator('[data-guess="skip"]').tap(timeout=PATIENCE)
    expect(page.locator("a.point").first).to_be_attached(timeout=PATIENCE)
    page.wait_for_timeout(600)  # the curves are being revealed
    box = page.locator('a.point[data-of="scratch"][data-at="0"] .dot').bounding_box()
    assert box
    page.touchscreen.tap(box["x"] + 4, box["y"] + 4)
    expect(page.locator(".tip")).to_contain_text("5-way 1-shot")
    page.locator(".tip a").tap()
    page.wait_for_url("**/compare?*", timeout=PATIENCE)
    assert "k=1" in page.url
    context.close()
