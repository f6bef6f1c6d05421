"""The episode loop in a real browser: it plays, obeys the keys, and leaves the server in peace."""

from __future__ import annotations

import random
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Page

from fewshot_app.shared.text import words
from tests.e2e.film import RECORDED, REST, data_with, frame, rests_at


def test_playing_advances_and_asks_the_server_for_nothing(page: Page, film):
    sent: list[object] = []
    page.on("websocket", lambda socket: socket.on("framesent", lambda data: sent.append(data)))
    loop = film("maml")
    page.locator(".loop[data-complete]").wait_for(timeout=RECORDED)
    page.wait_for_timeout(2000)
    loop.locator("select").select_option("4")
    del sent[:]
    requests: list[str] = []
    page.on(
        "request", lambda request: requests.append(request.url) if request.url.startswith("http") else None
    )
    loop.locator(".play").click()
    before = frame(loop)
    page.wait_for_timeout(4000)
    assert frame(loop) >= before + 4
    assert not sent and not requests
    loop.locator(".play").click()
    stopped = frame(loop)
    rests_at(page, frame=stopped)
    assert frame(loop) == stopped


def test_keys_move_the_film(page: Page, film):
    loop = film("conventional", frame=0)
    loop.focus()
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    assert frame(loop) == 3
    page.keyboard.press("ArrowLeft")
    assert frame(loop) == 2
    page.keyboard.press("End")
    last = frame(loop)
    assert last == int(loop.locator("input[type=range]").get_attribute("max"))
    page.keyboard.press("Home")
    assert frame(loop) == 0
    page.keyboard.press("Space")
    page.wait_for_timeout(2500)
    page.keyboard.press("Space")
    assert 0 < frame(loop) < last


def test_keys_elsewhere_on_the_page_do_nothing(page: Page, film):
    loop = film("conventional", frame=0)
    page.locator("h1").click()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("End")
    assert frame(loop) == 0


def test_scrubber_shows_any_frame_and_puts_it_into_the_address(page: Page, film):
    loop = film("conventional", frame=0)
    loop.locator("input[type=range]").fill("9")
    assert frame(loop) == 9
    rests_at(page, frame=9)


def test_address_opens_at_its_frame(film):
    loop = film("conventional", frame=5)
    assert frame(loop) == 5


def test_switching_the_learner_keeps_the_step(page: Page, film):
    loop = film("maml", "fomaml", "conventional", frame=0)
    page.locator(".loop[data-complete]").wait_for(timeout=RECORDED)
    while loop.get_attribute("data-phase") != "outer":
        loop.locator(".next").click()
    loop.locator("[data-learner=fomaml]").click()
    assert loop.get_attribute("data-phase") == "outer"
    assert "FOMAML" in loop.locator(".code-panel h2").inner_text()
    loop.locator("[data-learner=conventional]").click()
    assert loop.get_attribute("data-phase") == "batch_gradient"
    rests_at(page, learner="conventional")


def test_reduced_motion_shows_frames_in_place(page: Page, film):
    page.emulate_media(reduced_motion="reduce")
    loop = film("conventional", frame=2)
    moving = loop.evaluate(
        """loop => [...loop.querySelectorAll('*')].filter(node => {
             const style = getComputedStyle(node);
             const lasting = style.transitionDuration.split(', ').some(time => parseFloat(time) > 0);
             return style.animationName !== 'none' || lasting;
           }).map(node => node.className)"""
    )
    assert moving == []
    loop.locator(".next").click()
    assert frame(loop) == 3


def test_film_speaks_the_language_of_the_page(film, lang: str):
    loop = film("conventional", frame=0, lang=lang)
    w = words(lang)
    assert loop.locator(".phase").inner_text() == w("loop.phase_batch")
    assert loop.locator(".play").get_attribute("aria-label") == w("loop.play")
    assert loop.locator(".caption [aria-live]").get_attribute("aria-live") == "polite"


def sent_by(page: Page) -> list[object]:
    """Every frame that the page sends to the server from now on."""
    sent: list[object] = []
    page.on("websocket", lambda socket: socket.on("framesent", lambda data: sent.append(data)))
    return sent


@pytest.mark.parametrize(("level", "companion"), [("whole", "alone"), ("episode", "conventional")])
def test_frames_are_drawn_by_the_browser_alone(page: Page, film, level: str, companion: str):
    sent = sent_by(page)
    loop = film("maml", "conventional", level=level, code="values", **{"and": companion})
    page.locator(".loop[data-complete]").wait_for(timeout=RECORDED)
    page.wait_for_timeout(2000)
    loop.locator(".play").click()
    del sent[:]
    before = frame(loop)
    waits = page.evaluate(
        """() => new Promise(done => {
             const waits = []; let last = performance.now(); const end = last + 5000;
             const next = now => { waits.push(now - last); last = now;
               if (now < end) requestAnimationFrame(next); else done(waits.slice(1)) };
             requestAnimationFrame(next) })"""
    )
    assert frame(loop) > before and not sent
    print(f"{level}, {companion}: {1000 / sorted(waits)[len(waits) // 2]:.0f} frames a second (median)")


def test_whole_plays_steps_and_leads_into_an_episode(page: Page, film):
    loop = film("maml", level="whole", frame=3)
    assert frame(loop) == 3 and loop.get_attribute("data-level") == "whole"
    grown = loop.locator(".growing clipPath rect").first
    narrow = float(grown.get_attribute("width"))
    loop.focus()
    page.keyboard.press("End")
    assert float(grown.get_attribute("width")) > narrow
    assert loop.locator(".batch-card.on").count() == 1
    page.keyboard.press("Home")
    page.keyboard.press("Space")
    page.wait_for_timeout(2500)
    page.keyboard.press("Space")
    assert frame(loop) > 3
    rests_at(page, level="whole", frame=frame(loop))
    left = frame(loop)
    loop.locator("[data-level=episode]").click()
    assert loop.locator(".stage").is_visible() and frame(loop) == 0
    rests_at(page, level="episode")
    loop.locator("[data-level=whole]").click()
    assert frame(loop) == left


def test_conventional_training_goes_in_step_beside(page: Page, film):
    loop = film("maml", "conventional", frame=0)
    page.locator(".loop[data-complete]").wait_for(timeout=RECORDED)
    loop.locator(".companion").click()
    beside = loop.locator(".beside")
    assert beside.get_attribute("data-phase") == "batch"
    seen = []
    for _ in range(40):
        loop.locator(".next").click()
        seen.append((loop.get_attribute("data-phase"), beside.get_attribute("data-phase")))
        if seen[-1][0] == "update":
            break
    assert ("outer", "batch_gradient") in seen and seen[-1] == ("update", "batch_update")
    rests_at(page, **{"and": "conventional"})
    loop.locator("[data-level=whole]").click()
    assert loop.locator(".whole-picture .run").count() == 2


@pytest.mark.parametrize("level", ["whole", "episode"])
def test_reduced_motion_moves_nothing_by_itself(page: Page, film, level: str):
    page.emulate_media(reduced_motion="reduce")
    loop = film("maml", level=level, frame=2)
    page.wait_for_timeout(1500)
    assert frame(loop) == 2
    assert page.evaluate("document.getAnimations().filter(a => a.playState === 'running').length") == 0
    loop.locator(".next").click()
    assert frame(loop) == 3
    assert loop.evaluate("loop => loop.getAnimations({ subtree: true }).length") == 0


@pytest.mark.parametrize("level", ["whole", "episode"])
def test_picture_is_saved_as_svg(page: Page, film, level: str):
    loop = film("maml", level=level, frame=4)
    with page.expect_download() as waiting:
        loop.locator(".save").click()
    assert waiting.value.suggested_filename == f"maml-{level}-5.svg"
    text = waiting.value.path().read_text(encoding="utf-8")
    assert text.startswith("<svg") and "blob:" not in text
    assert "var(--fs-" not in text.split("<foreignObject")[0]
    assert "MAML" in ElementTree.fromstring(text).find("{*}text").text


def test_the_step_is_kept_on_the_way_over_conventional_and_the_whole(page: Page, film):
    loop = film("maml", "fomaml", "reptile", "conventional", frame=0)
    page.locator(".loop[data-complete]").wait_for(timeout=RECORDED)
    loop.locator("input[type=range]").fill("9")
    left = frame(loop)
    for learner in ("conventional", "reptile", "fomaml", "conventional", "maml"):
        loop.locator(f"[data-learner={learner}]").click()
    assert frame(loop) == left
    loop.locator("[data-level=whole]").click()
    loop.locator("[data-learner=conventional]").click()
    loop.locator("[data-learner=maml]").click()
    loop.locator("[data-level=episode]").click()
    assert frame(loop) == left


@pytest.mark.parametrize("learner", ["maml", "reptile"])
def test_a_film_plays_to_its_end(page: Page, film, learner: str):
    """How long that takes is the sum of its frames' stays: see ``test_loop_frames.py``."""
    loop = film(learner, n=5, k=1)
    page.locator(".loop[data-complete]").wait_for(timeout=RECORDED)
    loop.locator("select").select_option("4")
    loop.locator(".play").click()
    page.locator(".loop:not(.running)").wait_for(timeout=60_000)
    assert frame(loop) == int(loop.locator("input[type=range]").get_attribute("max"))


def learner_in(url: str) -> str:
    return dict(part.split("=") for part in url.split("?")[1].split("&"))["learner"]


@pytest.mark.parametrize("turns", [4, pytest.param(12, marks=pytest.mark.slow)])
def test_picture_and_address_agree_after_quick_switches(page: Page, film, turns: int):
    """Some switches come while films are still recorded, others when all are there."""
    generator = random.Random(0)
    for turn in range(turns):
        early = turn % 3 == 0
        if early:
            loop = film("maml", "fomaml", "reptile", "conventional", seed=100 + turn, frame=6)
        for _ in range(generator.randint(2, 5)):
            last = generator.choice(("maml", "fomaml", "reptile", "conventional"))
            loop.locator(f"[data-learner={last}]").click()
            page.wait_for_timeout(generator.choice((0, 20, 60, 120, 250)))
        page.locator(".loop[data-complete]").wait_for(timeout=RECORDED)
        rests_at(page, learner=last)
        page.wait_for_timeout(1000)
        assert learner_in(page.url) == last
        assert loop.locator("[data-learner][aria-pressed=true]").get_attribute("data-learner") == last


def test_going_back_shows_the_learner_before(page: Page, film):
    loop = film("maml", "fomaml", "reptile", frame=0)
    page.locator(".loop[data-complete]").wait_for(timeout=RECORDED)
    for learner in ("fomaml", "reptile"):
        loop.locator(f"[data-learner={learner}]").click()
        rests_at(page, learner=learner)
        page.wait_for_timeout(500)
    page.go_back()
    loop.locator("[data-learner=fomaml][aria-pressed=true]").wait_for(timeout=REST)
    rests_at(page, learner="fomaml")


def test_an_old_address_opens_what_it_meant(page: Page, visit):
    visit("loop", data=data_with("reptile"), n=3, k=2, q=2, seed=7, method="reptile", lang="en")
    page.locator(".loop[data-frame] [data-learner=reptile][aria-pressed=true]").wait_for(timeout=RECORDED)
