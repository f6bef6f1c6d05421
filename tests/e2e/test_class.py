"""Lecturer and phones in real browsers: votes on a bad net, a question, drawings that learners learn from."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import contextmanager

import pytest

sync_api = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")

WAIT = 60_000
PLAIN_HTTP = """() => {
  for (const name of ["randomUUID", "subtle"]) {
    Object.defineProperty(Crypto.prototype, name, { value: undefined });
  }
  for (const name of ["clipboard", "serviceWorker", "mediaDevices", "storage", "locks"]) {
    Object.defineProperty(Navigator.prototype, name, { value: undefined });
  }
  for (const name of ["isSecureContext", "caches", "cookieStore"]) {
    Object.defineProperty(globalThis, name, { value: undefined });
  }
}"""
"""Takes away what a browser keeps for secure addresses, as on a lecture hall's http."""


@contextmanager
def _phone(browser: sync_api.Browser, width: int, locale: str):
    """A phone's page; an error of its script fails the test."""
    context = browser.new_context(viewport={"width": width, "height": 844}, has_touch=True, locale=locale)
    context.add_init_script(f"({PLAIN_HTTP})()")
    page, errors = context.new_page(), []
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    context.close()
    assert not errors, errors


@pytest.fixture
def phone(browser: sync_api.Browser):
    with _phone(browser, 390, "en-GB") as page:
        yield page


@pytest.fixture
def other(browser: sync_api.Browser):
    with _phone(browser, 320, "zh-CN") as page:
        yield page


def test_a_vote_made_without_a_net_is_counted_once_later(
    page: sync_api.Page, phone: sync_api.Page, visit: Callable[..., None], server: str, lang: str
) -> None:
    expect = sync_api.expect
    visit("lecture", lang=lang, n=3, q=1)
    page.locator(".st-key-lecture_enter button").click(timeout=WAIT)
    code = page.locator(".door .code").inner_text(timeout=WAIT)
    phone.goto(f"{server}/join?lang={lang}")
    phone.locator("#code").fill(code.lower())
    phone.locator("form button").click()
    expect(page.locator(".count")).to_contain_text("1", timeout=WAIT)

    page.locator(".st-key-lecture_begin button").click()
    expect(phone.locator(".images li")).to_have_count(3, timeout=WAIT)
    phone.context.set_offline(True)
    for image in range(3):
        phone.locator(f"[data-pick='{image}-{image}']").tap()
    phone.locator("[data-do=send]").tap()
    expect(phone.locator(".net")).not_to_be_empty()
    phone.wait_for_timeout(700)
    assert page.locator(".board").get_attribute("data-voted") == "0"
    phone.context.set_offline(False)
    expect(phone.locator(".counted")).to_be_visible(timeout=WAIT)
    expect(page.locator(".board")).to_have_attribute("data-voted", "1", timeout=WAIT)
    page.emulate_media(color_scheme="dark")  # Streamlit draws the board anew, as the last run left it
    expect(page.locator(".stApp")).to_have_css("color-scheme", "dark")
    page.wait_for_timeout(500)
    assert page.locator(".board").get_attribute("data-voted") == "1"

    phone.reload()  # a phone that begins anew knows what it has voted
    expect(phone.locator(".counted")).to_be_visible(timeout=WAIT)
    page.locator(".st-key-lecture_closed button").click()
    expect(phone.locator(".foot p:not(.counted)")).to_be_visible(timeout=WAIT)
    page.locator(".st-key-lecture_revealed button").click()
    expect(phone.locator(".option.right")).to_have_count(3, timeout=WAIT)
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390
    expect(page.locator(".card .right")).to_have_count(3, timeout=WAIT)
    expect(page.locator(".st-key-lecture_outcome_chart .js-plotly-plot")).to_be_visible(timeout=WAIT)
    expect(page.locator(".fs-numbers tbody")).to_contain_text("MAML")

    page.locator("[data-testid=stPopover] button").click()
    page.locator(".st-key-lecture_close button").click()
    expect(phone.locator(".images")).to_have_count(0, timeout=WAIT)


def _draw(phone: sync_api.Page, points: list[tuple[float, float]]) -> None:
    """A stroke on the phone's paper, by shares of its width."""
    box = phone.locator(".paper").bounding_box()
    assert box
    at = [(box["x"] + x * box["width"], box["y"] + y * box["height"]) for x, y in points]
    phone.mouse.move(*at[0])
    phone.mouse.down()
    for x, y in at[1:]:
        phone.mouse.move(x, y, steps=4)
    phone.mouse.up()


def test_two_phones_answer_a_question_and_draw_what_learners_learn_from(
    page: sync_api.Page, phone: sync_api.Page, other: sync_api.Page, visit: Callable[..., None], server: str
) -> None:
    expect = sync_api.expect
    visit("lecture", lang="en", ask="question", chapter="task", question="task-unseen", n=2)
    page.locator(".st-key-lecture_enter button").click(timeout=WAIT)
    code = page.locator(".door .code").inner_text(timeout=WAIT)
    for each in (phone, other):
        each.goto(f"{server}/join/{code}")
    expect(page.locator(".count")).to_contain_text("2", timeout=WAIT)
    expect(page.locator(".preview .choices li")).to_have_count(4, timeout=WAIT)
    page.locator(".st-key-lecture_begin button").click()

    for each, option in ((phone, 0), (other, 1)):
        expect(each.locator("h1")).to_be_visible(timeout=WAIT)
        each.locator(f"[data-pick='0-{option}']").tap(timeout=WAIT)
        each.locator("[data-do=send]").tap()
        expect(each.locator(".counted")).to_be_visible(timeout=WAIT)
    assert "class" in phone.locator("h1").inner_text() and "类别" in other.locator("h1").inner_text()
    expect(page.locator(".board")).to_have_attribute("data-voted", "2", timeout=WAIT)
    page.locator(".st-key-lecture_closed button").click()
    expect(phone.locator(".why")).to_have_count(0)
    page.locator(".st-key-lecture_revealed button").click()
    for each in (phone, other):
        expect(each.locator(".option .why")).to_have_count(4, timeout=WAIT)
        expect(each.locator(".option.right")).to_have_count(1)
    expect(page.locator(".choices .why")).to_have_count(4, timeout=WAIT)

    page.goto(f"{server}/lecture?lang=en&ask=drawing&n=2&classes=lion,piano")
    page.locator(".st-key-lecture_begin button").click(timeout=WAIT)
    for each in (phone, other):
        expect(each.locator(".paper")).to_be_visible(timeout=WAIT)
    assert phone.locator("h1").inner_text() != other.locator("h1").inner_text()
    _draw(phone, [(0.2, 0.2), (0.8, 0.2), (0.8, 0.8)])
    _draw(phone, [(0.3, 0.5), (0.6, 0.7)])
    phone.locator("[data-do=undo]").tap()
    phone.reload()  # what is drawn is kept until it is sent
    expect(phone.locator(".paper [data-part=ink] path")).to_have_count(1, timeout=WAIT)
    _draw(other, [(0.5, 0.1), (0.1, 0.9), (0.9, 0.9), (0.5, 0.1)])
    other.context.set_offline(True)
    for each in (phone, other):
        each.locator("[data-do=draw]").tap()
        assert each.evaluate("document.documentElement.scrollWidth") <= each.viewport_size["width"]
    expect(phone.locator(".counted")).to_be_visible(timeout=WAIT)
    expect(page.locator(".sketch")).to_have_count(1, timeout=WAIT)
    other.context.set_offline(False)
    expect(other.locator(".counted")).to_be_visible(timeout=WAIT)
    expect(page.locator(".sketch")).to_have_count(2, timeout=WAIT)

    page.locator(".st-key-lecture_closed button").click()
    expect(page.locator(".sketch.taught")).to_have_count(2, timeout=WAIT)
    page.locator(".sketch").first.click()
    expect(page.locator(".sketch.out")).to_have_count(1, timeout=WAIT)
    expect(page.locator(".st-key-lecture_revealed")).to_have_count(0, timeout=WAIT)
    page.locator(".sketch").first.click()
    page.locator(".st-key-lecture_revealed button").click(timeout=WAIT)
    expect(page.locator(".fs-numbers tbody")).to_contain_text("MAML", timeout=WAIT)
    expect(page.locator(".fs-numbers tbody")).to_contain_text("16 images")

    page.goto(f"{server}/explorer?lang=en&n=3&seed=7")  # whoever has a room is led back to it
    page.locator(".fs-invite a").click(timeout=WAIT)
    expect(page.locator(".door .code")).to_have_text(code, timeout=WAIT)
    expect(page.locator(".st-key-lecture_ask input[aria-label='N way']")).to_have_value("3", timeout=WAIT)
