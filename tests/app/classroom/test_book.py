"""Rooms: what counts, what does not, who may do what, and when all is gone."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from fewshot_app.classroom.rooms.activities import from_json, to_json
from fewshot_app.classroom.rooms.book import LETTERS, Book
from fewshot_app.classroom.rooms.state import CLOSED, OPEN, REVEALED, Limits, Vote
from fewshot_app.classroom.rooms.trouble import (
    BadVote,
    NoActivity,
    NoRoom,
    NotYours,
    RoomFull,
    ServerFull,
    VoteClosed,
)
from tests.app.classroom.conftest import NAMING, PREDICTION

ME, YOU = "a" * 32, "b" * 32


@pytest.fixture(params=("sqlite", "postgres"))
def book(request: pytest.FixtureRequest, tmp_path: Path) -> Book:
    sqlite = f"sqlite:///{tmp_path}/class.sqlite"
    url = sqlite if request.param == "sqlite" else request.getfixturevalue("postgres")
    return Book(url, lambda code, vote: None)


def vote(number: int = 1, turn: int = 1, answers: tuple[int, ...] = (0, 1), phone: int = 1) -> Vote:
    return Vote(f"{phone:032x}", number, turn, answers)


def test_a_vote_counts_once_whenever_and_however_often_it_comes(book: Book) -> None:
    code = book.open(ME)
    assert len(code) == 5 and set(code) <= set(LETTERS)
    book.start(code, ME, NAMING)
    assert book.vote(code, vote()) == (0, 1)
    assert book.vote(code, vote(answers=(3, 3))) == (0, 1)  # what came first counts
    book.move(code, ME, CLOSED)
    assert book.vote(code, vote()) == (0, 1)  # sent again, since the answer was lost
    with pytest.raises(VoteClosed):
        book.vote(code, vote(phone=2))
    book.move(code, ME, OPEN)
    book.move(code, ME, OPEN)
    assert book.vote(code, vote(turn=2, answers=(0, 3))) == (0, 3)
    assert book.vote(code, vote(turn=1)) == (0, 1)  # out of order
    for late in (vote(turn=1, phone=2), vote(turn=3)):
        with pytest.raises(VoteClosed):
            book.vote(code, late)
    first, second = (book.tally(code, 1, turn) for turn in (1, 2))
    assert first.counts(NAMING) == [[1, 0, 0, 0, 0], [0, 1, 0, 0, 0]]
    assert second.counts(NAMING)[1] == [0, 0, 0, 1, 0] and second.phones == 1
    assert [(a.kind, v.round) for a, v in book.all_votes(code)] == [("naming", 1), ("naming", 2)]
    book.close(code, ME)


def test_many_phones_at_once_are_all_counted(book: Book) -> None:
    code = book.open(ME)
    book.start(code, ME, NAMING)
    phones = [*range(24)] * 2
    threads = [threading.Thread(target=book.vote, args=(code, vote(phone=phone))) for phone in phones]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(book.tally(code, 1, 1).votes) == 24 and book.stamps([code]) == {code: (1, 48)}
    book.close(code, ME)


def test_only_whoever_opened_a_room_leads_it(book: Book) -> None:
    code = book.open(ME)
    for act in (
        lambda: book.start(code, YOU, NAMING),
        lambda: book.move(code, YOU, CLOSED),
        lambda: book.close(code, YOU),
        lambda: book.check_owner(code, None),
    ):
        with pytest.raises(NotYours):
            act()
    assert book.mine(YOU) is None
    other = book.open(ME)  # the lecturer's earlier room is closed
    with pytest.raises(NoRoom):
        book.state(code)
    book.close(other, ME)


def test_what_is_no_vote_is_refused(book: Book) -> None:
    code = book.open(ME)
    with pytest.raises(NoActivity):
        book.vote(code, vote())
    book.start(code, ME, NAMING)
    for bad in ((0,), (0, 5), (0, 1, 2)):
        with pytest.raises(BadVote):
            book.vote(code, vote(answers=bad))
    with pytest.raises(NoActivity):
        book.vote(code, vote(number=2))
    book.close(code, ME)


def test_a_room_and_all_in_it_is_gone_when_its_time_is_over(book: Book) -> None:
    code = book.open(ME)
    book.start(code, ME, PREDICTION)
    book.vote(code, vote(answers=(1,)))
    state = book.state(code)
    assert state.step and state.step.phase == OPEN and from_json(to_json(PREDICTION)) == PREDICTION
    book.clock = lambda: state.ends + 1
    for gone in (lambda: book.state(code), lambda: book.vote(code, vote()), lambda: book.tally(code, 1, 1)):
        with pytest.raises(NoRoom):
            gone()
    assert book.mine(ME) is None
    book.sweep()
    book.clock = lambda: state.ends - 1
    with pytest.raises(NoRoom):
        book.state(code)


def test_rooms_and_phones_are_bounded(book: Book) -> None:
    book.limits = Limits(rooms=1, phones=2)
    code = book.open(ME)
    with pytest.raises(ServerFull):
        book.open(YOU)
    for phone in ("1" * 32, "2" * 32, "1" * 32):
        book.join(code, phone)
    book.start(code, ME, NAMING)
    with pytest.raises(RoomFull):
        book.vote(code, vote(phone=3))
    book.move(code, ME, REVEALED)
    book.close(code, ME)
