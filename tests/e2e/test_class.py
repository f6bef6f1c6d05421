"""A lecturer and a phone in two real browsers: a vote that is made without a net is counted once, later."""

from __future__ import annotations

from collections.abc import Callable

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


@pytest.fixture
def phone(browser: sync_api.Browser):
    """A phone's page; an error of its script fails the test."""
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, locale="en-GB")
    context.add_init_script(f"({PLAIN_HTTP})()")
    page, errors = context.new_page(), []
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    context.close()
    assert not errors, errors


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
