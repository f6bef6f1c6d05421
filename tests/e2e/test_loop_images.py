"""How images come in the film: one by one in conventional training, or a query set of few classes."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.e2e.film import RECORDED, frame, rests_at

TILES = ".stage .tile.image:not(.absent)"


def test_images_come_one_by_one_and_each_moves_the_weights(page: Page, film):
    loop = film("conventional", single=1, seed=1683, n=5, k=1, frame=0)
    page.locator(".loop[data-complete]").wait_for(timeout=RECORDED)
    names = []
    for update in range(2):
        while loop.get_attribute("data-phase") != "batch_update":
            loop.press("ArrowRight")
        expect(page.locator(TILES)).to_have_count(1)
        names.append(page.locator(".stage .group.bare").first.text_content())
        assert frame(loop) == 4 * update + 3
        loop.press("ArrowRight")
    assert names == ["D1 · dog no. 1", "C5 · cow no. 5"]


def test_the_switch_below_the_film_asks_for_images_one_by_one_and_back(page: Page, film):
    film("conventional", n=5, k=1)
    page.locator(".loop[data-complete]").wait_for(timeout=RECORDED)
    switch = page.locator(".st-key-loop_single label")
    switch.click()
    rests_at(page, single=1)
    expect(page.locator(TILES)).to_have_count(1, timeout=RECORDED)
    switch.click()
    expect(page.locator(TILES)).to_have_count(12, timeout=RECORDED)


def test_a_query_set_of_two_classes_asks_about_these_alone(page: Page, film):
    loop = film("maml", n=5, k=1, q=2, asked=2, frame=0)
    page.locator(".loop[data-complete]").wait_for(timeout=RECORDED)
    while loop.get_attribute("data-phase") != "judge":
        loop.press("ArrowRight")
    expect(page.locator(TILES)).to_have_count(5 + 2 * 2)
    assert len([g for g in page.locator(".stage .group").all_text_contents() if g.strip()]) == 5 + 2
    expect(page.locator(".stage .net .out em").filter(has_text="%")).to_have_count(2)
    assert "4 right" in (page.locator(".loop .caption").first.text_content() or "")
    page.locator(".st-key-loop_asked label").click()
    expect(page.locator(TILES)).to_have_count(5 + 5 * 2, timeout=RECORDED)
