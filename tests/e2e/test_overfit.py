"""Over-fitting in a real browser: guess, play, scrub, and no motion where none is wanted."""

from __future__ import annotations

import re
from collections.abc import Callable
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Locator, Page, expect

from fewshot_app.shared.text import words
from fewshot_core.training.checkpoints import checkpoint_names

READY = 60_000  # ms: a busy machine trains slowly
GROWTH = ".st-key-overfit_growth_by_k_chart .js-plotly-plot svg.main-svg"
pytestmark = pytest.mark.skipif("everyday/scratch" not in checkpoint_names(), reason="no checkpoints")


@pytest.fixture
def board(page: Page, visit: Callable[..., None]) -> Callable[..., Locator]:
    """Open the page and wait for the question."""

    def open_board(**params: object) -> Locator:
        visit("overfit", **({"n": 3, "k": 1, "q": 2, "seed": 7, "lang": "en"} | params))
        found = page.locator(".overfit")
        found.locator(".guess-card").wait_for(timeout=READY)
        return found

    return open_board


def guess(board: Locator, value: str) -> None:
    board.locator(f"[data-guess={value}]").click()


def step(board: Locator) -> int:
    return int(board.get_attribute("data-step") or 0)


def test_guess_then_the_training_plays_to_its_end(page: Page, board, lang: str):
    fit, w = board(lang=lang), words(lang)
    assert not fit.locator("[data-state]").count() and not page.locator(GROWTH).count()
    guess(fit, "far")
    fit.locator("svg .curve.query").first.wait_for(timeout=READY)
    # The charts' script may come first on a busy machine.
    expect(fit).not_to_have_attribute("data-step", "0", timeout=READY)
    assert 0 < step(fit) < 100
    fit.locator(".verdict").wait_for(timeout=READY)
    assert step(fit) == 100
    right, wrong = (fit.locator(f".tiles.query [data-state={kind}]").count() for kind in ("right", "wrong"))
    assert right + wrong == 6
    score = fit.locator(".readout.query").inner_text()
    assert w("overfit.fit.score", right=right, all=6) in score
    expect(page.locator(GROWTH).first).to_be_visible(timeout=READY)
    page.wait_for_url(lambda url: "at=100" in url, timeout=READY)


def test_play_pauses_and_the_slider_moves_the_marks(page: Page, board):
    fit = board()
    fit.locator("[data-guess=skip]").click()
    fit.locator(".rail .play").wait_for(timeout=READY)
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
    fit.locator("[data-guess=skip]").click()
    fit.locator(".verdict").wait_for(timeout=READY)
    assert step(fit) == 100 and not page.locator(".overfit.playing").count()
    page.emulate_media(reduced_motion="no-preference")
    fit.locator(".play").click()
    expect(fit).to_have_attribute("data-step", re.compile(r"^[1-9]\d?$"))
    page.emulate_media(reduced_motion="reduce")
    page.wait_for_timeout(900)
    assert step(fit) == 100 and not page.locator(".overfit.playing").count()


def test_another_learner_stands_beside_it_and_in_the_address(page: Page, board):
    fit = board()
    page.emulate_media(reduced_motion="reduce")
    fit.locator("[data-guess=skip]").click()
    fit.locator("[data-learner=maml]").click(timeout=READY)
    page.wait_for_url(lambda url: "with=maml" in url, timeout=READY)
    expect(fit.locator("[data-learner=maml]")).to_have_attribute("aria-pressed", "true", timeout=READY)
    expect(fit.locator("svg.curves")).to_contain_text("MAML")


def test_the_result_stays_in_sight_with_another_task_and_after_a_reload(page: Page, board):
    fit = board()
    page.emulate_media(reduced_motion="reduce")
    guess(fit, "far")
    fit.locator(".verdict").wait_for(timeout=READY)
    page.wait_for_url(lambda url: "seen=1" in url and "at=100" in url, timeout=READY)
    page.click('.st-key-task_way [data-testid="stNumberInputStepUp"]')
    page.wait_for_url(lambda url: "n=4" in url and "seen=1" in url)
    expect(fit.locator(".name")).to_have_count(4)
    fit.locator(".verdict").wait_for(timeout=READY)
    assert not fit.locator(".guess-card").count()
    fit.locator("input[type=range]").fill("9")
    fit.locator("input[type=range]").dispatch_event("change")
    page.wait_for_url(lambda url: "at=13" in url, timeout=READY)
    page.reload()
    fit.locator(".verdict").wait_for(timeout=READY)
    assert step(fit) == 13 and not fit.locator(".guess-card").count()
    expect(page.locator(GROWTH).first).to_be_visible(timeout=READY)


def test_a_row_of_the_growth_table_opens_such_a_task(page: Page, board):
    fit = board()
    fit.locator("[data-guess=skip]").click()
    page.locator(".fs-numbers summary").click(timeout=READY)
    page.locator(".fs-numbers tbody a", has_text="3").first.click()
    page.wait_for_url(lambda url: "n=5" in url and "k=3" in url and "seen=1" in url, timeout=READY)
    expect(fit.locator(".name")).to_have_count(5)


@pytest.mark.parametrize(
    ("width", "way", "shot", "query"), [(390, 5, 1, 5), (390, 20, 5, 5), (820, 5, 1, 5), (820, 20, 5, 5)]
)
def test_page_fits_a_phone_and_a_tablet(page: Page, board, width: int, way: int, shot: int, query: int):
    page.set_viewport_size({"width": width, "height": 844})
    fit = board(n=way, k=shot, q=query)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.locator("[data-testid=stMain]").evaluate("main => main.scrollWidth") <= width
    wide = fit.evaluate("fit => fit.scrollWidth - fit.clientWidth")
    assert wide <= 0


def test_the_chart_fills_its_place_also_when_the_training_was_done_before(page: Page, board):
    for _ in range(2):  # the second time nothing is computed any more, and nothing drawn again
        fit = board()
        fit.locator("[data-guess=skip]").click()
        chart = fit.locator("[data-part=chart] svg")
        chart.wait_for(timeout=READY)
        page.wait_for_timeout(500)
        assert chart.bounding_box()["width"] > 0.9 * fit.locator(".story").bounding_box()["width"]


def test_both_pictures_are_kept_as_they_are_shown(page: Page, board, kept_svg):
    fit = board()
    fit.locator("[data-guess=skip]").click()
    growth = page.locator(GROWTH).first
    growth.wait_for(timeout=READY)
    fit.locator("svg .curve.query").first.wait_for(timeout=READY)
    shown = fit.locator("svg .curve.query").first.get_attribute("d")
    assert shown in {node.get("d") for node in kept_svg(fit).iter()}
    lines = growth.locator(".scatterlayer .js-line").evaluate_all("all => all.map(l => l.getAttribute('d'))")
    with page.expect_download() as download:
        page.locator(".tools [data-save=svg]").click()
    kept = ElementTree.parse(download.value.path()).getroot()
    assert lines and set(lines) <= {node.get("d") for node in kept.iter()}
