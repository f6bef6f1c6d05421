"""Only the lecturer's key leads a room, and it is in nothing that is shown or sent."""

from __future__ import annotations

import hmac
import json

import pytest
from starlette.applications import Starlette

from fewshot_app.classroom.api.schemas import state_json, tally_json
from fewshot_app.classroom.lecture import LectureChoices, results
from fewshot_app.classroom.lecture.page import board_data
from fewshot_app.classroom.rooms.book import Book
from fewshot_app.classroom.rooms.state import CLOSED, REVEALED, Vote
from fewshot_app.classroom.rooms.trouble import NotYours
from fewshot_app.shared.own.visitor import COOKIE, asking
from fewshot_app.shared.text import words
from tests.app.classroom.asgi import ask
from tests.app.classroom.conftest import NAMING
from tests.app.opened import opened

KEY = "k" * 43
ME = str(asking({COOKIE: KEY}))


@pytest.fixture
def code(book: Book) -> str:
    code = book.open(ME)
    book.start(code, ME, NAMING)
    book.vote(code, Vote("1" * 32, 1, 1, (0, 3)))
    return code


def test_nothing_that_is_shown_or_sent_holds_the_key(
    api: Starlette, book: Book, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for phase in (CLOSED, REVEALED):
        book.move(code, ME, phase)
        state = book.state(code)
        assert state.step
        tally = book.tally(code, 1, 1)
        seen = [
            json.dumps(state_json(state)),
            json.dumps(tally_json(state, tally)),
            json.dumps(board_data(state, tally, (), LectureChoices(), words("en"))),
            json.dumps(state.step.activity.for_phones()),
            results.as_csv(book.all_votes(code), book.all_sketches(code), "en").decode(),
            repr(state),
        ]
        for path in ("", "/activities/1"):
            told = ask(api, "GET", f"/api/rooms/{code}{path}", cookie=f"{COOKIE}={KEY}")
            seen += [told.body.decode(), json.dumps(told.headers)]
        assert not [each for each in seen if KEY in each or ME in each]


def test_the_page_that_a_lecturer_shows_has_no_key_in_its_address(
    book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("fewshot_app.shared.own.visitor", lambda: ME)
    page = opened("lecture", lang="en")
    for button in ("lecture_enter", "lecture_begin", "lecture_closed"):
        page.button(button).click().run()
        assert not page.exception
        shown = json.dumps(page.query_params) + repr(page._tree)
        assert ME not in shown and KEY not in shown
    state = book.mine(ME)
    assert state and state.step and state.step.phase == CLOSED


def test_keys_are_compared_in_constant_time(book: Book, code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[tuple[str, str]] = []
    monkeypatch.setattr(hmac, "compare_digest", lambda a, b: compared.append((a, b)) or a == b)
    for other in ("", "b" * 32, ME[:-1]):
        with pytest.raises(NotYours):
            book.move(code, other, CLOSED)
    book.move(code, ME, CLOSED)
    assert compared == [(ME, other) for other in ("", "b" * 32, ME[:-1], ME)]
