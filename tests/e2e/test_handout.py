"""A handout on paper: every chapter fits on two pages, and a dark page is printed in the light theme."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from fewshot_app.course.chapters.steps import chapters

sync_api = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")

A_PAGE = re.compile(rb"/Type\s*/Page\b(?!s)")
"""How a PDF names each of its pages."""


@pytest.mark.slow
@pytest.mark.parametrize("chapter", [chapter.id for chapter in chapters()])
def test_a_chapter_is_printed_on_two_pages_at_most(
    page: sync_api.Page, visit: Callable[..., None], lang: str, chapter: str
) -> None:
    visit("chapters", lang=lang, chapter=chapter, handout=1, theme="dark")
    page.locator(".handout article").wait_for()
    assert 1 <= len(A_PAGE.findall(page.pdf(prefer_css_page_size=True, print_background=True))) <= 2
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.evaluate("document.documentElement.dataset.theme") == "light"
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"


def test_the_map_leads_to_a_handout_and_back(page: sync_api.Page, visit: Callable[..., None]) -> None:
    visit("chapters", lang="en")
    page.locator(".chapter .told a").first.click()
    page.locator(".handout article").wait_for()
    page.emulate_media(media="print")
    assert not page.locator(".st-key-header").is_visible() and not page.locator(".print").is_visible()
    page.emulate_media(media="screen")
    page.locator(".print a").click()
    page.locator(".chapter").first.wait_for()
