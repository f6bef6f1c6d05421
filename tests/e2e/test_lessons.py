"""A lesson in a real browser: two views are added, ordered, played, and shown to students."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from fewshot_app.course.chapters.lessons.form import read_lesson
from fewshot_app.course.chapters.lessons.packed import pack

sync_api = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")

IDLE = "[data-testid=stApp][data-test-script-state=notRunning]"
ADD = ".foot [data-do=add]"


def kept(page: sync_api.Page) -> dict:
    return json.loads(page.evaluate("localStorage.getItem('fewshot.lesson')") or "{}")


def add(page: sync_api.Page, number: int) -> None:
    page.locator(ADD).click()
    page.locator(".foot a").wait_for()
    page.wait_for_function(
        "number => JSON.parse(localStorage.getItem('fewshot.lesson')).item.length === number", arg=number
    )


def test_two_views_become_a_lesson_that_is_played_and_hidden_for_students(
    page: sync_api.Page, visit: Callable[..., None], tmp_path: Path
) -> None:
    visit("explorer", lang="en", n=3, k=2, seed=7)
    add(page, 1)
    with page.expect_download() as taken:
        page.locator(".foot [data-file='0']").click()
    assert taken.value.suggested_filename == "task-everyday-3-way-2-shot-7.ipynb"
    assert json.loads(Path(taken.value.path()).read_text(encoding="utf-8"))["nbformat"] == 4
    visit("chapters", lang="en", chapter="why", part="labels")
    add(page, 2)
    page.locator(".foot a").click()

    page.locator(".items > li").nth(1).wait_for()
    assert page.locator("h1").text_content() == "Lessons"
    page.locator("[data-do=down][data-i='0']").click()  # the step of the course comes first
    assert [each.get("step") for each in kept(page)["item"]] == ["why/labels", None]
    page.locator(".items details summary").nth(1).click()
    page.locator("[data-field=words][data-i='1']").fill("Look **here** <b>now</b>")
    page.locator("[data-field=notes][data-i='1']").fill("Quiet, please.")
    page.locator("[data-do=link]").click()
    link = page.locator("[data-part=said] input")
    link.wait_for()
    with page.expect_download() as download:
        page.locator("[data-do=save]").click()
    saved = tmp_path / "lesson.json"
    download.value.save_as(saved)
    assert json.loads(saved.read_text())["item"] == kept(page)["item"]

    page.on("dialog", lambda dialog: dialog.accept())
    page.locator("[data-do=wipe]").click()
    page.locator(".items").wait_for(state="detached")
    page.locator("input[type=file]").set_input_files(saved)
    page.locator(".items > li").nth(1).wait_for()
    page.locator("[data-do=student]").click()
    for_students = page.locator("[data-part=said] input")
    for_students.wait_for()
    address = for_students.input_value()

    page.locator("[data-do=play]").click()
    page.locator("[data-go='1'][aria-current=step]").wait_for(state="attached")
    page.locator("[data-answer]").first.wait_for()
    page.locator(".step-bar .next").click()
    page.locator("[data-go='2'][aria-current=step]").wait_for(state="attached")
    own = page.locator(".fs-own-words")
    assert own.inner_html() == "<p>Look <b>here</b> &lt;b&gt;now&lt;/b&gt;</p>"
    assert page.locator(".fs-notes p").text_content() == "Quiet, please."
    sync_api.expect(page.locator(".st-key-task_way input")).to_have_value("3")

    page.goto(address + "&part=2")
    page.locator("[data-go='2'][aria-current=step]").wait_for(state="attached")
    page.locator(".board .tile").first.wait_for()
    own.wait_for()
    assert not page.locator(".fs-notes").count()
    assert not page.locator(".st-key-task_line").is_visible()
    assert not page.locator(".st-key-header").is_visible()


def test_a_lesson_hides_single_controls(page: sync_api.Page, visit: Callable[..., None]) -> None:
    hidden, shown = ("seed", "new", "classes"), ("way", "shot")
    item = {"show": "explorer", "state": {"way": 3}, "hide": list(hidden), "words": "Change **N** only."}
    visit("chapters", lang="en", lesson=pack(read_lesson(json.dumps({"title": "x", "item": [item]}))))
    page.locator(".board .tile").first.wait_for()
    page.locator(".fs-own-words b", has_text="N").wait_for()
    for control in shown:
        sync_api.expect(page.locator(f".st-key-task_{control}")).to_be_visible()
    for control in hidden:
        key = "class_picker" if control == "classes" else f"task_{control}"
        sync_api.expect(page.locator(f".st-key-{key}")).to_have_count(1)
        sync_api.expect(page.locator(f".st-key-{key}")).not_to_be_visible()


def test_a_step_hides_parts_of_its_instrument(page: sync_api.Page, visit: Callable[..., None]) -> None:
    visit("chapters", lang="en", chapter="task", part="sets")
    page.locator(".board .tile").first.wait_for()
    sync_api.expect(page.locator(".key table")).not_to_be_visible()
    visit("chapters", lang="en", chapter="task", part="split")
    sync_api.expect(page.locator(".key table")).to_be_visible()
    visit("chapters", lang="en", chapter="training", part="step")
    page.locator(".loop .levels button").first.wait_for()
    for hidden in (".st-key-task_line", ".loop .learners", ".loop .code", ".st-key-loop_below"):
        sync_api.expect(page.locator(hidden)).to_have_count(1)
        sync_api.expect(page.locator(hidden)).not_to_be_visible()


def test_parts_of_an_instrument_are_hidden_by_clicking(
    page: sync_api.Page, visit: Callable[..., None]
) -> None:
    visit("explorer", lang="en")
    page.locator(".board .tile").first.wait_for()
    add(page, 1)
    page.locator(".foot a").click()
    page.locator(".items details summary").first.click()
    page.locator("[data-hide='explorer.key']").check()
    page.locator("[data-do=play]").first.click()
    page.locator(".board .tile").first.wait_for()
    sync_api.expect(page.locator(".key table")).not_to_be_visible()


def test_a_lesson_that_cannot_be_shown_is_told(page: sync_api.Page, visit: Callable[..., None]) -> None:
    visit("chapters", lang="zh", lesson="nowhere")
    page.locator("[data-testid=stAlert]").filter(has_text="nowhere").wait_for()
    page.locator(".lessons .play").first.wait_for()
