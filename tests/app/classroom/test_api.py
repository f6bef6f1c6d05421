"""The API: what it answers, in the form that its description says, and what it tells listeners."""

from __future__ import annotations

import asyncio
import threading
from typing import Any

import jsonschema
import pytest
from sqlalchemy.exc import OperationalError
from starlette.applications import Starlette

from fewshot_app.classroom.api import endpoints, events
from fewshot_app.classroom.rooms.book import Book
from fewshot_app.classroom.rooms.hub import Bounds, Hub
from fewshot_app.classroom.rooms.state import CLOSED, REVEALED
from fewshot_app.classroom.rooms.trouble import DatabaseAway
from fewshot_app.shared.drawings.strokes import flat
from fewshot_app.shared.own.visitor import COOKIE, asking
from fewshot_app.shared.pace import Pace, Rate
from tests.app.classroom.asgi import Told, ask
from tests.app.classroom.conftest import HOUSE, NAMING, PREDICTION, QUESTION, SKETCHING

KEY = "k" * 43
PHONE = "0" * 31 + "1"
ME = str(asking({COOKIE: KEY}))


@pytest.fixture
def code(book: Book) -> str:
    return book.open(ME)


@pytest.fixture
def described(api: Starlette) -> Any:
    """Check an answer against the description."""
    description = ask(api, "GET", "/api/openapi.json").json

    def check(told: Told, method: str, path: str) -> Told:
        answer = description["paths"][path][method.lower()]["responses"][str(told.status)]
        schema = answer["content"]["application/json"]["schema"]
        jsonschema.validate(told.json, {**schema, "components": description["components"]})
        if told.status != 200:
            assert told.json["error"] in answer["description"].split(", ")
        return told

    return check


def vote(**changes: object) -> dict[str, object]:
    return {"phone": PHONE, "number": 1, "round": 1, "answers": [0, 3]} | changes


def test_a_phone_joins_asks_votes_and_sees_what_was_right(
    api: Starlette, book: Book, code: str, described: Any
) -> None:
    room = f"/api/rooms/{code}"
    joined = described(
        ask(api, "POST", f"{room}/phones", {"phone": PHONE}), "POST", "/api/rooms/{code}/phones"
    )
    assert joined.json == {"code": code, "serial": 0, "step": None}
    for activity in (NAMING, PREDICTION, QUESTION, SKETCHING):
        book.start(code, ME, activity)
        number = book.state(code).step.number  # type: ignore[union-attr]
        asked = ask(api, "GET", f"{room}/activities/{number}")
        described(asked, "GET", "/api/rooms/{code}/activities/{number}")
        assert asked.json == activity.for_phones() and not {"labels", "best", "truth", "right"} & set(
            asked.json
        )
        assert "misconceptions" not in str(asked.json) and "feedback" not in str(asked.json)
    book.start(code, ME, NAMING)
    for _ in range(2):
        counted = ask(api, "POST", f"{room}/votes", vote(number=5))
        assert described(counted, "POST", "/api/rooms/{code}/votes").json == {"answers": [0, 3]}
    book.move(code, ME, CLOSED)
    late = ask(api, "POST", f"{room}/votes", vote(number=5, phone="2" * 32))
    assert described(late, "POST", "/api/rooms/{code}/votes").status == 409
    assert "right" not in ask(api, "GET", room).json["step"]
    book.move(code, ME, REVEALED)
    seen = described(ask(api, "GET", f"/api/rooms/{code.lower()}"), "GET", "/api/rooms/{code}")
    assert seen.json["step"] == {"number": 5, "round": 1, "phase": "revealed", "right": [[0], [3]]}


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400), (b"{", 400), (b"[1]", 400), (b"[" * 3000, 400), ({}, 400), (b"x" * 5000, 413),
        (vote(phone="Bob"), 400), (vote(answers=[]), 400), (vote(answers=[0, True]), 400),
        (vote(answers=[0, 9]), 400), (vote(answers=["0", "1"]), 400), (vote(number=-1), 400),
        (vote(number=10**30), 400), (vote(round=2), 409), (vote(number=7), 404),
    ],
)  # fmt: skip
def test_a_bad_body_is_one_error_in_json(
    api: Starlette, book: Book, code: str, described: Any, body: Any, status: int
) -> None:
    book.start(code, ME, NAMING)
    told = described(ask(api, "POST", f"/api/rooms/{code}/votes", body), "POST", "/api/rooms/{code}/votes")
    assert told.status == status and set(told.json) == {"error"}


@pytest.mark.parametrize("path", ["rooms/XXXXX", "rooms/'", "rooms/XXXXX/votes", "rooms", "", "rooms/a/b/c"])
def test_what_is_not_there_is_told_in_json(api: Starlette, path: str) -> None:
    told = ask(api, "GET", f"/api/{path}")
    assert told.status in (404, 405) and (told.status == 405 or "error" in told.json)


def test_an_error_tells_no_detail(api: Starlette, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> None:
        raise RuntimeError("/secret")

    monkeypatch.setattr(endpoints, "book", broken)
    told = ask(api, "GET", "/api/rooms/BCDFG")
    assert (told.status, told.json) == (500, {"error": "unexpected"})


def test_too_many_at_once_are_told_to_come_again(
    api: Starlette, book: Book, code: str, described: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    pace = Pace(Rate(a_second=0, at_once=1), 9)
    monkeypatch.setattr(endpoints, "pace", lambda: pace)
    first, second = (ask(api, "POST", f"/api/rooms/{code}/phones", {"phone": PHONE}) for _ in range(2))
    assert first.status == 200 and second.status == 429 and second.headers["retry-after"] == "1"
    described(second, "POST", "/api/rooms/{code}/phones")


@pytest.mark.parametrize("path", ["votes", "assignments", "drawings"])
def test_every_request_that_writes_is_counted(
    api: Starlette, code: str, described: Any, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(endpoints, "pace", lambda: Pace(Rate(a_second=0, at_once=0), 9))
    told = ask(api, "POST", f"/api/rooms/{code}/{path}", {"phone": PHONE})
    assert described(told, "POST", f"/api/rooms/{{code}}/{path}").json == {"error": "too_many"}


def test_only_the_lecturers_browser_hears_how_the_votes_stand(api: Starlette, book: Book, code: str) -> None:
    path = f"/api/rooms/{code}/tally/events"
    for cookie in ("", f"{COOKIE}={'x' * 43}"):
        assert ask(api, "GET", path, cookie=cookie).status == 403
    book.start(code, ME, NAMING)
    voting = threading.Timer(0.5, ask, (api, "POST", f"/api/rooms/{code}/votes", vote()))
    voting.start()
    told = ask(api, "GET", path, cookie=f"{COOKIE}={KEY}", until=lambda told: len(told.events) > 1)
    voting.join()
    (_, before), (name, after) = told.events
    assert name == "tally" and before["voted"] == 0 and after["voted"] == 1
    assert after["counts"][1] == [0, 0, 0, 1, 0]


def test_phones_hear_of_steps_and_of_the_end_and_not_of_votes(api: Starlette, book: Book, code: str) -> None:
    def lead() -> None:
        book.start(code, ME, NAMING)
        ask(api, "POST", f"/api/rooms/{code}/votes", vote())
        book.close(code, ME)

    threading.Timer(0.3, lead).start()
    told = ask(api, "GET", f"/api/rooms/{code}/events", until=lambda told: b"gone" in told.body)
    names = [name for name, _ in told.events]
    assert names[0] == "state" and names[-1] == "gone" and len(names) <= 3
    assert told.headers["content-type"].startswith("text/event-stream")


def test_listeners_are_bounded(api: Starlette, book: Book, code: str, hub: Hub) -> None:
    hub.bounds = Bounds(a_room=0)
    told = ask(api, "GET", f"/api/rooms/{code}/events")
    assert (told.status, told.json) == (503, {"error": "room_full"})


def test_what_another_process_writes_is_heard(book: Book, code: str, hub: Hub) -> None:
    """A second book on the same database, whose changes this process is not told of."""
    other = Book(str(book.engine.url), lambda code, vote: None)

    async def heard() -> bool:
        with hub.listening(code, votes=False) as news:
            watching = asyncio.create_task(hub.watch(book.stamps, 0.05))
            await asyncio.sleep(0.2)
            news.clear()
            await asyncio.to_thread(other.start, code, ME, NAMING)
            await asyncio.wait_for(news.wait(), 5)
            watching.cancel()
            return True

    assert asyncio.run(heard()) and not hub.rooms()


def test_a_revealed_question_tells_what_is_said_of_each_option(
    api: Starlette, book: Book, code: str, described: Any
) -> None:
    book.start(code, ME, QUESTION)
    assert ask(api, "POST", f"/api/rooms/{code}/votes", vote(answers=[2])).json == {"answers": [2]}
    book.move(code, ME, REVEALED)
    told = described(ask(api, "GET", f"/api/rooms/{code}"), "GET", "/api/rooms/{code}").json["step"]
    assert told["right"] == [[1]]
    assert told["feedback"]["en"][0] == ["slip", "a"] and told["feedback"]["zh"][1] == ["", "乙"]


def test_a_phone_is_given_a_class_and_draws_it(api: Starlette, book: Book, code: str, described: Any) -> None:
    book.start(code, ME, SKETCHING)
    turn = {"phone": PHONE, "number": 1, "round": 1}

    def post(path: str, body: Any) -> Told:
        told = ask(api, "POST", f"/api/rooms/{code}/{path}", body)
        return described(told, "POST", f"/api/rooms/{{code}}/{path}")

    assert post("drawings", turn | {"strokes": flat(HOUSE)}).json == {"error": "bad_vote"}
    assert post("assignments", turn).json == post("assignments", turn).json == {"label": 0}
    for strokes in (None, [], [[]], [[1]], [[300, 1]], [["1", "2"]]):
        assert post("drawings", turn | {"strokes": strokes}).json == {"error": "bad_drawing"}
    long = [[100 + i % 2 for i in range(4000)]]
    assert post("drawings", turn | {"strokes": [*long, *long]}).status == 413
    assert post("drawings", turn | {"strokes": long}).json == {"label": 0}
    assert post("votes", turn | {"answers": [0]}).json == {"error": "bad_vote"}
    book.move(code, ME, CLOSED)
    late = turn | {"phone": "2" * 32}
    assert post("assignments", late).json == {"error": "vote_closed"}


def test_the_lecturers_browser_hears_each_drawing_once_and_no_phone(
    api: Starlette, book: Book, code: str
) -> None:
    path = f"/api/rooms/{code}/drawings/events"
    assert ask(api, "GET", path).status == 403
    book.start(code, ME, SKETCHING)
    book.assign(code, PHONE, 1, 1)
    book.draw(code, PHONE, 1, 1, HOUSE)

    def lead() -> None:
        book.assign(code, "2" * 32, 1, 1)
        book.draw(code, "2" * 32, 1, 1, HOUSE)

    threading.Timer(0.5, lead).start()
    told = ask(api, "GET", path, cookie=f"{COOKIE}={KEY}", until=lambda told: len(told.events) > 1)
    first, second = (content for _, content in told.events[:2])
    (one,), (two,) = first["drawings"], second["drawings"]
    assert one["strokes"] == flat(HOUSE) and one["id"] != two["id"] and (one["label"], two["label"]) == (0, 1)
    assert set(one) == {"id", "label", "out", "strokes"} and PHONE not in told.body.decode()


def test_without_its_database_a_room_says_when_to_come_again(
    api: Starlette, book: Book, code: str, described: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away() -> None:
        raise OperationalError("select", {}, Exception("the server closed the connection"))

    monkeypatch.setattr(book.engine, "connect", away)
    monkeypatch.setattr(book.engine, "begin", away)
    for method, path, body in (
        ("GET", "", None),
        ("POST", "/phones", {"phone": PHONE}),
        ("POST", "/votes", vote()),
    ):
        told = ask(api, method, f"/api/rooms/{code}{path}", body)
        assert described(told, method, f"/api/rooms/{{code}}{path}").json == {"error": "database_away"}
        assert told.status == 503 and told.headers["retry-after"] == "1"


def test_who_listens_is_told_of_what_was_written_while_the_database_was_away(
    api: Starlette, book: Book, code: str, hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The stream stays open, and reads again once it can."""
    read, away = book.state, [DatabaseAway()] * 2

    def state(asked: str) -> Any:
        if hub.rooms() and away:  # the first look is before the stream
            raise away.pop()
        return read(asked)

    monkeypatch.setattr(events, "AGAIN", 0.05)
    monkeypatch.setattr(book, "state", state)
    told = ask(api, "GET", f"/api/rooms/{code}/events", until=lambda told: bool(told.events))
    assert not away and told.events[0][0] == "state"


def test_watching_goes_on_after_the_database_was_away(book: Book, code: str, hub: Hub) -> None:
    other = Book(str(book.engine.url), lambda code, vote: None)
    away = [DatabaseAway(), DatabaseAway()]

    def stamps(codes: Any) -> Any:
        if away:
            raise away.pop()
        return book.stamps(codes)

    async def heard() -> bool:
        with hub.listening(code, votes=False) as news:
            watching = asyncio.create_task(hub.watch(stamps, 0.05))
            await asyncio.to_thread(other.start, code, ME, NAMING)
            await asyncio.wait_for(news.wait(), 5)
            watching.cancel()
            return True

    assert asyncio.run(heard()) and not away
