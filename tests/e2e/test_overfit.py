"""Over-fitting in a real browser: guess, play, scrub, and no motion where none is wanted."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from fewshot_app.shared.text import words
from fewshot_core.training.checkpoints import checkpoint_names

READY = 60_000  # ms: a busy machine trains slowly
pytestmark = pytest.mark.skipif("everyday/scratch" not in checkpoint_names(), reason="no checkpoints")


@pytest.fixture
def board(page: Page, visit: Callable[..., None]) -> Callable[..., Locator]:
    """Open the page and wait for the question."""

    def open_board(**params: object) -> Locator:
        visit("overfit", **({"n": 3, "k": 1, "q": 2, "seed": 7, "lang": "en"} | params))
        found = page.locator(".fit")
        found.locator("form.ask").wait_for(timeout=READY)
        return found

    return open_board


def guess(board: Locator, value: str) -> None:
    board.locator(f"input[value={value}]").check()
    board.locator(".ask .primary").click()


def step(board: Locator) -> int:
    return int(board.get_attribute("data-step") or 0)


def test_guess_then_the_training_plays_to_its_end(page: Page, board, lang: str):
    fit, w = board(lang=lang), words(lang)
    assert not fit.locator("[data-state]").count() and not page.locator(".growth svg").count()
    guess(fit, "far")
    fit.locator("svg .curve.query").first.wait_for(timeout=READY)
    page.wait_for_timeout(1500)
    assert 0 < step(fit) < 100
    fit.locator(".verdict").wait_for(timeout=READY)
    assert step(fit) == 100
    right, wrong = (fit.locator(f".tiles.query [data-state={kind}]").count() for kind in ("right", "wrong"))
    assert right + wrong == 6
    score = fit.locator(".readout.query").inner_text()
    assert w("overfit.fit.score", right=right, all=6) in score
    expect(page.locator(".growth svg")).to_be_visible(timeout=READY)
    page.wait_for_url(lambda url: "at=100" in url, timeout=READY)


def test_play_pauses_and_the_slider_moves_the_marks(page: Page, board):
    fit = board()
    fit.locator("[data-do=skip]").click()
    fit.locator(".fit .rail .play, .rail .play").first.wait_for(timeout=READY)
    page.wait_for_timeout(900)
    fit.locator(".play").click()
    stopped = step(fit)
    page.wait_for_timeout(1200)
    assert step(fit) == stopped < 100
    fit.locator("input[type=range]").fill("0")
    assert step(fit) == 0
    assert fit.locator(".tiles.support [data-state=right]").count() == 1  # chance: all are called A
    fit.locator("input[type=range]").press("End")
    assert step(fit) == 100


def test_reduced_motion_shows_the_end_at_once_and_stops_what_plays(page: Page, board):
    fit = board()
    page.emulate_media(reduced_motion="reduce")
    fit.locator("[data-do=skip]").click()
    fit.locator(".verdict").wait_for(timeout=READY)
    assert step(fit) == 100 and not page.locator(".fit.playing").count()
    page.emulate_media(reduced_motion="no-preference")
    fit.locator(".play").click()
    page.wait_for_timeout(900)
    assert 0 < step(fit) < 100
    page.emulate_media(reduced_motion="reduce")
    page.wait_for_timeout(900)
    assert step(fit) == 100 and not page.locator(".fit.playing").count()


def test_another_learner_stands_beside_it_and_in_the_address(page: Page, board):
    fit = board()
    page.emulate_media(reduced_motion="reduce")
    fit.locator("[data-do=skip]").click()
    fit.locator("[data-learner=maml]").click(timeout=READY)
    page.wait_for_url(lambda url: "with=maml" in url, timeout=READY)
    expect(fit.locator("[data-learner=maml]")).to_have_attribute("aria-pressed", "true", timeout=READY)
    expect(fit.locator("text.label.learner")).to_contain_text("MAML")


@pytest.mark.parametrize(("way", "shot", "query"), [(5, 1, 5), (20, 5, 5)])
def test_page_fits_a_phone(page: Page, board, way: int, shot: int, query: int):
    page.set_viewport_size({"width": 390, "height": 844})
    fit = board(n=way, k=shot, q=query)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    wide = fit.evaluate("fit => fit.scrollWidth - fit.clientWidth")
    assert wide <= 0


def test_the_chart_fills_its_place_also_when_the_training_was_done_before(page: Page, board):
    for _ in range(2):  # the second time nothing is computed any more, and nothing drawn again
        fit = board()
        fit.locator("[data-do=skip]").click()
        chart = fit.locator("[data-part=chart] svg")
        chart.wait_for(timeout=READY)
        page.wait_for_timeout(500)
        assert chart.bounding_box()["width"] > 0.9 * fit.locator(".story").bounding_box()["width"]


def test_both_pictures_are_kept_as_they_are_shown(page: Page, board, kept_svg):
    fit = board()
    fit.locator("[data-do=skip]").click()
    growth = page.locator(".growth")
    growth.locator("svg").wait_for(timeout=READY)
    for root in (fit, growth):
        root.locator("svg .curve.query").first.wait_for(timeout=READY)
        shown = root.locator("svg .curve.query").first.get_attribute("d")
        assert shown in {node.get("d") for node in kept_svg(root).iter()}
