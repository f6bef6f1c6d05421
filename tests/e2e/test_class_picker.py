"""Choosing the classes of a task, in a browser."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

sync_api = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
expect = sync_api.expect


def test_classes_are_found_picked_and_given_back_by_keyboard(
    page: sync_api.Page, visit: Callable[..., None]
) -> None:
    visit("explorer", n=5, k=1, q=2)
    page.locator(".picker .open").press("Enter")
    window = page.locator(".picker dialog")
    expect(window.locator(".class[data-id=otter]")).to_be_visible()
    use = window.locator("[data-do=use]")
    expect(use).to_be_disabled()
    for name in ("otter", "dog"):
        window.locator("input").fill(name)
        window.locator(f".class[data-id={name}]").press("Enter")
    expect(window.locator(".chosen button")).to_have_count(2)
    use.press("Enter")
    expect(page.locator(".board[data-task*=otter] .labels li")).to_have_count(2)
    expect(page).to_have_url(re.compile("classes=otter%2Cdog"))
    expect(page.get_by_text("Learners saw these in training: dog.")).to_be_visible()

    page.locator(".picker .open").click()
    page.keyboard.press("Escape")
    expect(window).to_be_hidden()
    page.locator(".picker .open").click()
    window.locator("[data-do=draw]").click()
    expect(page).not_to_have_url(re.compile("classes="))
