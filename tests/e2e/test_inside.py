"""Inside a prediction in a real browser: guess, scrub, choose another image, measure."""

from __future__ import annotations

import re
from collections.abc import Callable
from xml.etree import ElementTree

from playwright.sync_api import Page, expect

PATIENCE = 60_000


def guessed(page: Page) -> None:
    page.locator('[data-guess="0"]').click()
    expect(page.locator(".verdict")).to_be_visible(timeout=PATIENCE)
    page.wait_for_url("**seen=1*")


def test_from_guess_to_measurement(page: Page, visit: Callable[..., None]):
    visit("inside", lang="en")
    guessed(page)
    rail = page.locator(".rail input")
    rail.focus()
    rail.press("End")
    expect(page.locator(".rail output")).to_have_text("10")
    expect(page).to_have_url(re.compile("step=10"))
    page.locator('[data-image="7"]').click()
    expect(page).to_have_url(re.compile("image=7"))
    expect(page.locator('[data-image="7"]')).to_have_attribute("aria-pressed", "true")
    page.locator('[data-guess="skip"]').click()
    expect(page.locator(".near li")).to_have_count(3)
    page.wait_for_url("**seen=1*")
    page.reload()
    expect(page.locator('[data-image="7"]')).to_have_attribute("aria-pressed", "true", timeout=PATIENCE)
    expect(page.locator(".near li")).to_have_count(3, timeout=PATIENCE)
    page.get_by_role("radio", name="20", exact=True).click()
    page.get_by_role("button", name="Measure now").click()
    calibration = page.locator(".st-key-inside_calibration")
    expect(calibration).to_contain_text("500 answers", timeout=PATIENCE)
    expect(page.get_by_role("radio", name="20", exact=True)).to_be_checked()
    bars = page.locator(".st-key-inside_reliability_chart .barlayer .point path")
    expect(bars.first).to_be_attached(timeout=PATIENCE)
    with page.expect_download() as download:
        page.locator(".st-key-inside_reliability_tools [data-save=svg]").click()
    kept = ElementTree.parse(download.value.path()).getroot()
    shapes = [node.get("d") for node in kept.iter() if node.tag.endswith("}path")]
    drawn = bars.evaluate_all("nodes => nodes.map((node) => node.getAttribute('d'))")
    assert len(drawn) > 5 and set(drawn) <= set(shapes)


def test_a_link_to_an_answer_shows_it_to_everyone_and_another_image_asks_anew(
    page: Page, visit: Callable[..., None], lang: str
) -> None:
    visit("inside", lang=lang, learner="protonet", image=3, seen=1)
    expect(page.locator(".verdict")).to_be_visible(timeout=PATIENCE)
    page.locator('[data-image="8"]').click()
    expect(page.locator(".guess-card")).to_be_visible(timeout=PATIENCE)
    page.wait_for_url(lambda url: "image=8" in url and "seen" not in url)
    guessed(page)
    page.go_back()
    page.go_back()
    page.wait_for_url("**image=3*seen=1*")
    expect(page.locator('[data-image="3"]')).to_have_attribute("aria-pressed", "true")
    expect(page.locator(".verdict")).to_be_visible()


def test_a_new_task_asks_anew(page: Page, visit: Callable[..., None]) -> None:
    visit("inside", lang="en", learner="protonet")
    guessed(page)
    page.get_by_role("button", name="New task").click()
    expect(page.locator(".guess-card")).to_be_visible(timeout=PATIENCE)
    assert "seen" not in page.url


def test_no_picture_is_announced_without_a_name(page: Page, visit: Callable[..., None], lang: str) -> None:
    visit("inside", lang=lang, seen=1)
    expect(page.locator(".near li")).to_have_count(3, timeout=PATIENCE)
    names = page.locator(".inside [role=img]").evaluate_all(
        "nodes => nodes.map((n) => n.getAttribute('aria-label'))"
    )
    assert len(names) > 5 and all(names)
    buttons = page.locator(".pick").evaluate_all("nodes => nodes.map((n) => n.getAttribute('aria-label'))")
    assert len(set(buttons)) == 25


def test_the_slider_keeps_the_focus_and_its_steps_are_one_step_back(
    page: Page, visit: Callable[..., None]
) -> None:
    visit("inside", lang="en", seen=1, step=1)
    rail = page.locator(".rail input")
    rail.focus()
    for _ in range(4):
        page.keyboard.press("ArrowRight")
    page.wait_for_url("**step=5*")
    page.keyboard.press("ArrowRight")
    page.wait_for_url("**step=6*")
    page.go_back()
    page.wait_for_url("**step=5*")
    page.go_back()
    page.wait_for_url("**step=1*")
    expect(page.locator(".rail output")).to_have_text("1")
