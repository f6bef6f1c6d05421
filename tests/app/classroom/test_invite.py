"""From a page to the room: what each page has for a class, and who is shown the way."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlsplit

import pytest
from streamlit.testing.v1 import AppTest

from fewshot_app.classroom import invite
from fewshot_app.classroom.lecture import LectureChoices
from fewshot_app.classroom.lecture.quiz import of_a_step
from fewshot_app.classroom.rooms.book import Book
from fewshot_app.classroom.rooms.trouble import DatabaseAway
from fewshot_app.course.chapters.steps import all_steps
from fewshot_app.shared.choices import parse
from fewshot_app.shared.room import rooms
from fewshot_app.shared.text import LANGUAGES
from tests.app.classroom.test_lecture import OWNER, press
from tests.app.opened import opened


def script(name: str) -> None:
    from fewshot_app.shared.host import PageHost
    from fewshot_app.shared.room import room
    from fewshot_app.visit import _show

    _show(PageHost(room(name)))


@pytest.fixture(autouse=True)
def lecturer(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("fewshot_app.shared.own.visitor", lambda: OWNER)
    monkeypatch.setattr(invite, "book", lambda: book)


def led(name: str, **params: object) -> LectureChoices | None:
    """The lecturer's choices that the page's link stands for; None without a link."""
    page = AppTest.from_function(script, default_timeout=60, kwargs={"name": name})
    page.query_params.update({key: str(value) for key, value in params.items()})
    page.run()
    assert not page.exception and not page.error, page.exception
    found = [
        each.proto.body
        for each in page.get("html")
        if "fs-invite" in each.proto.body and "<a" in each.proto.body
    ]
    if not found:
        return None
    href = found[0].split('href="')[1].split('"')[0].replace("&amp;", "&")
    assert urlsplit(href).path == "./lecture"
    return parse(LectureChoices, dict(parse_qsl(urlsplit(href).query)))


def test_the_way_is_shown_to_whoever_has_a_room_alone(book: Book) -> None:
    assert led("explorer", lang="en") is None
    book.open("d" * 32)
    assert led("explorer", lang="en") is None
    book.open(OWNER)
    assert led("explorer", lang="en") is not None


def test_a_page_goes_on_while_the_database_is_away(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(owner: str) -> str:
        raise DatabaseAway

    monkeypatch.setattr(book, "held", away)
    assert led("explorer", lang="en") is None


def test_the_task_of_a_page_is_what_the_class_is_asked(book: Book) -> None:
    book.open(OWNER)
    for name in ("explorer", "compare"):
        found = led(name, lang="zh", n=4, k=2, q=3, seed=9, data="scripts")
        assert found and found.ask == "naming" and found.lang == "zh"
        task = found.task
        assert (task.data, task.way, task.shot, task.query, task.seed) == ("scripts", 4, 2, 3, 9)
    assert led("explorer", lang="en", split="train") is None  # learners have met these classes


def test_other_pages_lead_to_what_they_have(book: Book) -> None:
    book.open(OWNER)
    curves = led("curves", lang="en", data="scripts", ks=5)
    assert curves and (curves.ask, curves.data, curves.shot) == ("prediction", "scripts", 5)
    quiz = led("quiz", lang="en", set="meta")
    assert quiz and (quiz.ask, quiz.chapter) == ("question", "meta")
    draw = led("draw", lang="en", n=3, seed=5)
    assert draw and (draw.ask, draw.way, draw.seed) == ("drawing", 3, 5)


def test_a_step_leads_to_its_own_question_or_to_its_instruments_task(book: Book) -> None:
    book.open(OWNER)
    asks = led("chapters", lang="en", chapter="meta", part="loops")
    assert asks and (asks.ask, asks.question) == ("question", "meta.loops")
    shows = led("chapters", lang="en", chapter="meta", part="test", present=1)
    assert shows and (shows.ask, shows.way, shows.seed) == ("naming", 5, 42)
    changed = led("chapters", lang="en", chapter="meta", part="test", n=3)
    assert changed and changed.way == 3
    assert (
        led("chapters", lang="en") is None and led("chapters", lang="en", chapter="meta", handout=1) is None
    )


def test_every_question_of_a_step_can_be_asked_in_all_languages() -> None:
    asking = [step for step in all_steps() if step.options]
    assert asking
    for step in asking:
        found = of_a_step(step.key)
        assert found and found.options == len(step.options) and set(found.said) == set(LANGUAGES)
        assert found.right == step.options.index(step.right)
        assert all(all(said.feedback) and "[[" not in said.stem for said in found.said.values())
    assert of_a_step("meta.nowhere") is None and of_a_step("nowhere.at-all") is None


def test_the_question_of_a_step_is_asked(book: Book) -> None:
    code = book.open(OWNER)
    page = opened("lecture", lang="en", ask="question", question="meta.loops")
    press(page, "lecture_begin")
    state = book.state(code)
    assert state.step and state.step.activity == of_a_step("meta.loops")


def test_every_room_that_has_something_for_a_class_says_so_in_one_way() -> None:
    found = {room.name for room in rooms() if room.for_class()}
    assert found == {"chapters", "quiz", "explorer", "compare", "curves", "draw"}
