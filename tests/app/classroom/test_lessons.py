"""A question of the bank in a room, and the class's drawings as what learners learn from."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from fewshot_app.classroom.lecture import pupils, quiz, runs
from fewshot_app.classroom.lecture.board import asked_data
from fewshot_app.classroom.lecture.lesson import lesson_of, most_shot
from fewshot_app.classroom.rooms.activities import Question, Sketching, from_json, to_json
from fewshot_app.classroom.rooms.book import Book
from fewshot_app.classroom.rooms.state import REVEALED, Sketch, Vote
from fewshot_app.shared.quiz_bank.bank import questions
from fewshot_app.shared.task import Task
from fewshot_app.shared.text import LANGUAGES, words
from tests.app.classroom.conftest import HOUSE, QUESTION, SKETCHING
from tests.app.classroom.test_lecture import OWNER, press
from tests.app.opened import opened

BALL = (((60, 60), (190, 60), (190, 190), (60, 190), (60, 60)),)


@pytest.fixture(autouse=True)
def lecturer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("fewshot_app.shared.own.visitor", lambda: OWNER)


@pytest.mark.parametrize("activity", [QUESTION, SKETCHING], ids=lambda activity: activity.kind)
def test_what_is_asked_is_kept_as_plain_data(activity: Question | Sketching) -> None:
    assert from_json(to_json(activity)) == activity


@pytest.mark.parametrize("entry", questions(), ids=lambda entry: entry.id)
def test_every_question_of_the_bank_can_be_asked_in_all_languages(entry: object) -> None:
    for seed in range(3):
        asked = quiz.question(entry, seed)  # type: ignore[arg-type]
        rights = {lang: said.misconceptions.index("") for lang, said in asked.said.items()}
        assert set(rights) == set(LANGUAGES) and set(rights.values()) == {asked.right}
        assert {len(said.options) for said in asked.said.values()} == {asked.options}
        assert all(said.alt for said in asked.said.values()) or not asked.figure
        assert len(str(asked.for_phones())) < 200_000


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_question_is_chosen_asked_voted_on_and_revealed(book: Book, lang: str) -> None:
    code, w = book.open(OWNER), words(lang)
    page = opened("lecture", lang=lang, ask="question", chapter="task", seed=5)
    ids = page.selectbox("lecture_question").options
    assert len(ids) == sum(entry.chapter == "task" for entry in questions())
    page.selectbox("lecture_question").set_value(questions_of("task")[1]).run()
    press(page, "lecture_begin")
    state = book.state(code)
    assert state.step and isinstance(state.step.activity, Question)
    assert state.step.activity.id == questions_of("task")[1] and state.step.activity.seed == 5
    wrong = (state.step.activity.right + 1) % state.step.activity.options
    book.vote(code, Vote("1" * 32, 1, 1, (wrong,)))
    press(page, "lecture_closed")
    assert any(w("lecture.advice.hint") in m.value for m in page.markdown)
    before = asked_data(book.state(code), 0, w)
    press(page, "lecture_revealed")
    after = asked_data(book.state(code), 0, w)
    assert before and after and before["question"] and after["question"]
    assert before["question"]["feedback"] == [] and before["right"] == []
    assert len(after["question"]["feedback"]) == state.step.activity.options and after["right"]
    assert any(w("lecture.you") in m.value for m in page.markdown)


def questions_of(chapter: str) -> list[str]:
    return [entry.id for entry in questions() if entry.chapter == chapter]


def test_an_unknown_question_is_told_and_the_first_is_offered(book: Book) -> None:
    book.open(OWNER)
    page = opened("lecture", lang="en", ask="question", chapter="meta", question="nowhere")
    assert any("nowhere" in info.value for info in page.info)
    assert page.selectbox("lecture_question").value == questions_of("meta")[0]


def drawn(*labels: int, out: tuple[int, ...] = ()) -> tuple[Sketch, ...]:
    """Drawings of these classes in this order; those at the places ``out`` are left out."""
    return tuple(
        Sketch(f"{i:012x}", f"{i:032x}", 1, 1, label, HOUSE if label else BALL, i in out)
        for i, label in enumerate(labels)
    )


def test_learners_get_the_first_drawings_of_each_class_that_has_enough() -> None:
    sketches = drawn(0, 1, 0, 2, 1, 0, out=(0,))
    assert most_shot(sketches) == 2 and most_shot(drawn(0, 0, 0)) == 0
    one, two = lesson_of(sketches, 1), lesson_of(sketches, 2)
    assert one and two and (one.labels, two.labels) == ((0, 1, 2), (0, 1))
    assert one.support == (BALL, HOUSE, HOUSE) and one.rest == (BALL, HOUSE) and one.rest_labels == (0, 1)
    assert lesson_of(sketches, 3) is None and lesson_of(drawn(0, 0), 1) is None


def test_classes_to_draw_are_of_drawings_and_named_in_all_languages() -> None:
    found = runs.sketching(Task("scripts", "test", 3, 5, 1, 7))
    assert found.task.data == "everyday" and len(found.task.classes) == 3
    assert set(found.names) == set(LANGUAGES) and all(len(names) == 3 for names in found.names.values())
    few = runs.sketching(replace(SKETCHING.task, classes=("otter", "lion")))
    assert few.task.query == 6  # there are seven otters, and one of them is no query image


def wait(page: AppTest) -> AppTest:
    end = time.monotonic() + 60
    for job in page.session_state[pupils.JOBS][1].values():
        while not job.done and time.monotonic() < end:
            time.sleep(0.02)
    return page.run()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_learners_learn_from_the_drawings_of_the_class(book: Book, lang: str) -> None:
    code, w = book.open(OWNER), words(lang)
    page = press(opened("lecture", lang=lang, ask="drawing", n=2, classes="lion,piano"), "lecture_begin")
    press(page, "lecture_closed")
    assert w("lecture.too_few_drawings") in [info.value for info in page.info]
    press(page, "lecture_open")
    for i in range(4):
        label = book.assign(code, f"{i:032x}", 1, 2)
        book.draw(code, f"{i:032x}", 1, 2, HOUSE if label else BALL)
    press(page, "lecture_closed")
    press(page, "lecture_revealed")
    wait(page)
    table = "".join(each.proto.body for each in page.get("html") if "<table>" in each.proto.body)
    assert "MAML" in table and w.count("lecture.of.images", 16) in table  # there are nine lions
    assert table.count(" / 8</td>") == 2 * len(runs.PUPILS)  # what each learnt of each class
    state = book.state(code)
    assert state.step and state.step.phase == REVEALED
    press(page, "lecture_close")
    assert pupils.JOBS not in page.session_state  # nothing of the drawings stays in the session


def test_the_rest_of_the_drawings_can_be_asked(book: Book) -> None:
    code, w = book.open(OWNER), words("en")
    page = press(
        opened("lecture", lang="en", ask="drawing", classes="lion,piano", of="rest"), "lecture_begin"
    )
    for i in range(2):
        book.draw(code, f"{i:032x}", 1, 1, (HOUSE, BALL)[book.assign(code, f"{i:032x}", 1, 1)])
    press(press(page, "lecture_closed"), "lecture_revealed")
    assert w("lecture.no_rest") in [info.value for info in page.info]
    press(page, "lecture_open")
    for i in range(2):
        book.draw(code, f"{i:032x}", 1, 2, (HOUSE, BALL)[book.assign(code, f"{i:032x}", 1, 2)])
    press(press(page, "lecture_closed"), "lecture_revealed")
    wait(page)
    jobs = page.session_state[pupils.JOBS][1]
    assert {len(job.result) for job in jobs.values()} == {2}
    assert jobs["protonet"].result == (0, 1)  # the same two drawings again
