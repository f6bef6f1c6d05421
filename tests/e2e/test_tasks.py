"""The data set of tasks in a real browser: guess, point at rows, open one of them elsewhere."""

from __future__ import annotations

from collections.abc import Callable

import pytest

sync_api = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")

PRESSED = ".point[aria-pressed=true]"


def test_a_visitor_guesses_points_and_opens_that_very_task(
    page: sync_api.Page, visit: Callable[..., None]
) -> None:
    visit("tasks", lang="zh")
    page.locator("[data-guess=none]").click()
    page.locator(".line b").first.wait_for()
    lowest = page.locator(".row .set").last.bounding_box()
    assert lowest and lowest["y"] + lowest["height"] <= 720  # all rows on a projector's screen

    page.locator(".side.test .query").nth(1).click(force=True)  # anywhere in the row: its button covers it
    page.wait_for_url("**side=test*")
    assert page.locator(PRESSED).get_attribute("data-seed") == "43"
    assert page.locator(".chosen li").count() == 5 and page.locator(".chosen a").count() == 5
    page.locator(".side.train .point").nth(2).focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**side=train*")
    assert page.locator(".chosen a").count() == 1
    names = page.locator(".chosen li").all_inner_texts()

    page.locator(".chosen a").click()
    page.locator(".board[data-task=everyday-train-5-1-2-44]").wait_for()
    assert [name[1:].strip() for name in names] == page.locator(".labels li b").all_inner_texts()
    page.go_back()
    page.locator(PRESSED).wait_for()
    assert page.locator(PRESSED).get_attribute("data-seed") == "44"
