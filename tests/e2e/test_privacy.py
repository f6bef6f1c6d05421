"""The privacy page has no font with it: each language is drawn by fonts of its own."""

from __future__ import annotations

from collections.abc import Callable

import pytest

sync_api = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")

WIDTHS = """() => {
  const found = [];
  const texts = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
  for (let text = texts.nextNode(); text; text = texts.nextNode()) {
    for (const { index } of text.data.matchAll(/[\\u2018\\u2019\\u201c\\u201d]/g)) {
      const range = document.createRange();
      range.setStart(text, index);
      range.setEnd(text, index + 1);
      const size = parseFloat(getComputedStyle(text.parentElement).fontSize);
      found.push(range.getBoundingClientRect().width / size);
    }
  }
  return found;
}"""
"""How wide every quotation mark and apostrophe is, in parts of the height of its letters."""


def test_english_quotation_marks_are_no_wider_than_letters(
    page: sync_api.Page, visit: Callable[..., None]
) -> None:
    """A Chinese font draws them as wide as a Chinese character, 1: it must not come first."""
    visit("privacy", lang="en")
    widths = page.evaluate(WIDTHS)
    assert widths and max(widths) < 0.7
