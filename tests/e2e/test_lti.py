"""A course's page launches the app in a frame of another site, in a browser that blocks cookies there."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator

import pytest

from fewshot_app.course.chapters.steps import all_steps
from fewshot_app.course.quiz.sets import CHECK
from fewshot_app.lti.config import NAMED
from fewshot_app.lti.keys import FILE, make
from tests.app.lti.platform import DEEP, Platform, served
from tests.app.lti.test_launch import begun
from tests.e2e.conftest import CHROMIUM, FLAGS, free_port, serve

sync_api = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")

WAIT, LAUNCHED = 60_000, 20_000
COOKIE = "document.cookie = 'kept=1; SameSite=None; Secure'; document.cookie"


@pytest.fixture(scope="module")
def platform(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Platform]:
    """A platform at localhost, and the app at 127.0.0.1: two sites for a browser."""
    folder, port, own = tmp_path_factory.mktemp("lti"), free_port(), free_port()
    found = Platform(f"http://localhost:{own}", f"http://127.0.0.1:{port}")
    make(folder, found.tool)
    with (folder / FILE).open("a") as file:
        file.write(found.entry())
    named = {NAMED: str(folder / FILE), "FEWSHOT_STORE": str(folder), "FEWSHOT_FRAME_ANCESTORS": found.url}
    with served(found.app(), own, "localhost"):
        for _ in serve(os.environ | named, port):
            yield found


@pytest.fixture(scope="module")
def strict(
    browser: sync_api.Browser, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[sync_api.BrowserContext]:
    """A browser that is set to block cookies of third parties."""
    profile = tmp_path_factory.mktemp("profile")
    (profile / "Default").mkdir()
    settings = {"profile": {"block_third_party_cookies": True, "cookie_controls_mode": 1}}
    (profile / "Default" / "Preferences").write_text(json.dumps(settings))
    context = browser.browser_type.launch_persistent_context(
        profile,
        executable_path=CHROMIUM,
        args=list(FLAGS),
        viewport={"width": 1280, "height": 720},
        locale="en-GB",
    )
    yield context
    context.close()


@pytest.fixture
def page(strict: sync_api.BrowserContext, platform: Platform) -> Iterator[sync_api.Page]:
    """A page of that browser; an error of a script fails the test."""
    errors: list[str] = []
    found = strict.new_page()
    found.on("pageerror", lambda error: errors.append(str(error)))
    platform.links.clear()
    platform.scores.clear()
    platform.custom, platform.down = {}, 0
    yield found
    found.close()
    assert not errors, errors


def framed(page: sync_api.Page, platform: Platform, kind: str) -> sync_api.FrameLocator:
    """Launch the app in the course's frame.

    A busy browser now and then shows the frame of the other site, and its driver finds nothing in it: a
    launch that cannot be read is begun anew.
    """
    inside = page.frame_locator("iframe")
    for last in (False, False, True):
        page.goto(f"{platform.url}/course/{kind}")
        try:
            inside.locator("h1, .quiz, .step-card").first.wait_for(
                state="attached", timeout=WAIT if last else LAUNCHED
            )
            break
        except sync_api.TimeoutError:
            if last:
                raise
    return inside


def wait_for(page: sync_api.Page, found: list[object]) -> None:
    for _ in range(300):
        if found:
            return
        page.wait_for_timeout(100)
    pytest.fail("the platform heard nothing")


def test_a_teacher_picks_a_check_and_a_student_answers_it(page: sync_api.Page, platform: Platform) -> None:
    inside = framed(page, platform, "deep")
    inside.locator("summary").filter(has_text="Quiz").click()
    inside.locator("input[value='quiz?set=why']").check()
    inside.locator("button").click()
    inside.locator("h1", has_text="Added").wait_for()
    (link,) = platform.links[0][f"{DEEP}content_items"]
    assert link["lineItem"]["scoreMaximum"] == CHECK

    platform.custom, platform.down = link["custom"], 1
    inside = framed(page, platform, "resource")
    inside.locator(".quiz .options").wait_for(timeout=WAIT)
    frame = page.frames[1]
    assert frame.evaluate(COOKIE) == "", "the browser keeps no cookie of the frame"
    assert not frame.locator("header.bar").is_visible() and "lti=" not in frame.url
    sync_api.expect(inside.locator("#fewshot-lti")).to_contain_text("Counts in your course")
    for _ in range(CHECK):
        inside.locator(".quiz .options button").first.click()
        inside.locator(".quiz [data-do=next]").click()
    wait_for(page, platform.scores)
    (score,) = platform.scores
    assert inside.locator(".quiz h2").inner_text().startswith(f"{score['scoreGiven']} of {CHECK}")
    sync_api.expect(inside.locator("#fewshot-lti")).to_contain_text(f"{score['scoreGiven']} of {CHECK}")


def test_a_step_that_is_done_is_told(page: sync_api.Page, platform: Platform) -> None:
    step = next(step for step in all_steps() if step.options and not step.do)
    platform.custom = {"target": f"chapters?chapter={step.chapter}&part={step.id}&lang=zh"}
    inside = framed(page, platform, "resource")
    inside.locator(".step-card [data-answer]").first.click(timeout=WAIT)
    wait_for(page, platform.scores)
    assert [(each["scoreGiven"], each["scoreMaximum"]) for each in platform.scores] == [(1, 1)]
    sync_api.expect(inside.locator("#fewshot-lti")).to_contain_text("课程已收到结果")


def test_a_frame_that_forgets_leads_to_a_window_that_does_not(
    page: sync_api.Page, platform: Platform
) -> None:
    step = next(step for step in all_steps() if step.options and not step.do)
    platform.custom = {"target": f"chapters?chapter={step.chapter}&part={step.id}"}
    inside = framed(page, platform, "resource")
    with page.expect_popup() as opened:
        inside.locator("#fewshot-lti button").click(timeout=WAIT)
    window = opened.value
    window.locator(".step-card [data-answer]").first.click(timeout=WAIT)
    wait_for(page, platform.scores)
    assert "lti=" not in window.url and not window.locator("#fewshot-lti button").count()
    window.reload()
    window.locator(".step-card .why").wait_for(timeout=WAIT)  # what was answered is kept there
    sync_api.expect(window.locator("#fewshot-lti")).to_contain_text("1 of 1", timeout=WAIT)
    window.evaluate("localStorage.clear()")
    window.close()


def test_a_used_ticket_shows_the_page_and_says_that_nothing_counts(
    page: sync_api.Page, platform: Platform
) -> None:
    page.goto(f"{platform.tool}/quiz?set=why&lang=en#lti=used")
    page.locator(".quiz .options").wait_for(timeout=WAIT)
    assert "kept=1" in page.evaluate(COOKIE), "the same cookie is kept where the app is no third party"
    sync_api.expect(page.locator("#fewshot-lti")).to_contain_text("used already")


def test_a_launch_begun_in_another_browser_leads_nowhere(page: sync_api.Page, platform: Platform) -> None:
    """Else somebody's result could be entered as another's, by having their browser send one's own launch."""
    asked = begun(platform)
    fields = {"id_token": platform.signed(platform.claims(asked["nonce"])), "state": asked["state"]}
    form = "".join(f"<input name={name} value='{value}'>" for name, value in fields.items())
    page.goto("about:blank")
    page.set_content(f"<form method=post action={platform.tool}/lti/launch>{form}<button>Go</button></form>")
    page.locator("button").click()
    page.locator("h1").wait_for()
    assert page.url.endswith("/lti/launch") and "another browser" in page.locator("p").inner_text()
