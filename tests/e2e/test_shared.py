"""One selection for all pictures: an image, a learner or a step chosen on one page is so on the others."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from fewshot_app.shared import runs
from fewshot_app.shared.charts.style import tokens

sync_api = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
Page, Route, expect = sync_api.Page, sync_api.Route, sync_api.expect


@pytest.fixture(autouse=True)
def trained() -> None:
    if not {"maml", "protonet", "reptile"} <= set(runs.learners("everyday")):
        pytest.skip("not all checkpoints are there yet")


def go(page: Page, name: str) -> None:
    """By the header's link, as a visitor does."""
    page.wait_for_timeout(500)  # a run of the page draws the header's links anew, which closes its lists
    page.locator("[data-testid=stApp][data-test-script-state=notRunning]").wait_for()
    link = f'a[data-page="{name}"]'
    place = page.locator(".bar details", has=page.locator(link))
    place.locator("summary").click()
    place.locator(link).click()
    page.wait_for_url(f"**/{name}?*")


def test_what_is_chosen_on_one_page_is_chosen_on_the_others(page: Page, visit: Callable[..., None]) -> None:
    visit("map", n=3, k=2, q=2, seed=9, learner="reptile", step=7, lang="en")
    # the fifth query image, after six support images
    page.locator('.stage .thing[data-image="10"]').dispatch_event("click")
    page.wait_for_url("**image=4*")
    go(page, "inside")
    expect(page.locator(".pick[aria-pressed=true]")).to_have_attribute("data-image", "4")
    expect(page.locator(".st-key-inside_learner input")).to_have_value("Answered by Reptile")
    page.locator('.pick[data-image="2"]').click()
    page.wait_for_url("**image=2*")
    go(page, "compare")
    expect(page.locator("tr.chosen")).to_have_count(1)
    expect(page.locator("#step")).to_have_value("7")
    page.locator("tr.row:not(.chosen) .query").first.click()
    page.wait_for_url(lambda url: "image=2" not in url)
    image = page.url.partition("image=")[2].partition("&")[0]
    go(page, "overfit")
    expect(page.locator(".query .tile.chosen")).to_have_attribute("data-index", image)
    go(page, "sinusoid")
    expect(page.locator("output[for=step]").first).to_contain_text("7")
    go(page, "explorer")
    expect(page.locator(".board[data-task]")).to_have_attribute("data-task", "everyday-test-3-2-2-9")


def test_a_learner_chosen_on_one_page_is_chosen_where_it_has_another_name(
    page: Page, visit: Callable[..., None]
) -> None:
    visit("plane", lang="en", learner="protonet")
    page.locator(".plane input[value=reptile]").click()
    page.wait_for_url("**learner=reptile*")
    go(page, "map")
    expect(page.locator(".st-key-map_learner input")).to_have_value("Seen by Reptile")


def test_charts_follow_a_system_that_turns_dark(page: Page, visit: Callable[..., None]) -> None:
    visit("curves", seen=1, lines="maml", lang="en")
    tick = page.locator(".js-plotly-plot .xtick text").first
    for theme in ("light", "dark"):
        page.emulate_media(color_scheme=theme)
        expect(tick).to_have_css("fill", _quiet(theme), timeout=60_000)


def test_a_chart_drawn_before_the_header_follows_too(page: Page, visit: Callable[..., None]) -> None:
    page.emulate_media(color_scheme="light")
    held: list[Route] = []
    page.route("**/shared/header/header.js*", lambda route: held.append(route))
    visit("curves", seen=1, lines="maml", lang="en")
    tick = page.locator(".js-plotly-plot .xtick text").first
    expect(tick).to_have_css("fill", _quiet("light"), timeout=60_000)
    page.emulate_media(color_scheme="dark")
    held.pop().continue_()
    expect(tick).to_have_css("fill", _quiet("dark"), timeout=60_000)


def _quiet(theme: str) -> str:
    """The colour of a chart's numbers, as a browser says it."""
    red, green, blue = bytes.fromhex(tokens(theme)["--fs-quiet"].lstrip("#"))
    return f"rgb({red}, {green}, {blue})"


def test_words_of_streamlits_own_are_translated(page: Page, visit: Callable[..., None]) -> None:
    visit("map", lang="en")
    step = page.locator(".st-key-task_way button").last
    expect(step).to_have_attribute("aria-label", "Increase")
    page.locator(".bar button[lang=zh]").click()
    expect(step).to_have_attribute("aria-label", "增大")
    expect(page.locator("[data-testid=stSkipToContent]")).to_have_text("跳到正文")
