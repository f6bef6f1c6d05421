"""What can be asked of a room, a function each, and the table that routes and description are made of."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import cache

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from ...shared.meters import FAILURES
from ...shared.own.visitor import asking
from ...shared.pace import Pace
from ..rooms import book, hub
from ..rooms.trouble import (
    BadDrawing,
    BadVote,
    DatabaseAway,
    NoActivity,
    NotYours,
    RoomFull,
    RoomTrouble,
    TooLarge,
    TooMany,
    VoteClosed,
)
from . import bounds
from .events import stream
from .schemas import (
    HIGHEST,
    Json,
    read_code,
    read_phone,
    read_strokes,
    read_turn,
    read_vote,
    state_json,
    tally_json,
)
from .wall import Wall

log = logging.getLogger(__name__)

FRESH = {"Cache-Control": "no-store"}
FOR_A_DAY = {"Cache-Control": "private, max-age=86400, immutable"}

Handler = Callable[[Request, str], Awaitable[Response]]
"""Answers a request about the room of a code; raises RoomTrouble."""


@dataclass(frozen=True)
class Endpoint:
    """One of the API's paths below ``api/rooms/{code}``."""

    method: str
    path: str
    handler: Handler
    summary: str
    gives: str  # the schema of its answer, or of an event
    troubles: tuple[type[RoomTrouble], ...] = ()  # beside NoRoom and DatabaseAway
    takes: str = ""
    events: tuple[str, ...] = ()  # names of events, where it is a stream


@cache
def pace() -> Pace:
    """How many requests this process takes of each room."""
    return Pace(bounds.RATE, bounds.MOST_ROOMS)


def count(code: str) -> None:
    """Count a request about a room; raises TooMany."""
    if not pace().take(code):
        raise TooMany


async def state(_: Request, code: str) -> Response:
    """The room at this moment."""
    return JSONResponse(await run_in_threadpool(_state, code), headers=FRESH)


def _state(code: str) -> Json:
    return state_json(book().state(code))


async def events(_: Request, code: str) -> Response:
    """The room, now and after each change."""
    await run_in_threadpool(book().state, code)
    return stream(code, "state", lambda: _state(code), hub(), votes=False)


async def join(request: Request, code: str) -> Response:
    """A phone is in the room."""
    count(code)
    phone = read_phone(await bounds.body(request))
    await run_in_threadpool(book().join, code, phone)
    return JSONResponse(await run_in_threadpool(_state, code), headers=FRESH)


async def activity(request: Request, code: str) -> Response:
    """What is asked, which never changes."""
    number = request.path_params["number"]
    if not 0 < number <= HIGHEST:
        raise NoActivity
    found = await run_in_threadpool(book().activity, code, number)
    return JSONResponse(found.for_phones(), headers=FOR_A_DAY)


async def vote(request: Request, code: str) -> Response:
    """A vote is counted once, however often it comes."""
    count(code)
    given = read_vote(await bounds.body(request))
    counted = await run_in_threadpool(book().vote, code, given)
    return JSONResponse({"answers": list(counted)}, headers=FRESH)


async def assign(request: Request, code: str) -> Response:
    """Which class a phone draws."""
    count(code)
    phone, number, turn = read_turn(await bounds.body(request))
    label = await run_in_threadpool(book().assign, code, phone, number, turn)
    return JSONResponse({"label": label}, headers=FRESH)


async def draw(request: Request, code: str) -> Response:
    """A drawing is taken once, however often it comes."""
    count(code)
    found = await bounds.body(request, bounds.LARGEST_DRAWING)
    label = await run_in_threadpool(book().draw, code, *read_turn(found), read_strokes(found))
    return JSONResponse({"label": label}, headers=FRESH)


async def wall_events(request: Request, code: str) -> Response:
    """The drawings as they come, for whoever opened the room."""
    await run_in_threadpool(book().check_owner, code, asking(request.cookies))
    return stream(code, "drawings", Wall(code, book()).news, hub(), votes=True)


async def tally_events(request: Request, code: str) -> Response:
    """How the round stands, for whoever opened the room."""
    await run_in_threadpool(book().check_owner, code, asking(request.cookies))
    return stream(code, "tally", lambda: _tally(code), hub(), votes=True)


def _tally(code: str) -> Json:
    now = book().state(code)
    number, turn = (now.step.number, now.step.round) if now.step else (0, 0)
    return tally_json(now, book().tally(code, number, turn))


VOTING = (RoomTrouble, BadVote, NoActivity, VoteClosed, TooLarge, TooMany, RoomFull)
ENDPOINTS = (
    Endpoint("GET", "", state, "The room at this moment", "State"),
    Endpoint("GET", "/events", events, "The room, now and after each change", "State", (RoomFull,),
             events=("state", "gone")),
    Endpoint("POST", "/phones", join, "Join the room; again and again is once", "State",
             (RoomTrouble, TooLarge, TooMany, RoomFull), "Phone"),
    Endpoint("GET", "/activities/{number:int}", activity, "What is asked", "Activity", (NoActivity,)),
    Endpoint("POST", "/votes", vote, "Vote: the first of a phone in a round counts, and is given back",
             "Counted", VOTING, "Vote"),
    Endpoint("POST", "/assignments", assign, "Which class this phone draws; asked again, the same",
             "Class", VOTING, "Turn"),
    Endpoint("POST", "/drawings", draw, "Draw: the first of a phone in a round counts",
             "Class", (BadDrawing, *VOTING), "Drawing"),
    Endpoint("GET", "/drawings/events", wall_events,
             "Drawings, all at first and then new or changed ones, for the lecturer's browser alone",
             "Wall", (NotYours, RoomFull), events=("drawings", "gone")),
    Endpoint("GET", "/tally/events", tally_events, "How the round stands, for the lecturer's browser alone",
             "Tally", (NotYours, RoomFull), events=("tally", "gone")),
)  # fmt: skip


async def answered(endpoint: Endpoint, request: Request) -> Response:
    """The endpoint's answer, or what is wrong, by its name and with its status."""
    try:
        return await endpoint.handler(request, read_code(request.path_params["code"]))
    except RoomTrouble as trouble:
        return told(trouble)
    except Exception:
        log.exception("A request about a room failed.")
        FAILURES.labels(where="rooms").inc()
        return JSONResponse({"error": "unexpected"}, 500, FRESH)


def told(trouble: RoomTrouble) -> JSONResponse:
    """What is wrong, as JSON; where it will be right again, with the time after which to come again."""
    headers = FRESH | ({"Retry-After": "1"} if isinstance(trouble, TooMany | DatabaseAway) else {})
    return JSONResponse({"error": trouble.name}, trouble.status, headers)
