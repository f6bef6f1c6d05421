"""The quiz in a real browser: a whole check by keyboard, kept over a reload."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from fewshot_app.course.quiz.sets import CHECK

sync_api = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")


def test_a_check_is_taken_by_keyboard_and_kept(
    page: sync_api.Page, visit: Callable[..., None], lang: str
) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    visit("quiz", lang=lang)
    page.locator("[data-set=task]").press("Enter")
    page.wait_for_url("**set=task*")
    for place in range(CHECK):
        page.locator(".count", has_text=str(place + 1)).first.wait_for()
        page.locator("[data-option='0']").press("Enter")
        assert page.locator(".why").text_content()
        assert page.locator(".option.right").count() == 1
        page.keyboard.press("Enter")  # the focus has gone on to the next question's button
    page.locator("[data-do=again]").wait_for()
    told = page.locator(".quiz h2").text_content()
    page.reload()
    page.locator("[data-do=again]").wait_for()
    assert page.locator(".quiz h2").text_content() == told
    page.locator("[data-do=again]").click()
    page.locator("[data-option='0']").wait_for()


def test_without_storage_the_quiz_goes_on_and_says_so(
    page: sync_api.Page, visit: Callable[..., None]
) -> None:
    page.add_init_script("""const keep = Storage.prototype.setItem;
    Storage.prototype.setItem = function (key, value) {
      if (key.startsWith("fewshot.quiz")) throw new DOMException("full");
      return keep.call(this, key, value);
    };""")
    visit("quiz", lang="en", set="why")
    for _ in range(CHECK):
        page.locator("[data-option='0']").click()
        page.locator("[data-do=next]").click()
    assert "keeps nothing" in (page.locator(".quiz").text_content() or "")
