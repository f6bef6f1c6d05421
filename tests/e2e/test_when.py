"""The contests in a real browser: guess, see, go on; and a task with two questions, answered live."""

from __future__ import annotations

import re
from collections.abc import Callable
from xml.etree import ElementTree

import pytest

sync_api = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
Page, Locator, expect = sync_api.Page, sync_api.Locator, sync_api.expect

PATIENCE = 60_000
DRAWN = ".st-key-when_chart .js-plotly-plot .trace"
CARDS = ".example .card"


def open_round(page: Page, visit: Callable[..., None], round_: str, **params: object) -> None:
    visit("when", round=round_, **params)
    shown(page, round_)


def shown(page: Page, round_: str) -> None:
    """Wait until a contest asks for a guess."""
    page.wait_for_selector(f'.rounds [data-round="{round_}"][aria-pressed="true"]', timeout=PATIENCE)
    page.wait_for_selector("[data-guess]", timeout=PATIENCE)


def all_answered(page: Page) -> list[str]:
    """The scores, once every learner has answered."""
    expect(page.locator(f"{CARDS} b.score")).to_have_count(6, timeout=PATIENCE)
    return page.locator(f"{CARDS} b.score").all_inner_texts()


def things(page: Page) -> list[str]:
    return page.locator(".example .grid tbody th").all_inner_texts()


def test_guess_see_and_go_on_by_click_and_by_key(
    page: Page, visit: Callable[..., None], lang: str, kept_svg: Callable[[Locator], ElementTree.Element]
) -> None:
    open_round(page, visit, "prior", lang=lang)
    assert page.locator(".js-plotly-plot").count() == 0  # nothing is shown before the guess
    page.click('[data-guess="protonet"]')
    page.wait_for_selector(DRAWN, timeout=PATIENCE)
    assert ("You guessed" if lang == "en" else "你猜的是") in page.locator(".fs-when-findings").inner_text()
    page.locator(".fs-numbers summary").click()
    expect(page.locator(".fs-numbers tbody tr")).to_have_count(5)
    drawn = "".join(kept_svg(page.locator(".st-key-when_outcome")).itertext())
    assert "ProtoNet" in drawn or "原型网络" in drawn
    page.click('.rounds [data-round="ordinary"]')
    page.wait_for_url("**round=ordinary*")
    shown(page, "ordinary")
    page.locator('.rounds [data-round="ordinary"]').focus()
    page.keyboard.press("ArrowRight")
    shown(page, "steps")
    expect(page.locator('.rounds [data-round="steps"]')).to_be_focused()
    page.locator('[data-guess="skip"]').focus()
    page.keyboard.press("Enter")
    page.wait_for_selector(f"{DRAWN}", timeout=PATIENCE)


def test_a_task_is_answered_live_under_both_questions(
    page: Page, visit: Callable[..., None], lang: str
) -> None:
    open_round(page, visit, "question", lang=lang, seed=7)
    assert page.locator(".example .tile").count() == 9 + 15 and page.locator(CARDS).count() == 0
    page.click('[data-guess="skip"]')
    of_things = all_answered(page)
    marks = page.locator(f"{CARDS} .said small")
    expect(marks).to_have_count(6 * 15)
    right = sum(mark.endswith("✓") for mark in marks.all_inner_texts())
    assert right == page.locator(f"{CARDS} .said.right").count()
    first = int(next(n for n in re.findall(r"\d+", of_things[0]) if n != "15"))
    assert first == page.locator(CARDS).first.locator(".said.right").count()

    page.click('[data-asked="hand"]')
    page.wait_for_url("**ask=hand*")
    page.wait_for_function(
        "before => { const s = [...document.querySelectorAll('*')].map((e) => e.shadowRoot ?? e)"
        ".flatMap((r) => [...r.querySelectorAll('.card b.score')].map((b) => b.innerText));"
        " return s.length >= 6 && s.slice(0, 6).join() !== before }",
        arg=",".join(of_things),
        timeout=PATIENCE,
    )
    of_hands = all_answered(page)
    shown = things(page)
    page.reload()
    page.wait_for_selector('.example [data-asked="hand"][aria-pressed="true"]', timeout=PATIENCE)
    assert things(page) == shown  # as is what was revealed
    assert all_answered(page) == of_hands


def test_a_new_task_keeps_the_question(page: Page, visit: Callable[..., None]) -> None:
    open_round(page, visit, "question", data="scripts", ask="hand", seed=7)
    strip = page.locator(".example .grid .tile").first
    before = strip.get_attribute("style")
    page.locator('[data-do="new"]').focus()
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "seed=7&" not in f"{url}&")
    expect(strip).not_to_have_attribute("style", before)
    expect(page.locator('[data-asked="hand"]')).to_have_attribute("aria-pressed", "true")
    assert "ask=hand" in page.url


@pytest.mark.parametrize("data", ["everyday", "scripts"])
def test_a_phone_shows_it_without_scrolling_sideways(
    page: Page, visit: Callable[..., None], data: str
) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    open_round(page, visit, "question", data=data, seed=7)
    page.click('[data-guess="skip"]')
    all_answered(page)
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= 390
    for part in page.locator(".example, .rounds").all():
        assert part.evaluate("b => b.scrollWidth - b.clientWidth") <= 0


def test_a_chart_follows_a_window_that_is_made_narrow_and_wide_again(
    page: Page, visit: Callable[..., None]
) -> None:
    visit("when", round="ordinary", seen=1, lang="en")
    page.wait_for_selector(DRAWN, timeout=PATIENCE)
    charts = page.locator(".st-key-when_chart .js-plotly-plot")
    chart = charts.first  # for a moment the old one stands above the new one
    wide = chart.evaluate("chart => chart.clientHeight")
    page.set_viewport_size({"width": 390, "height": 800})
    # Names stand above the intervals where there is little room, and the chart is higher.
    expect(chart).not_to_have_js_property("clientHeight", wide, timeout=PATIENCE)
    expect(charts).to_have_count(1)
    assert chart.evaluate("chart => chart.clientHeight") > wide
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= 390
    page.set_viewport_size({"width": 1280, "height": 800})
    expect(chart).to_have_js_property("clientHeight", wide, timeout=PATIENCE)
    expect(charts).to_have_count(1)
