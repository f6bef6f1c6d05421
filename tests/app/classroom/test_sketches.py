"""Drawings in a room: who draws what, what counts, what is left out, and that nothing of it stays."""

from __future__ import annotations

from collections import Counter

import pytest
from sqlalchemy import func, select

from fewshot_app.classroom.rooms.book import Book
from fewshot_app.classroom.rooms.state import CLOSED, OPEN, Limits
from fewshot_app.classroom.rooms.tables import DRAWINGS
from fewshot_app.classroom.rooms.trouble import BadVote, NoActivity, NotYours, RoomFull, VoteClosed
from fewshot_app.shared.drawings.strokes import NoDrawing, flat, read_drawing
from tests.app.classroom.conftest import HOUSE, NAMING, SKETCHING
from tests.app.classroom.test_book import book

__all__ = ["book"]

ME, YOU = "a" * 32, "b" * 32


def phone(i: int) -> str:
    return f"{i:032x}"


@pytest.fixture
def code(book: Book) -> str:
    code = book.open(ME)
    book.start(code, ME, SKETCHING)
    return code


def test_classes_are_shared_out_evenly_and_a_phone_keeps_its_own(book: Book, code: str) -> None:
    labels = [book.assign(code, phone(i), 1, 1) for i in range(7)]
    assert set(Counter(labels).values()) == {3, 4}
    assert [book.assign(code, phone(i), 1, 1) for i in range(7)] == labels
    for i in range(3):
        book.draw(code, phone(i), 1, 1, HOUSE)
    book.move(code, ME, CLOSED)
    book.move(code, ME, OPEN)
    again = [book.assign(code, phone(i), 1, 2) for i in range(3)]
    assert all(new != old for new, old in zip(again, labels, strict=False))  # each draws the other class now
    book.close(code, ME)


def test_a_drawing_counts_once_and_not_after_its_round(book: Book, code: str) -> None:
    label = book.assign(code, phone(1), 1, 1)
    with pytest.raises(BadVote):
        book.draw(code, phone(2), 1, 1, HOUSE)  # nobody asked it for one
    for _ in range(2):
        assert book.draw(code, phone(1), 1, 1, HOUSE) == label
    book.assign(code, phone(3), 1, 1)
    tally = book.tally(code, 1, 1)
    assert tally.came == 1 and tally.drawn[label] == 1 and tally.phones == 2
    assert tally.counts(SKETCHING) == [list(tally.drawn)]
    book.move(code, ME, CLOSED)
    assert book.draw(code, phone(1), 1, 1, ()) == label  # sent again, since the answer was lost
    with pytest.raises(VoteClosed):
        book.draw(code, phone(3), 1, 1, HOUSE)
    with pytest.raises(VoteClosed):
        book.assign(code, phone(4), 1, 1)
    (sketch,) = book.sketches(code, 1)
    assert (sketch.strokes, sketch.label, sketch.out) == (HOUSE, label, False)
    book.close(code, ME)


def test_only_the_lecturer_leaves_a_drawing_out_and_takes_it_back(book: Book, code: str) -> None:
    book.assign(code, phone(1), 1, 1)
    book.draw(code, phone(1), 1, 1, HOUSE)
    (sketch,) = book.sketches(code, 1)
    with pytest.raises(NotYours):
        book.leave_out(code, YOU, sketch.id)
    stamp = book.stamps([code])
    for out in (True, False):
        book.leave_out(code, ME, sketch.id)
        assert [each.out for each in book.sketches(code, 1)] == [out]
        assert (book.stamps([code]) != stamp) == out  # other processes hear of it
    book.close(code, ME)


def test_drawings_are_gone_with_their_room(book: Book, code: str) -> None:
    book.assign(code, phone(1), 1, 1)
    book.draw(code, phone(1), 1, 1, HOUSE)
    assert [(a.kind, s.label) for a, s in book.all_sketches(code)] == [("drawing", 0)]
    book.close(code, ME)
    with book.engine.connect() as db:
        assert db.scalar(select(func.count()).select_from(DRAWINGS)) == 0


def test_nothing_is_drawn_where_something_else_is_asked_or_the_room_is_full(book: Book, code: str) -> None:
    book.start(code, ME, NAMING)
    with pytest.raises(BadVote):
        book.assign(code, phone(1), 2, 1)
    with pytest.raises(NoActivity):
        book.assign(code, phone(1), 3, 1)
    book.limits = Limits(phones=0)
    with pytest.raises(RoomFull):
        book.assign(code, phone(1), 1, 1)
    book.close(code, ME)


@pytest.mark.parametrize(
    "given",
    [
        None,
        "x",
        [1],
        [["a", 1]],
        [[1]],
        [[1, 256]],
        [[-1, 2]],
        [[1.5, 2]],
        [[True, 2]],
        [[1, 2]] * 61,
        [[0] * 4002],
    ],
)
def test_what_is_no_drawing_is_refused(given: object) -> None:
    with pytest.raises(NoDrawing):
        read_drawing(given)


def test_a_drawing_is_read_as_it_was_sent() -> None:
    assert read_drawing([[1, 2, 3, 4], []]) == (((1, 2), (3, 4)),)
    assert flat(read_drawing(flat(HOUSE))) == flat(HOUSE)
