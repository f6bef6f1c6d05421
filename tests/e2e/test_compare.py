"""Compare in a real browser: guess first, slide, look closer, choose; nothing appears before its time."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from fewshot_app.shared import runs
from fewshot_core.data.datasets import embedded_names

sync_api = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
Page, expect = sync_api.Page, sync_api.expect

PATIENCE = 60_000
DONE = "td.right, td.wrong"


@pytest.fixture
def data() -> str:
    names = [name for name in embedded_names() if {"maml", "protonet"} <= set(runs.learners(name))]
    if not names:
        pytest.skip("no checkpoints of maml and protonet are there yet")
    return names[0]


def open_board(page: Page, visit: Callable[..., None], **params: object) -> None:
    visit("compare", **params)
    page.wait_for_selector(".board .page", timeout=PATIENCE)


def answered(page: Page, visit: Callable[..., None], columns: int, rows: int = 10, **params: object) -> None:
    """The board after the visitor skipped the guess and all learners answered."""
    open_board(page, visit, **params)
    page.click(".board [data-guess=skip]")
    expect(page.locator(DONE)).to_have_count(columns * rows, timeout=PATIENCE)


def scores(page: Page) -> list[str]:
    return page.locator("[data-score] b").all_inner_texts()


def slide_to(page: Page, step: int) -> None:
    page.locator("#step").evaluate(
        "(range, step) => { range.value = step; range.dispatchEvent(new Event('input', { bubbles: true })) }",
        step,
    )


def test_guess_comes_before_the_answers(page: Page, visit: Callable[..., None], lang: str, data: str) -> None:
    open_board(page, visit, lang=lang, data=data, n=5, k=1, q=2, who="maml,protonet")
    assert page.locator(DONE).count() == 0 and page.locator(".holder").count() == 0
    expect(page.locator("td.hidden")).to_have_count(20)
    page.locator(".guess-card .option", has_text="MAML").first.click()
    expect(page.locator(".verdict")).to_contain_text("MAML")
    expect(page.locator(DONE)).to_have_count(20, timeout=PATIENCE)
    assert page.locator(".guess-card").count() == 0


def test_slider_moves_all_in_the_browser_and_its_end_reaches_the_url(
    page: Page, visit: Callable[..., None], data: str
) -> None:
    answered(page, visit, 2, data=data, n=5, k=1, q=2, step=0, who="maml,protonet")
    url, before = page.url, scores(page)
    texts = set()
    for step in range(11):
        slide_to(page, step)
        assert page.locator("output b").inner_text() == str(step)
        texts.add(page.locator(".verdict").inner_text())
    assert page.url == url and len(texts) == 11
    assert scores(page)[1] == before[1]  # ProtoNet has no steps
    page.locator("#step").focus()
    page.keyboard.press("ArrowLeft")
    page.wait_for_url("**step=9*")
    assert page.locator("output b").inner_text() == "9"


def test_thumb_stands_over_the_line_of_the_chart(page: Page, visit: Callable[..., None], data: str) -> None:
    answered(page, visit, 2, data=data, n=5, k=1, q=2, who="maml,protonet")
    box = page.locator("#step").bounding_box()
    assert box is not None
    for step in (0, 4, 10):
        slide_to(page, step)
        page.wait_for_timeout(300)
        thumb = box["x"] + 12 + (box["width"] - 24) * step / 10
        line = page.locator(".cursor").bounding_box()
        assert line is not None and abs(line["x"] + line["width"] / 2 - thumb) < 2


def test_score_counts_the_ticks_of_all_query_images(
    page: Page, visit: Callable[..., None], data: str
) -> None:
    answered(page, visit, 2, data=data, n=5, k=1, q=5, who="maml,protonet")
    page.click("[data-do=all]")
    expect(page.locator("tr.row")).to_have_count(25)
    ticks = [page.locator(f"tr.row td:nth-child({column}).right").count() for column in (2, 3)]
    assert [str(n) for n in ticks] == scores(page)


def test_rows_open_by_keyboard_and_show_all_probabilities(
    page: Page, visit: Callable[..., None], lang: str, data: str
) -> None:
    answered(page, visit, 2, lang=lang, data=data, n=5, k=1, q=2, who="maml,protonet")
    page.locator(".query").first.focus()
    expect(page.locator("tr.row.lit .shares i")).to_have_count(10)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("tr.detail .lines li")).to_have_count(10)
    assert page.locator(".query").nth(1).get_attribute("aria-expanded") == "true"
    page.keyboard.press("Enter")
    expect(page.locator("tr.detail")).to_have_count(0)


def test_chosen_learners_reach_the_url(page: Page, visit: Callable[..., None], data: str) -> None:
    open_board(page, visit, data=data, n=3, k=1, q=2, who="maml,protonet")
    page.click(".chooser summary")
    page.locator(".chooser label", has_text="ProtoNet").click()
    page.click("[data-do=choose]")
    page.wait_for_url("**who=maml*")
    expect(page.locator("th[data-learner]")).to_have_count(1)


def test_polling_stops_when_all_have_answered(page: Page, visit: Callable[..., None], data: str) -> None:
    sent: list[object] = []
    page.on("websocket", lambda socket: socket.on("framesent", lambda frame: sent.append(frame)))
    answered(page, visit, 2, data=data, n=5, k=1, q=2, who="maml,protonet")
    page.wait_for_timeout(2000)
    before = len(sent)
    page.wait_for_timeout(2000)
    assert len(sent) == before


def test_board_is_not_built_anew_while_answers_arrive(
    page: Page, visit: Callable[..., None], data: str
) -> None:
    open_board(page, visit, data=data, n=5, k=1, q=2, seed=99, who="maml,protonet")
    page.locator(".board .support").evaluate("strip => (strip.kept = true)")
    page.click(".board [data-guess=skip]")
    expect(page.locator(DONE)).to_have_count(20, timeout=PATIENCE)
    assert page.locator(".board .support").evaluate("strip => strip.kept === true")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_fits_a_phone(page: Page, visit: Callable[..., None], lang: str, data: str, theme: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    columns = min(6, len(runs.learners(data)))
    who = ",".join(runs.learners(data)[:columns])
    answered(page, visit, columns, lang=lang, theme=theme, data=data, n=5, k=1, q=2, who=who)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    table = page.locator(".table table").bounding_box()
    assert table is not None and table["x"] + table["width"] <= 390
    slider = page.locator(".steps").bounding_box()
    assert slider is not None and slider["y"] + slider["height"] <= 844


def test_the_chart_is_kept_as_it_is_shown(
    page: Page, visit: Callable[..., None], data: str, kept_svg
) -> None:
    answered(page, visit, 2, data=data, n=5, k=1, q=2, step=3, who="maml,protonet")
    shown = page.locator(".series path").first.get_attribute("d")
    kept = kept_svg(page.locator(".board"))
    assert shown in {node.get("d") for node in kept.iter()}


def test_what_is_revealed_belongs_to_the_address(page: Page, visit: Callable[..., None], data: str) -> None:
    answered(page, visit, 2, data=data, n=5, k=1, q=2, who="maml,protonet")
    page.wait_for_url("**seen=1*")
    page.reload()
    expect(page.locator(DONE)).to_have_count(20, timeout=PATIENCE)
    assert page.locator(".guess-card").count() == 0


def test_new_n_and_k_keep_the_answers_in_sight(page: Page, visit: Callable[..., None], data: str) -> None:
    answered(page, visit, 2, data=data, n=5, k=1, q=2, who="maml,protonet")
    page.click('.st-key-task_shot [data-testid="stNumberInputStepUp"]')
    page.wait_for_url("**k=2*")
    page.wait_for_selector(".support.many", timeout=PATIENCE)
    expect(page.locator(DONE)).to_have_count(20, timeout=PATIENCE)
    assert page.locator(".guess-card").count() == 0


def test_differences_are_a_choice_in_the_address(
    page: Page, visit: Callable[..., None], lang: str, data: str
) -> None:
    who = "scratch,maml,protonet"
    answered(page, visit, 3, lang=lang, data=data, n=5, k=1, q=2, step=10, who=who)
    page.click(".views [data-do=differences]")
    page.wait_for_selector(".views select")
    page.locator(".views select").select_option("maml")
    page.wait_for_url("**against=maml*")
    expect(page.locator(".zero")).to_have_count(1)
    expect(page.locator("g.series .curve")).to_have_count(3)
    gap = runs.stored_differences(data, "protonet", "maml", 5, 1)
    assert gap
    mean, half = gap[10]
    said = f"{'−' if mean < 0 else '+'}{abs(100 * mean):.1f} ± {100 * half:.1f}"
    expect(page.locator("th[data-learner=protonet] [data-over] b")).to_have_text(said)
    expect(page.locator(".numbers tbody tr").nth(10).locator("td").nth(1)).to_have_text(said)
    page.reload()
    expect(page.locator(".zero")).to_have_count(1, timeout=PATIENCE)
    page.click(".views [data-do=levels]")
    expect(page.locator(".chance")).to_have_count(1)


@pytest.mark.parametrize("width", [768, 820, 900])
def test_fits_a_tablet(page: Page, visit: Callable[..., None], lang: str, data: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 1180})
    columns = min(6, len(runs.learners(data)))
    who = ",".join(runs.learners(data)[:columns])
    answered(page, visit, columns, lang=lang, data=data, n=5, k=1, q=2, who=who)
    for element in ("document.documentElement", "document.querySelector('[data-testid=stMain]')"):
        assert page.evaluate(f"{element}.scrollWidth") <= width
    table, theme = page.locator(".table table").bounding_box(), page.locator(".theme").bounding_box()
    assert table and theme
    assert table["x"] + table["width"] <= width and theme["x"] + theme["width"] <= width
    slider = page.locator(".steps").bounding_box()
    assert slider is not None and slider["y"] + slider["height"] <= 1180


def test_the_page_says_where_it_stands_while_a_measurement_runs(
    page: Page, visit: Callable[..., None], data: str
) -> None:
    """The board is not drawn anew by the progress of a measurement."""
    answered(page, visit, 1, data=data, n=3, k=7, q=1, who="protonet", rows=3)
    page.locator(".board .support").evaluate("strip => (strip.kept = true)")
    page.click(".st-key-compare_start button")
    expect(page.locator("[data-over] b")).to_have_count(1, timeout=PATIENCE)
    assert page.locator(".board .support").evaluate("strip => strip.kept === true")
