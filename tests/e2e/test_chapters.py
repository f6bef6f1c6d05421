"""The course in a real browser: steps are done by doing, never by going on, and the browser keeps them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import product

import pytest

from fewshot_app.course.chapters.steps import Step, all_steps, chapters

sync_api = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")

DONE = ".say.finished"
IDLE = "[data-testid=stApp][data-test-script-state=notRunning]"
NUMBERS = ("way", "shot", "query")
FULL = """const keep = Storage.prototype.setItem;
Storage.prototype.setItem = function (key, value) {
  if (key.startsWith("fewshot.course")) throw new DOMException("full");
  return keep.call(this, key, value);
};"""
"""A browser that has no room for the course."""
SHORT = ("why", "task", "beyond")
"""The chapters that are walked by default; all others by ``pytest -m slow tests/e2e/test_chapters.py``."""
SEEN = 1500
"""Milliseconds after which the next image is there and an answer counts."""
MOMENT = 300
"""Milliseconds after which a press has begun to redraw the page: nobody presses twice within less."""
SIZES = {"projector": (1920, 1080), "window": (1280, 720), "phone": (390, 844)}


class Hand:
    """How a visitor presses what a page offers: with the mouse, or with the keyboard alone."""

    def __init__(self, page: sync_api.Page, keyboard: bool) -> None:
        self.page, self.keyboard = page, keyboard

    def press(self, selector: str) -> None:
        """Press the first that is so, as soon as it is there."""
        wanted = self.page.locator(selector).locator("visible=true").first
        if self.keyboard:
            wanted.wait_for(timeout=120_000)
            wanted.focus()
            assert wanted.evaluate("e => e.tabIndex") >= 0, f"{selector} cannot be reached by Tab"
            self.page.keyboard.press("Space" if wanted.get_attribute("type") == "radio" else "Enter")
        else:
            wanted.click(timeout=120_000)


def watch(hand: Hand, wanted: object) -> None:
    """The film of the loop, frame by frame, as far as is wanted and no further."""
    film = hand.page.locator(".loop[data-complete]")
    film.wait_for(timeout=120_000)
    for _ in range(int(str(wanted).removeprefix(">="))):
        if hand.keyboard:
            film.press("ArrowRight")
        else:
            hand.press(".loop .bar [data-move=next]")


def name_one(hand: Hand) -> None:
    """One of the shuffled query images of the explorer is named, and the answer checked."""
    if hand.keyboard:
        hand.page.locator(".query .tile").first.press("a")
    else:
        hand.press("[data-pick]")
        hand.press(".query .tile")
    hand.press("[data-do=check]")


def play(hand: Hand) -> None:
    """A short contest against the learners, in which every image is called A."""
    hand.press("[data-do=start]")
    for _ in range(5):
        hand.page.wait_for_timeout(SEEN)
        hand.page.keyboard.press("a") if hand.keyboard else hand.press("[data-label='0']")


def draw(hand: Hand, wanted: object) -> None:
    """A dot on the paper, which is a drawing."""
    if hand.keyboard:
        hand.page.locator(".paper").press("Space")
        hand.page.keyboard.press("Space")
    else:
        hand.press(".paper")


def slide(hand: Hand, steps: int) -> None:
    """The slider of adaptation steps, so many steps on."""
    slider = hand.page.locator(".stMain input[type=range]").first
    wanted = int(slider.input_value()) + steps
    for _ in range(2 * steps):  # the board may still be on its way from the step before, at another value
        if int(slider.input_value()) >= wanted:
            return
        if hand.keyboard:
            slider.press("ArrowRight")
        else:
            box = slider.bounding_box()
            assert box
            share = wanted / int(slider.get_attribute("max") or 1)
            slider.click(position={"x": 8 + share * (box["width"] - 16), "y": box["height"] / 2})


def raise_number(hand: Hand, name: str, wanted: object) -> None:
    """A number of the task line, one up, or up to five."""
    for _ in range(4 if wanted == ">=5" else 1):
        if hand.keyboard:
            field = hand.page.locator(f".st-key-task_{name} input")
            field.press("ArrowUp")
            field.press("Enter")
        else:
            hand.press(f".st-key-task_{name} [data-testid=stNumberInputStepUp]")
        hand.page.locator(IDLE).wait_for()


def press(selector: str) -> Callable[[Hand, object], None]:
    """Press the first that is so; ``{}`` stands for what is wanted."""
    return lambda hand, wanted: hand.press(selector.format(wanted))


DEEDS: dict[str, Callable[[Hand, object], None]] = {
    "seen": press("[data-guess]:not([data-guess=skip])"),
    "seed": press(".st-key-task_new button"),
    "split": press("[data-split={}]"),
    "side": press(".side.{} .point"),
    "shuffled": press("[data-do=shuffle]"),
    "level": press("[data-level={}]"),
    "companion": press(".loop[data-complete] .companion"),
    "walks": press("[data-do=update]"),
    "learner": press("input[name=learner][value={}]"),
    "points": press("[data-do=add]"),
    "mean": press("[data-show=mean]"),
    "drawn": draw,
    "pictured": press("[data-do=example]"),
    "picture": press("[data-kind=picture][data-value={}]"),
    "against": press("[data-do=differences]"),
    "reached": press(".st-key-train_begin button"),
    "frame": watch,
    "step": lambda hand, wanted: slide(hand, int(str(wanted).removeprefix(">="))),
}
"""How a visitor does what a step waits for, by the choice that it changes; numbers are in NUMBERS."""


def stand_still(page: sync_api.Page) -> None:
    """Wait until nothing is redrawn, which would take a press's target away."""
    page.wait_for_timeout(MOMENT)
    page.locator(IDLE).wait_for()


def act(hand: Hand, step: Step) -> None:
    """Do what the step asks for, by the controls that a visitor has."""
    for name, wanted in step.do.items():
        stand_still(hand.page)
        if name in NUMBERS:
            raise_number(hand, name, wanted)
        elif (step.show, name) == ("explorer", "seen"):
            name_one(hand)
        elif (step.show, name) == ("human", "seen"):
            play(hand)
        else:
            DEEDS[name](hand, wanted)
    if step.options:
        stand_still(hand.page)
        hand.press(f"[data-answer={step.right}]")


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


def test_a_term_is_explained_by_mouse_and_by_keyboard(
    page: sync_api.Page, visit: Callable[..., None]
) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    visit("chapters", lang="zh", chapter="why", part="labels")
    term = page.locator("[data-term=few_shot_learning]")
    term.click()
    card = page.locator(".term-card")
    assert "few-shot learning" in (card.text_content() or "")
    box = card.bounding_box()
    assert box and box["x"] >= 0 and box["x"] + box["width"] <= 390
    assert term.get_attribute("aria-expanded") == "true"
    term.press("Escape")
    card.wait_for(state="hidden")
    term.press("Enter")
    card.wait_for()
    page.locator("h1").click()  # elsewhere
    card.wait_for(state="hidden")
    assert term.get_attribute("aria-expanded") == "false"


def test_an_explanation_stays_within_the_window_and_gives_way_to_the_next(
    page: sync_api.Page, visit: Callable[..., None]
) -> None:
    page.set_viewport_size({"width": 1280, "height": 330})
    visit("chapters", lang="en", chapter="today", part="context")
    first, second = (
        page.locator(f"[data-term='{id}']") for id in ("in_context_learning", "cite:brown2020gpt3")
    )
    card = page.locator(".term-card")
    for term, other, name in ((first, second, "in-context"), (second, first, "Brown")):
        term.click()
        card.filter(has_text=name).wait_for()
        assert term.get_attribute("aria-expanded") == "true"
        assert other.get_attribute("aria-expanded") == "false"
        box = card.bounding_box()
        assert box and box["y"] >= 0 and box["y"] + box["height"] <= 330
    page.keyboard.press("Escape")  # so low a window is covered by an explanation, its term included
    card.wait_for(state="hidden")


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
