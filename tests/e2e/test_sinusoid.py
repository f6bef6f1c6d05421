"""The sine plane in a real browser: points by pointer and by keys, new fits, the slider of steps."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from fewshot_app.shared.text import words

WAIT = 60_000
CHART = ".st-key-sinusoid_errors_chart"


@pytest.fixture
def plane(page: Page, visit: Callable[..., None]) -> Callable[..., Locator]:
    def open_plane(**params: object) -> Locator:
        visit("sinusoid", **({"lang": "en", "seed": 7} | params))
        found = page.locator(".sinusoid[data-fitted]")
        found.wait_for(timeout=WAIT)
        return found

    return open_plane


def curve(plane: Locator, learner: str = "maml") -> str:
    return plane.locator(f".lines [data-of={learner}] .curve").get_attribute("d")


def has_points(plane: Locator, count: int) -> None:
    """Drawn, and their fits as well."""
    expect(plane).to_have_attribute("data-points", str(count), timeout=WAIT)
    expect(plane.locator("[data-point]")).to_have_count(count)


def test_a_click_places_a_point_and_a_click_on_it_removes_it(page: Page, plane):
    sines = plane()
    has_points(sines, 10)
    before = curve(sines)
    sines.locator("svg.plane").click(position={"x": 300, "y": 60})
    has_points(sines, 11)
    assert curve(sines) != before
    page.wait_for_url(lambda url: "pts=" in url, timeout=WAIT)
    sines.locator("[data-point]").last.click()
    has_points(sines, 10)
    assert curve(sines) == before


def test_a_point_is_dragged(page: Page, plane):
    sines = plane(pts="0~0_200~100")
    before = curve(sines)
    box = sines.locator("[data-point]").first.bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(box["x"] + 10, box["y"] - 110, steps=4)
    page.mouse.up()
    page.wait_for_url(lambda url: "pts=0~0" not in url, timeout=WAIT)
    expect(sines).to_have_attribute("data-fitted", "2", timeout=WAIT)
    has_points(sines, 2)
    assert curve(sines) != before


def test_keys_add_move_and_remove_a_point(page: Page, plane):
    sines = plane(pts="none")
    sines.get_by_role("button", name=words("en")("sinusoid.add")).click()
    has_points(sines, 1)
    page.keyboard.press("Shift+ArrowUp")
    page.keyboard.press("ArrowRight")
    page.wait_for_url(lambda url: "pts=10~50" in url, timeout=WAIT)
    page.keyboard.press("Delete")
    has_points(sines, 0)


def test_the_slider_moves_the_curves_and_the_address(page: Page, plane):
    sines = plane(step=0)
    page.emulate_media(reduced_motion="reduce")
    start = curve(sines)
    sines.get_by_role("button", name=words("en")("sinusoid.go_step", step=5)).click()
    assert curve(sines) != start
    page.wait_for_url(lambda url: "step=5" in url, timeout=WAIT)
    sines.locator("#step").fill("0")
    assert curve(sines) == start


def test_another_task_comes_with_other_points(page: Page, plane, lang: str):
    sines = plane(lang=lang)
    before = curve(sines)
    sines.get_by_role("button", name=words(lang)("sinusoid.new_task", points=5)).click()
    has_points(sines, 5)
    assert curve(sines) != before


def test_the_picture_is_kept_as_it_is_shown(page: Page, plane, kept_svg):
    sines = plane()
    drawn = {path.get("d") for path in kept_svg(sines).iter("{http://www.w3.org/2000/svg}path")}
    assert {curve(sines), curve(sines, "conventional")} <= drawn


def test_phone_shows_plane_steps_and_errors_one_under_the_other(page: Page, plane):
    page.set_viewport_size({"width": 390, "height": 844})
    sines = plane()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    chart = page.locator(f"{CHART} .main-svg").first
    chart.wait_for(timeout=WAIT)
    parts = (sines.locator("svg.plane"), sines.locator(".readouts"), chart)
    tops = [part.bounding_box()["y"] for part in parts]
    assert tops == sorted(tops)


def test_what_is_shown_belongs_to_the_address(page: Page, plane):
    sines = plane()
    sines.locator("[data-learner=scratch]").click()
    page.wait_for_url(lambda url: "scratch" in url, timeout=WAIT)
    sines.locator("[data-show=right]").click()
    page.wait_for_url(lambda url: "right=1" in url, timeout=WAIT)
    expect(page.locator(f"{CHART} .scatterlayer .trace:has(.point)")).to_have_count(3, timeout=WAIT)
    right = sines.locator(".lines .right").get_attribute("d")
    page.reload()
    expect(page.locator(".sinusoid [data-learner=scratch]")).to_have_attribute(
        "aria-pressed", "true", timeout=WAIT
    )
    assert page.locator(".sinusoid .lines .right").get_attribute("d") == right
    page.get_by_role("button", name=words("en")("sinusoid.new_task", points=5)).click()
    page.wait_for_url(lambda url: "right" not in url, timeout=WAIT)  # the next task's is yet to be guessed


def test_the_chart_follows_the_slider_and_leads_to_a_step(page: Page, plane):
    sines = plane(step=0)
    cursor = page.locator(f"{CHART} .shapelayer path, {CHART} .layer-below .shapelayer path").first
    cursor.wait_for(state="attached", timeout=WAIT)
    before = cursor.get_attribute("d")
    sines.locator("#step").fill("7")
    expect(cursor).not_to_have_attribute("d", before, timeout=WAIT)
    page.wait_for_url(lambda url: "step=7" in url, timeout=WAIT)
    page.locator(f"{CHART} .scatterlayer .points path").nth(4).click(force=True)
    page.wait_for_url(lambda url: "step=4" in url, timeout=WAIT)
    expect(sines.locator("output b")).to_have_text("4", timeout=WAIT)
