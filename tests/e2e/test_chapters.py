"""The course in a real browser: steps are done by doing, never by going on, and the browser keeps them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import product

import pytest

from fewshot_app.course.chapters.steps import Step, all_steps, chapters
from tests.e2e.deeds import IDLE, Hand, act, watch

sync_api = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")

DONE = ".say.finished"
FULL = """const keep = Storage.prototype.setItem;
Storage.prototype.setItem = function (key, value) {
  if (key.startsWith("fewshot.course")) throw new DOMException("full");
  return keep.call(this, key, value);
};"""
"""A browser that has no room for the course."""
SHORT = ("why", "task", "beyond")
"""The chapters that are walked by default; all others by ``pytest -m slow tests/e2e/test_chapters.py``."""
SIZES = {"projector": (1920, 1080), "window": (1280, 720), "phone": (390, 844)}


def walks() -> Iterator[object]:
    """Chapter, language, size of the window, and whether by keyboard alone; most are slow."""
    for chapter, lang in zip(chapters(), ("en", "zh") * 4, strict=False):
        marks = () if chapter.id in SHORT else pytest.mark.slow
        yield pytest.param(chapter.id, lang, "window", False, marks=marks)
    for chapter, lang in product(chapters(), ("en", "zh")):
        for size, keyboard in (("projector", True), ("phone", False)):
            yield pytest.param(chapter.id, lang, size, keyboard, marks=pytest.mark.slow)


@pytest.mark.parametrize(("chapter", "lang", "size", "keyboard"), list(walks()))
def test_a_chapter_is_walked_by_doing(
    page: sync_api.Page, visit: Callable[..., None], chapter: str, lang: str, size: str, keyboard: bool
) -> None:
    steps = next(each.steps for each in chapters() if each.id == chapter)
    hand = Hand(page, keyboard)
    page.set_viewport_size(dict(zip(("width", "height"), SIZES[size], strict=True)))
    visit("chapters", lang=lang, chapter=chapter)
    for step in steps:
        page.locator(f"[data-go='{step.key}'][aria-current=step]").wait_for(state="attached")
        if step is not steps[0]:  # no visitor is faster than the address, unless the machine is far too busy
            page.wait_for_url(lambda url, part=step.id: f"part={part}" in url)
        assert not page.locator(DONE).count(), step.key
        act(hand, step)
        page.locator(DONE).wait_for(timeout=120_000)  # a training takes 20 seconds, besides its start
        page.locator(IDLE).wait_for()
        hand.press(".step-bar .next")
    page.wait_for_timeout(500)  # the last step is kept before the page is left
    visit("chapters", lang=lang)
    page.locator(".course-map").wait_for()
    marks = page.locator(f".course-map .chapter [data-go^='{chapter}.']").all_text_contents()
    assert len(marks) == len(steps) and all(mark.startswith("✓") for mark in marks)


FILMED = [step for step in all_steps() if "frame" in step.do]


@pytest.mark.parametrize("step", FILMED, ids=lambda step: step.key)
def test_a_film_counts_as_watched_when_the_weights_move(
    page: sync_api.Page, visit: Callable[..., None], step: Step
) -> None:
    """As its sentence says: at the frame that the step waits for, an update happens."""
    visit("chapters", lang="en", chapter=step.chapter, part=step.id)
    phase = page.locator(".loop .phase").first
    watch(Hand(page, keyboard=True), int(step.do["frame"].removeprefix(">=")) - 1)
    assert "update" not in (phase.text_content() or "")
    page.keyboard.press("ArrowRight")
    assert "update" in (phase.text_content() or "")
    if step.options:
        page.locator(f"[data-answer={step.right}]").click()
    page.locator(DONE).wait_for()


def test_going_on_is_no_deed(page: sync_api.Page, visit: Callable[..., None]) -> None:
    visit("chapters", lang="en", chapter=all_steps()[0].chapter)
    page.locator(".step-bar .next").click()
    page.locator(f"[data-go='{all_steps()[1].key}'][aria-current=step]").wait_for(state="attached")
    kept = page.evaluate("JSON.parse(localStorage.getItem('fewshot.course'))")
    assert kept["done"] == {} and kept["last"] == all_steps()[1].key


def test_a_wrong_answer_says_why(page: sync_api.Page, visit: Callable[..., None], lang: str) -> None:
    step = next(each for each in all_steps() if each.options)
    visit("chapters", lang=lang, chapter=step.chapter, part=step.id)
    wrong = next(option for option in step.options if option != step.right)
    page.locator(f"[data-answer={wrong}]").press("Enter")
    assert page.locator(".why").text_content()
    assert page.locator(f"[data-answer={wrong}].wrong").count() == 1
    assert page.locator(f"[data-answer={step.right}].right").count() == 1


def test_without_storage_nothing_is_lost_until_the_page_is_left(
    page: sync_api.Page, visit: Callable[..., None]
) -> None:
    page.add_init_script(FULL)
    step = all_steps()[0]
    visit("chapters", lang="en", chapter=step.chapter)
    page.locator(f"[data-answer={step.right}]").click()
    page.locator(DONE).wait_for()
    page.locator(".step-bar .lost").wait_for()


def test_an_unknown_step_is_told_and_the_map_is_shown(
    page: sync_api.Page, visit: Callable[..., None], lang: str
) -> None:
    visit("chapters", lang=lang, chapter="why", part="nowhere")
    page.locator(".course-map .chapter").first.wait_for()
    assert "why/nowhere" in (page.locator("[data-testid=stAlert]").text_content() or "")


def test_a_presentation_is_driven_by_keys(page: sync_api.Page, visit: Callable[..., None]) -> None:
    first, second = all_steps()[:2]
    visit("chapters", lang="en", chapter=first.chapter, present=1)
    page.locator(f"[data-go='{first.key}'][aria-current=step]").wait_for(state="attached")
    page.wait_for_function("() => document.documentElement.hasAttribute('data-present')")
    assert not page.locator(".st-key-header").is_visible()
    page.keyboard.press("PageDown")
    page.locator(f"[data-go='{second.key}'][aria-current=step]").wait_for(state="attached")
    page.keyboard.press("b")
    page.locator("#fewshot-black").wait_for()
    page.keyboard.press("b")
    page.locator("#fewshot-black").wait_for(state="detached")
    page.keyboard.press("PageUp")
    page.locator(f"[data-go='{first.key}'][aria-current=step]").wait_for(state="attached")
    page.keyboard.press("Escape")
    page.locator(".st-key-header").wait_for()


@pytest.mark.parametrize("width", [390, 768, 820, 900])
def test_rows_of_digits_stay_in_their_column(
    page: sync_api.Page, visit: Callable[..., None], width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 1180})
    visit("chapters", chapter="why", part="digits", lang="en")
    page.locator(".digits.machine span").first.wait_for()
    outside = page.locator(".digits span").evaluate_all(
        """rows => rows.filter(row => {
             const column = row.closest(".drawn > div").getBoundingClientRect().right + 1;
             const ends = [row, ...row.children].map(part => part.getBoundingClientRect().right);
             return Math.max(...ends) > column; }).length"""
    )
    assert outside == 0
