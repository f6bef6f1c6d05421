"""The episode loop in a real browser: on a projector, a tablet and a phone all of it is in sight."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page

from tests.e2e.film import RECORDED


@pytest.mark.parametrize(("way", "shot"), [(5, 1), (3, 2)])
def test_film_fits_a_projector(page: Page, film, way: int, shot: int):
    loop = film("maml", n=way, k=shot)
    box = loop.bounding_box()
    assert box["height"] <= 720 and box["width"] <= 1280
    outside = loop.evaluate(
        """loop => { const all = loop.querySelector('.stage').getBoundingClientRect();
             return [...loop.querySelectorAll('.tray, .card, .loss, .net, .zone')].filter(node => {
               const box = node.getBoundingClientRect();
               return box.bottom > all.bottom + 1 || box.right > all.right + 1; }).length }"""
    )
    assert outside == 0


def test_phone_shows_lane_rail_and_plane_one_under_the_other(page: Page, film):
    page.set_viewport_size({"width": 390, "height": 844})
    loop = film("maml", n=5, k=1)
    page.locator(".loop[data-complete]").wait_for(timeout=RECORDED)  # then nothing on it is built anew
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    tops = [
        loop.locator(part).first.bounding_box()["y"] for part in (".tray", ".card.theta", ".plane", ".curve")
    ]
    assert tops == sorted(tops)


@pytest.mark.parametrize("size", [(1280, 720), (390, 844)])
def test_a_tasks_card_holds_all_that_it_says(page: Page, film, size: tuple[int, int]):
    page.set_viewport_size({"width": size[0], "height": size[1]})
    loop = film("maml", n=5, k=1)
    page.locator(".loop[data-complete]").wait_for(timeout=RECORDED)
    within = loop.evaluate(
        """loop => [...loop.querySelectorAll('.card.team')].map(card => {
             const [all, loss] = [card, card.querySelector('.team-loss')].map(n => n.getBoundingClientRect());
             return loss.height > 0 && loss.bottom <= all.bottom; })"""
    )
    assert within and all(within)


@pytest.mark.parametrize("level", ["whole", "episode"])
def test_transport_is_in_sight_without_scrolling(page: Page, film, level: str):
    bar = film("maml", n=5, k=1, level=level).locator(".bar").bounding_box()
    assert bar["y"] > 0 and bar["y"] + bar["height"] <= 720


SEEN = """loop => Object.fromEntries("fitted dock code-panel plane-panel curve-panel".split(" ").map(name => {
  const box = loop.querySelector("." + name).getBoundingClientRect();
  return [name, { left: box.left, right: box.right, top: box.top, bottom: box.bottom }]; }))"""


def overlap(a: dict, b: dict) -> bool:
    return min(a["right"], b["right"]) - max(a["left"], b["left"]) > 1 and (
        min(a["bottom"], b["bottom"]) - max(a["top"], b["top"]) > 1
    )


def parts(loop: Locator) -> dict[str, dict]:
    return loop.evaluate(SEEN)


@pytest.mark.parametrize("learner", ["maml", "reptile", "conventional"])
@pytest.mark.parametrize("code", ["symbols", "values"])
def test_stage_code_and_player_share_a_projectors_screen(page: Page, film, learner: str, code: str):
    loop = film(learner, n=5, k=1, code=code)
    page.locator(".loop[data-complete]").wait_for(timeout=RECORDED)
    page.wait_for_timeout(500)
    boxes = parts(loop)
    assert all(box["bottom"] <= 721 and box["right"] <= 1280 for box in boxes.values()), boxes
    names = list(boxes)
    for i, name in enumerate(names):
        assert not [other for other in names[i + 1 :] if overlap(boxes[name], boxes[other])], boxes


@pytest.mark.parametrize("present", [{}, {"present": 1}])
def test_in_the_course_a_film_that_plays_is_seen_above_the_steps_bar(page: Page, visit, present: dict):
    visit("chapters", chapter="strategies", part="reptile", lang="en", **present)
    page.locator(".loop[data-complete]").wait_for(timeout=RECORDED)
    loop = page.locator(".loop")
    for width, height in ((1280, 720), (1920, 1080)):
        page.set_viewport_size({"width": width, "height": height})
        page.wait_for_timeout(1000)
        loop.locator(".play").click()
        page.wait_for_timeout(2000)
        boxes, bar = parts(loop), page.locator(".st-key-chapters_bar").bounding_box()
        assert boxes["fitted"]["bottom"] <= boxes["dock"]["top"] + 1, boxes
        assert all(box["bottom"] <= bar["y"] + 1 for box in boxes.values()), boxes
        loop.locator(".play").click()


def test_both_trainings_share_a_projectors_screen_with_the_player(page: Page, film):
    loop = film("maml", "conventional", level="whole", **{"and": "conventional"})
    page.locator(".loop[data-complete]").wait_for(timeout=RECORDED)
    page.wait_for_timeout(500)
    charts = [chart.bounding_box() for chart in loop.locator(".chart").all()]
    dock = loop.locator(".dock").bounding_box()
    assert len(charts) == 4 and dock["y"] + dock["height"] <= 721
    assert all(box["y"] + box["height"] <= dock["y"] + 1 for box in charts)


@pytest.mark.parametrize(("width", "height"), [(390, 844), (360, 740)])
def test_a_phone_keeps_the_stage_in_sight_while_it_plays(page: Page, film, width: int, height: int):
    page.set_viewport_size({"width": width, "height": height})
    loop = film("maml", n=5, k=1)
    page.locator(".loop[data-complete]").wait_for(timeout=RECORDED)
    loop.locator(".play").click()
    page.wait_for_timeout(1500)
    boxes, head = parts(loop), page.locator(".st-key-header").bounding_box()
    assert loop.get_attribute("class").split().count("running")
    assert boxes["fitted"]["top"] >= head["y"] + head["height"] - 1
    assert boxes["fitted"]["bottom"] <= boxes["dock"]["top"] + 1 and boxes["dock"]["bottom"] <= height + 1
    loop.locator(".play").click()
    page.evaluate("document.querySelector('[data-testid=stMain]').scrollTo(0, 0)")
    loop.locator(".next").click()  # by hand, too: the caption covers no arrow
    page.wait_for_timeout(1000)
    boxes = parts(loop)
    assert boxes["fitted"]["bottom"] <= boxes["dock"]["top"] + 1


@pytest.mark.parametrize(("width", "height"), [(768, 1024), (820, 1180), (900, 1200), (1024, 768)])
def test_tablets_scroll_neither_sideways_nor_to_the_code(page: Page, film, width: int, height: int):
    page.set_viewport_size({"width": width, "height": height})
    loop = film("maml", n=5, k=1)
    page.wait_for_timeout(1000)
    main = "document.querySelector('[data-testid=stMain]')"
    assert page.evaluate(f"{main}.scrollWidth <= {main}.clientWidth")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    boxes = parts(loop)
    assert all(box["right"] <= width for box in boxes.values())
    assert all(boxes[name]["bottom"] <= height + 1 for name in ("fitted", "dock", "code-panel")), boxes


def test_query_images_fill_their_box_and_answers_cover_nothing_of_them(page: Page, film):
    loop = film("maml", n=5, k=1, q=2)
    page.locator(".loop[data-complete]").wait_for(timeout=RECORDED)
    while loop.get_attribute("data-phase") != "judge":
        loop.locator(".next").click()
    tiles = loop.evaluate(
        """loop => [...loop.querySelectorAll(".tile:not(.absent)")].slice(-10).map(tile => {
             const mark = tile.querySelector("s");
             return [tile.clientWidth, tile.offsetHeight - mark.offsetTop] })"""
    )
    assert len(tiles) == 10
    assert all(size >= 36 and covered <= 1 for size, covered in tiles), tiles  # they were 29 px


def test_reptiles_losses_stay_in_their_box(page: Page, film):
    for width, height in ((1280, 720), (390, 844)):
        page.set_viewport_size({"width": width, "height": height})
        loop = film("reptile", n=5, k=1, frame=30)
        page.wait_for_timeout(500)
        outside = loop.evaluate(
            """loop => { const box = loop.querySelector(".loss").getBoundingClientRect();
                 return [...loop.querySelectorAll(".loss")[0].querySelectorAll(".loss-row")].filter(row => {
                   const at = row.getBoundingClientRect();
                   return at.bottom > box.bottom || at.right > box.right; }).length }"""
        )
        assert loop.locator(".loss-row").count() == 10 and outside == 0
