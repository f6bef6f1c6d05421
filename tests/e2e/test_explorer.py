"""The task explorer in a real browser: pictures, shuffling, naming, checking, small screens."""

from __future__ import annotations

from collections.abc import Callable

import pytest

sync_api = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
Page = sync_api.Page

SHOWN = ".board[data-task]"


def open_task(page: Page, visit: Callable[..., None], **params: object) -> None:
    visit("explorer", **params)
    page.wait_for_selector(SHOWN, timeout=30_000)


def shown_task(page: Page) -> str:
    return page.locator(SHOWN).get_attribute("data-task") or ""


@pytest.mark.parametrize(
    ("data", "n", "k", "q"), [("everyday", 5, 3, 6), ("scripts", 2, 1, 5), ("everyday", 20, 10, 8)]
)
def test_task_is_laid_out(
    page: Page, visit: Callable[..., None], lang: str, data: str, n: int, k: int, q: int
) -> None:
    open_task(page, visit, lang=lang, data=data, n=n, k=k, q=q)
    assert page.locator(".support .tile").count() == n * k
    assert page.locator(".query .tile").count() == n * q
    labels = page.locator(".tile").evaluate_all("tiles => tiles.map(tile => tile.getAttribute('aria-label'))")
    assert all(labels)
    assert page.locator(".row").count() == 2 * n


def test_rows_of_both_sets_are_aligned(page: Page, visit: Callable[..., None]) -> None:
    open_task(page, visit, n=5, k=3, q=6)
    middles = """board => ['.support .row', '.query .row', '.labels li'].map(rows =>
        [...board.querySelectorAll(rows)].map(row => row.getBoundingClientRect())
            .map(box => Math.round(box.top + box.height / 2)))"""
    # In one look: the board may fit itself to the window once more, as what is above it grows.
    sets = page.locator(SHOWN).evaluate(middles)
    assert len(sets[0]) == 5 and sets[0] == sets[1] == sets[2]


def test_visitor_names_by_keys_and_clicks_then_checks(
    page: Page, visit: Callable[..., None], lang: str
) -> None:
    open_task(page, visit, lang=lang, n=3, k=1, q=4)
    page.click('[data-do="shuffle"]')
    tiles = page.locator(".query .tile")
    truth = tiles.evaluate_all("tiles => tiles.map(tile => tile.label)")
    classes = page.locator(".labels li b").all_inner_texts()
    hidden = tiles.evaluate_all("tiles => tiles.map(tile => tile.getAttribute('aria-label')).join()")
    assert not any(name in hidden for name in classes)
    for i in range(4):  # rightly, by letter
        tiles.nth(i).focus()
        page.keyboard.press("abc"[truth[i]])
    page.locator("[data-pick]").nth((truth[4] + 1) % 3).click()
    tiles.nth(4).click()  # wrongly, by click
    page.locator("[data-pick]").nth(truth[5]).drag_to(tiles.nth(5))  # rightly, by dragging
    page.click('[data-do="check"]')
    told = page.locator(".progress").inner_text()
    assert "5" in told and "6" in told
    assert page.locator('.tile[data-state="right"]').count() == 5
    assert page.locator('.tile[data-state="wrong"]').count() == 1
    page.click('[data-do="rows"]')
    assert page.locator(".tile[data-state='']").count() == 3 * 5


def test_reload_keeps_the_shuffle_and_the_checked_answers(page: Page, visit: Callable[..., None]) -> None:
    open_task(page, visit, n=3, k=1, q=4, lang="en")
    page.click('[data-do="shuffle"]')
    page.wait_for_url("**shuffled=1*")
    tiles = page.locator(".query .tile")
    order = tiles.evaluate_all("tiles => tiles.map(tile => tile.index)")
    assert order != sorted(order)
    page.reload()
    page.wait_for_selector('.board[data-mode="guess"]')
    assert tiles.evaluate_all("tiles => tiles.map(tile => tile.index)") == order
    for i in (0, 2):
        tiles.nth(i).focus()
        page.keyboard.press("b")
    page.click('[data-do="check"]')
    page.wait_for_url("**seen=1*")
    states = tiles.evaluate_all("tiles => tiles.map(tile => tile.dataset.state)")
    score = page.locator(".progress").inner_text()
    page.reload()
    page.wait_for_selector('.board[data-mode="checked"]')
    assert tiles.evaluate_all("tiles => tiles.map(tile => tile.dataset.state)") == states
    assert page.locator(".progress").inner_text() == score
    page.click('[data-testid="stBaseButton-primary"]')  # another task: shuffled as well, not answered
    page.wait_for_url(lambda url: "seen=1" not in url)
    page.wait_for_selector('.board[data-mode="guess"]')
    page.click('[data-do="shuffle"]')
    page.wait_for_selector('.board[data-mode="rows"]')
    page.wait_for_url("**shuffled=0*")


def test_back_undoes_a_shuffle(page: Page, visit: Callable[..., None]) -> None:
    open_task(page, visit, n=3, k=1, q=4)
    page.click('[data-do="shuffle"]')
    page.wait_for_url("**shuffled=1*")
    page.locator("[data-testid=stApp][data-test-script-state=notRunning]").wait_for()
    page.go_back()
    page.wait_for_selector('.board[data-mode="rows"]')
    page.go_forward()
    page.wait_for_selector('.board[data-mode="guess"]')


def test_arrow_keys_move_and_one_tile_a_set_is_a_tab_stop(page: Page, visit: Callable[..., None]) -> None:
    open_task(page, visit, n=5, k=2, q=5)
    assert page.locator(".support .tile[tabindex='0']").count() == 1
    page.locator(".query .tile").first.focus()
    for key in ("ArrowRight", "ArrowDown", "End"):
        page.keyboard.press(key)
    assert page.locator(".query .tile").last.get_attribute("tabindex") == "0"
    assert page.locator(".tip").is_visible()
    page.keyboard.press("Escape")
    assert not page.locator(".tip").is_visible()


def test_key_chooses_the_split(page: Page, visit: Callable[..., None], lang: str) -> None:
    open_task(page, visit, lang=lang, n=5, k=1, q=5)
    page.click('[data-split="train"]')
    page.wait_for_selector('.board[data-task^="everyday-train-"]')
    assert "split=train" in page.url
    assert page.locator('[data-split="train"]').get_attribute("aria-pressed") == "true"


def test_names_of_all_writing_systems_are_drawn(page: Page, visit: Callable[..., None]) -> None:
    for split, first, last, script in (
        ("test", "\u0e01", "\u17b3", "Thai"),
        ("val", "\u0c05", "\u0c39", "Telugu"),
    ):
        open_task(page, visit, data="scripts", split=split, n=20, k=1, q=1, lang="en")
        names = "".join(page.locator(".labels li b").all_inner_texts())
        assert script in names and any(first <= character <= last for character in names)
        page.wait_for_function(
            "() => [...document.fonts].some(f => f.family.includes('Fewshot') && f.status === 'loaded')"
        )


def test_impossible_form_is_corrected_and_told(page: Page, visit: Callable[..., None], lang: str) -> None:
    open_task(page, visit, lang=lang, n=99, k=1, q=5)
    assert shown_task(page).startswith("everyday-test-20-1-5-")
    assert page.locator('[data-testid="stAlert"]').is_visible()


@pytest.mark.parametrize("n", [2, 5, 20])
def test_phone_needs_no_sideways_scrolling(page: Page, visit: Callable[..., None], lang: str, n: int) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    open_task(page, visit, lang=lang, n=n, k=3, q=6)
    edges = page.locator(".tile").evaluate_all(
        "tiles => Math.max(...tiles.map(t => t.getBoundingClientRect().right))"
    )
    assert edges <= 390


@pytest.mark.parametrize(
    ("width", "n", "k", "q"), [(820, 5, 1, 5), (820, 5, 3, 6), (768, 5, 3, 6), (900, 20, 10, 8)]
)
def test_a_tablet_needs_no_sideways_scrolling(
    page: Page, visit: Callable[..., None], lang: str, width: int, n: int, k: int, q: int
) -> None:
    page.set_viewport_size({"width": width, "height": 1180})
    open_task(page, visit, lang=lang, n=n, k=k, q=q)
    edges = "boxes => Math.max(...boxes.map(box => box.getBoundingClientRect().right))"
    assert page.locator(".frame, .head button, .theme").evaluate_all(edges) <= width


def test_a_new_form_does_not_mount_the_board_anew(page: Page, visit: Callable[..., None]) -> None:
    """Which is what makes it fast; how fast is measured by tests/load/measure.py."""
    open_task(page, visit, n=2, k=1, q=5)
    board = page.locator(SHOWN).element_handle()
    for name in ("way", "shot"):
        before = shown_task(page)
        page.click(f'.st-key-task_{name} [data-testid="stNumberInputStepUp"]')
        page.wait_for_selector(f'{SHOWN}:not([data-task="{before}"])')
    assert board is not None and board.evaluate("node => node.isConnected")
