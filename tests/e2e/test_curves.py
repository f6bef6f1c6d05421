"""Curves of accuracy in a real browser: guess, switch, choose learners, go to a task of a point's form."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from fewshot_app.shared.text import words

sync_api = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
Page, expect = sync_api.Page, sync_api.expect

PATIENCE = 60_000
DRAWN = """wanted => {
  const plot = document.querySelector('.st-key-curves_chart .js-plotly-plot');
  const lines = (plot?.data ?? []).filter((trace) => trace.mode === 'lines+markers');
  return lines.map((trace) => trace.name).join() === wanted;
}"""
PLACE = """([learner, x]) => {
  const plot = document.querySelector('.st-key-curves_chart .js-plotly-plot');
  const trace = plot.data.find((each) => each.name === learner && each.mode === 'lines+markers');
  const { xaxis, yaxis } = plot._fullLayout;
  const box = plot.getBoundingClientRect();
  const at = [...trace.x].indexOf(x);
  return [box.x + xaxis._offset + xaxis.d2p(x), box.y + yaxis._offset + yaxis.d2p([...trace.y][at])];
}"""
"""Where a point stands on the screen."""


def drawn(page: Page, *learners: str) -> None:
    """Wait until these learners' curves are drawn, and no others."""
    page.wait_for_function(DRAWN, arg=",".join(learners), timeout=PATIENCE)


def place(page: Page, learner: str, x: int) -> tuple[float, float]:
    page.locator(".st-key-curves_chart .js-plotly-plot").scroll_into_view_if_needed()
    page.wait_for_timeout(300)
    return tuple(page.evaluate(PLACE, [learner, x]))


def choose(page: Page, kind: str, value: str) -> None:
    page.locator(f'[data-kind="{kind}"][data-value="{value}"]').click()


def test_a_guess_shows_the_curves_and_learners_come_and_go(
    page: Page, visit: Callable[..., None], lang: str
) -> None:
    visit("curves", lang=lang)
    page.wait_for_selector(".guess-card", timeout=PATIENCE)
    expect(page.locator(".js-plotly-plot")).to_have_count(0)
    page.locator('[data-guess="maml"]').click()
    drawn(page, "scratch", "conventional/fine-tune", "maml", "protonet")
    expect(page.locator(".fs-curves-said")).to_contain_text("MAML")
    page.locator('[data-learner="r2d2"]').click()
    drawn(page, "scratch", "conventional/fine-tune", "maml", "protonet", "r2d2")
    page.wait_for_url(re.compile("lines=.*r2d2"), timeout=PATIENCE)
    page.locator('[data-learner="maml"]').press("Enter")
    drawn(page, "scratch", "conventional/fine-tune", "protonet", "r2d2")
    expect(page.locator('[data-learner="maml"]')).to_be_focused()
    choose(page, "picture", "steps")
    page.wait_for_url("**pic=steps*", timeout=PATIENCE)
    expect(page.locator(".guess-card")).to_be_visible(timeout=PATIENCE)
    assert "seen" not in page.url


def test_a_point_says_its_numbers_and_where_it_leads_and_leads_there(
    page: Page, visit: Callable[..., None]
) -> None:
    visit("curves", data="scripts", lines="scratch,maml", seed=7, lang="en")
    page.locator('[data-guess="skip"]').click(timeout=PATIENCE)
    drawn(page, "scratch", "maml")
    x, y = place(page, "scratch", 5)
    page.mouse.move(x - 3, y)
    page.mouse.move(x, y)
    expect(page.locator(".hoverlayer")).to_contain_text("5-way 5-shot")
    expect(page.locator(".hoverlayer")).to_contain_text("Click: see a task of this form")
    page.mouse.click(x, y)
    page.wait_for_url("**/compare?*", timeout=PATIENCE)
    for part in ("n=5", "k=5", "seed=7", "data=scripts", "who=scratch%2Cmaml"):
        assert part in page.url
    expect(page.locator('th[data-learner="scratch"]')).to_have_count(1, timeout=PATIENCE)
    page.go_back()
    drawn(page, "scratch", "maml")  # the guess is remembered


def test_an_enlarged_picture_stays_so_and_its_file_says_what_it_is(
    page: Page, visit: Callable[..., None], lang: str, kept_svg: Callable
) -> None:
    visit("curves", lang=lang, lines="maml,protonet")
    page.locator('[data-guess="skip"]').click(timeout=PATIENCE)
    drawn(page, "maml", "protonet")
    guessing = page.locator(".annotation", has_text=words(lang)("curves.figure.chance"))
    expect(guessing).to_have_count(1)
    choose(page, "scale", "near")
    page.wait_for_url("**scale=near*", timeout=PATIENCE)
    expect(page.locator('[data-kind="scale"]')).to_have_attribute("aria-pressed", "true")
    expect(guessing).to_have_count(0)
    kept = kept_svg(page.locator(".st-key-curves_main"))
    text = " ".join("".join(node.itertext()) for node in kept.iter("{http://www.w3.org/2000/svg}text"))
    assert words(lang)("common.data.everyday") in text and "5-way" in text and "600" in text
    page.reload()  # what was revealed belongs to the address
    drawn(page, "maml", "protonet")
    expect(guessing).to_have_count(0)


def test_enlarged_steps_are_another_picture(page: Page, visit: Callable[..., None]) -> None:
    visit("curves", pic="steps", seen=1)
    drawn(page, "scratch", "conventional/fine-tune", "maml")
    ticks = page.locator(".st-key-curves_chart .xtick text")
    expect(ticks).to_have_count(11)
    choose(page, "scale", "near")
    expect(ticks).to_have_count(10, timeout=PATIENCE)


def test_learners_are_compared_with_one_of_them_and_the_address_says_so(
    page: Page, visit: Callable[..., None]
) -> None:
    visit("curves", seen=1, lines="maml,fomaml,protonet", lang="en")
    drawn(page, "maml", "fomaml", "protonet")
    page.locator('[data-key="against"]').select_option("fomaml")
    drawn(page, "maml", "protonet")
    page.wait_for_url("**vs=fomaml*", timeout=PATIENCE)
    expect(page.locator(".ytitle")).to_contain_text("points ahead of FOMAML")
    page.locator(".fs-numbers summary").click()
    expect(page.locator(".fs-numbers td").first).to_contain_text("points against FOMAML")
    page.locator('[data-key="against"]').select_option("")
    drawn(page, "maml", "fomaml", "protonet")
    page.wait_for_url(lambda url: "vs=" not in url, timeout=PATIENCE)


def test_pointing_at_a_learner_lights_its_curve(page: Page, visit: Callable[..., None]) -> None:
    visit("curves", seen=1, lines="maml,protonet")
    drawn(page, "maml", "protonet")
    page.locator('[data-learner="maml"]').hover()
    traces = page.locator(".st-key-curves_chart .scatterlayer > .trace")
    expect(traces.nth(1)).not_to_have_css("opacity", "0.22")
    expect(traces.nth(3)).to_have_css("opacity", "0.22")


def test_keys_reach_every_number(page: Page, visit: Callable[..., None]) -> None:
    visit("curves", pic="steps", lines="maml", lang="en")
    page.locator('[data-guess="skip"]').click(timeout=PATIENCE)
    drawn(page, "maml")
    page.locator(".fs-numbers summary").focus()
    page.keyboard.press("Enter")
    numbers = page.locator(".fs-numbers a")
    expect(numbers).to_have_count(11, timeout=PATIENCE)
    for _ in range(3):
        page.keyboard.press("Tab")
    expect(numbers.nth(2)).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/compare.*step=2"), timeout=PATIENCE)


def test_a_finger_first_sees_the_numbers_then_goes(browser: sync_api.Browser, server: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, locale="en-GB")
    page = context.new_page()
    page.goto(f"{server}/curves?lines=scratch,maml&seed=7")
    page.locator('[data-guess="skip"]').tap(timeout=PATIENCE)
    drawn(page, "scratch", "maml")
    expect(page.locator(".annotation", has_text=re.compile("^Scratch$"))).to_have_count(1, timeout=PATIENCE)
    page.touchscreen.tap(*place(page, "scratch", 1))
    expect(page.locator(".hoverlayer")).to_contain_text("5-way 1-shot")
    assert "/curves" in page.url
    page.locator("[data-see]").tap()
    page.wait_for_url("**/compare?*", timeout=PATIENCE)
    assert "k=1" in page.url
    context.close()
