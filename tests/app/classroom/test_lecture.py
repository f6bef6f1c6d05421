"""The lecturer's page: from the opened room to what came out of a vote."""

from __future__ import annotations

import codecs
import csv
import io
import time
from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from fewshot_app.classroom.lecture import door, results, runs
from fewshot_app.classroom.lecture.board import asked_data, board_data
from fewshot_app.classroom.rooms.activities import Prediction, from_json, to_json
from fewshot_app.classroom.rooms.book import Book
from fewshot_app.classroom.rooms.state import CLOSED, REVEALED, Limits, Vote
from fewshot_app.shared import network
from fewshot_app.shared.learners import what
from fewshot_app.shared.task import Task
from fewshot_app.shared.text import LANGUAGES, words
from tests.app.classroom.conftest import HOUSE, NAMING, PREDICTION, QUESTION, SKETCHING, TASK
from tests.app.opened import opened

OWNER = "c" * 32


@pytest.fixture(autouse=True)
def lecturer(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every page under test belongs to the same visitor."""
    monkeypatch.setattr("fewshot_app.shared.own.visitor", lambda: OWNER)


def press(page: AppTest, key: str) -> AppTest:
    page.button(key).click().run()
    assert not page.exception, page.exception
    return page


def votes(*answers: tuple[int, ...], turn: int = 1, number: int = 1) -> list[Vote]:
    return [Vote(f"{i:032x}", number, turn, each) for i, each in enumerate(answers)]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_room_is_opened_asked_voted_in_and_revealed(book: Book, lang: str) -> None:
    w = words(lang)
    page = press(opened("lecture", lang=lang, seed=7), "lecture_enter")
    press(page, "lecture_begin")
    state = book.mine(OWNER)
    assert state and state.step and state.step.activity.task.seed == 7
    assert page.query_params["seed"] != ["7"]  # the next question is about another task
    truth = tuple(label for (label,) in state.step.activity.truth)
    book.vote(state.code, Vote("1" * 32, 1, 1, truth))
    press(page, "lecture_closed")
    assert any(w("lecture.advice.explain") in m.value for m in page.markdown)
    press(page, "lecture_revealed")
    for job in runs.rival_answers(state.step.activity.task).values():
        while not job.done:
            time.sleep(0.01)
    page.run()
    assert w("lecture.outcome_naming") in [each.value for each in page.subheader]
    table = "".join(each.proto.body for each in page.get("html") if "<table>" in each.proto.body)
    assert w("lecture.you") in table and "MAML" in table and "[" in table
    press(page, "lecture_close")
    assert book.mine(OWNER) is None and page.button("lecture_enter")


def test_a_prediction_without_a_measurement_cannot_be_asked(book: Book) -> None:
    book.open(OWNER)
    page = opened("lecture", lang="en", ask="prediction", n=7, k=3)
    assert page.button("lecture_begin").disabled
    page = opened("lecture", lang="en", ask="prediction")
    press(page, "lecture_begin")
    state = book.mine(OWNER)
    assert state and state.step and isinstance(state.step.activity, Prediction)
    board = asked_data(state, 0, words("zh"))
    assert board and board["whats"] == [what(id, words("zh")) for id in state.step.activity.learners]


def test_a_prediction_of_an_earlier_version_is_read_without_what_its_learners_are() -> None:
    kept = to_json(PREDICTION)
    del kept["whats"]
    assert from_json(kept) == PREDICTION


def test_where_the_server_is_full_it_is_told(book: Book) -> None:
    book.limits = Limits(rooms=0)
    page = press(opened("lecture", lang="en"), "lecture_enter")
    assert [each.value for each in page.error] == [words("en")("lecture.full")]


def test_what_is_right_is_told_only_once_it_is_revealed(book: Book) -> None:
    w, code = words("en"), book.open(OWNER)
    book.start(code, OWNER, NAMING)
    for phase, right in ((CLOSED, []), (REVEALED, [[0], [3]])):
        book.move(code, OWNER, phase)
        asked = asked_data(book.state(code), 0, w)
        assert asked and asked["right"] == right


def test_the_best_are_those_that_are_not_shown_to_be_behind() -> None:
    learners = ("scratch", "maml", "protonet")
    best = runs.best_of(TASK, learners)
    assert best and 0 not in best
    assert runs.best_of(Task("everyday", "test", 7, 3, 1, 1), learners) == ()


def test_images_are_asked_every_class_once_before_any_comes_twice() -> None:
    asked = runs.naming(Task("everyday", "test", 5, 1, 15, 42))
    assert len(asked.asked) == runs.MOST_IMAGES and set(asked.labels[:5]) == set(range(5))


def test_the_share_of_the_class_has_an_interval_over_its_phones() -> None:
    share = results.share_of_class(NAMING, votes((0, 3), (0, 0), (0, 1), (1, 1)))
    assert share and share.mean == 0.5 and share.number == 4
    half = 3.182446 * np.std([1, 0.5, 0.5, 0], ddof=1) / 2  # Student's t of three degrees of freedom
    assert share.high == pytest.approx(min(1, 0.5 + half), abs=1e-4)
    same = results.share_of_class(NAMING, votes((0, 3), (0, 3)))
    assert same and same.mean == 1 and same.low == pytest.approx(0.3424, abs=1e-4)  # Wilson, 2 of 2
    assert results.share_of_class(NAMING, []) is None


def test_a_class_that_is_of_one_mind_is_not_thereby_certain() -> None:
    """The standard deviation of three times 2/5 is not quite zero in floating point."""
    five = replace(NAMING, asked=tuple(range(5)), labels=tuple(range(5)))
    share = results.share_of_class(five, votes(*[(0, 1, 0, 0, 0)] * 3))
    assert share and share.mean == pytest.approx(0.4) and share.high - share.low > 0.5


def test_a_learner_is_scored_on_the_images_that_were_asked() -> None:
    probabilities = np.zeros((2, 5, 5), dtype=np.float32)
    probabilities[-1, 0, 0] = probabilities[-1, 3, 1] = 1
    share = results.share_of_learner(NAMING, probabilities)
    assert share.mean == 0.5 and share.number == 2 and share.low < 0.1 < 0.9 < share.high


@pytest.mark.parametrize(
    ("right", "told"), [(0.34, "hint"), (0.35, "discuss"), (0.70, "discuss"), (0.71, "explain")]
)
def test_the_advice_is_that_of_peer_instruction(right: float, told: str) -> None:
    assert results.advice(results.Share(right, 0, 1, 9)) == told


def test_the_file_of_votes_names_nobody(book: Book) -> None:
    code = book.open(OWNER)
    book.start(code, OWNER, NAMING)
    for each in votes((0, 1), (4, 3)):
        book.vote(code, each)
    book.start(code, OWNER, PREDICTION)
    book.vote(code, votes((1,), number=2)[0])
    book.start(code, OWNER, QUESTION)
    book.vote(code, votes((2,), number=3)[0])
    book.start(code, OWNER, SKETCHING)
    book.assign(code, "f" * 32, 4, 1)
    book.draw(code, "f" * 32, 4, 1, HOUSE)
    content = results.as_csv(book.all_votes(code), book.all_sketches(code), "en")
    assert content.startswith(codecs.BOM_UTF8)
    text = content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    assert rows[0] == list(results.HEADS) and len(rows) == 8
    assert rows[1] == ["1", "naming", "1", "1", "1", "A", "1"]
    assert rows[5] == ["2", "prediction", "1", "1", "1", "maml", "1"]
    assert rows[6] == ["3", "question", "1", "1", "task-count", "three", "0"]
    assert rows[7] == ["4", "drawing", "1", "3", "lion", "kept", ""]
    assert "0" * 20 not in text and "f" * 20 not in text and code not in text


def test_phones_get_an_address_that_they_reach(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(door, "reachable", lambda: ("192.168.1.5", "10.0.0.2"))
    here = "http://localhost:8501/lecture?x=1"
    assert door.addresses(here, "localhost", 8501, "") == ()
    shared = door.addresses(here, "0.0.0.0", 8501, "/course")
    assert shared == ("http://192.168.1.5:8501/course", "http://10.0.0.2:8501/course")
    hosted = door.addresses("https://fewshot.example/lecture", "127.0.0.1", 8501, "")
    assert hosted == ("https://fewshot.example",)
    assert door.qr(shared[0]).startswith("<svg")


def test_behind_a_proxy_phones_get_its_address_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(door, "reachable", lambda: ("172.17.0.2",))
    monkeypatch.setattr(door.st, "get_option", {"server.address": "0.0.0.0", "server.port": 8501,
                                                "server.baseUrlPath": "course"}.get)  # fmt: skip
    for headers, found in (
        ({}, ("https://fewshot.example/course", "http://172.17.0.2:8501/course")),
        ({"X-Forwarded-For": "192.0.2.7"}, ("https://fewshot.example/course",)),
    ):
        seen = SimpleNamespace(url="https://fewshot.example/course/lecture", headers=headers)
        monkeypatch.setattr(door.st, "context", seen)
        assert door.here() == found


def test_no_address_of_this_machine_alone_is_given_to_phones() -> None:
    assert not [address for address in network.reachable() if network.is_local(address)]
    assert [network.is_local(host) for host in ("localhost", "127.0.0.1", "::1", "0.0.0.0")] == [True] * 4
    assert not network.is_local("192.168.1.5") and not network.is_local("fewshot.example")


def test_the_board_hides_votes_while_they_come(book: Book) -> None:
    from fewshot_app.classroom.lecture import LectureChoices

    code, w = book.open(OWNER), words("en")
    book.start(code, OWNER, NAMING)
    book.vote(code, votes((0, 3))[0])
    state, tally = book.state(code), book.tally(code, 1, 1)
    hidden, live = (board_data(state, tally, (), LectureChoices(live=each), w) for each in (False, True))
    assert not hidden["shown"] and live["shown"] and hidden["tally"]["voted"] == 1
