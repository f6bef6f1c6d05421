"""How a visitor does what a step of the course waits for: with the mouse, or with the keyboard alone."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from fewshot_app.course.chapters.steps import Step

if TYPE_CHECKING:
    from playwright.sync_api import Page

IDLE = "[data-testid=stApp][data-test-script-state=notRunning]"
NUMBERS = ("way", "shot", "query")
SEEN = 1500
"""Milliseconds after which the next image is there and an answer counts."""
MOMENT = 300
"""Milliseconds after which a press has begun to redraw the page: nobody presses twice within less."""


class Hand:
    """How a visitor presses what a page offers: with the mouse, or with the keyboard alone."""

    def __init__(self, page: Page, keyboard: bool) -> None:
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


def stand_still(page: Page) -> None:
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
