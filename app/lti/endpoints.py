"""The routes below ``lti/``: two for platforms, one with the app's public key, four for browsers."""

from __future__ import annotations

import json
import logging
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import parse_qsl

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from ..shared.text import language, words
from . import grades, pages
from .ledger import PICKING, ledger
from .linking import CUSTOM, response
from .messages import Launch, asked, received
from .registered import current, key_set
from .targets import Target, goal_of, target_of
from .trouble import BadAddress, BadScore, LtiTrouble, Stale, TooMuch

log = logging.getLogger(__name__)

LARGEST = 64 * 1024
"""Bytes of a body; a platform's message has a few thousand."""
CLAIM = "https://purl.imsglobal.org/spec/lti/claim/"
DEEP_LINK = "https://purl.imsglobal.org/spec/lti-dl/claim/deep_linking_settings"
SERVICE = "https://purl.imsglobal.org/spec/lti-ags/claim/endpoint"
FRESH = {"Cache-Control": "no-store"}

Handler = Callable[[Request], Awaitable[Response]]


async def _body(request: Request) -> bytes:
    content = bytearray()
    async for part in request.stream():
        content += part
        if len(content) > LARGEST:
            raise TooMuch
    return bytes(content)


async def _form(request: Request) -> dict[str, str]:
    """The parameters of the address and of the form."""
    body = (await _body(request)).decode("utf-8", "replace")
    return {**request.query_params, **dict(parse_qsl(body))}


async def _json(request: Request) -> dict[str, Any]:
    try:
        found = json.loads(await _body(request))
    except (ValueError, RecursionError):
        raise LtiTrouble from None
    if not isinstance(found, dict):
        raise LtiTrouble
    return found


def _accepted(request: Request) -> str:
    """The languages that the browser asks for."""
    return request.headers.get("accept-language", "")


async def login(request: Request) -> Response:
    """A platform announces a launch: its browser is sent back there for the message."""
    there, state = await run_in_threadpool(asked, await _form(request))
    return pages.to_platform(there, state, words(language(None, _accepted(request))))


async def launch(request: Request) -> Response:
    """A platform's message: its browser goes on to the page, or to the list of pages."""
    message = await run_in_threadpool(received, await _form(request))
    wish = message.claims.get(f"{CLAIM}launch_presentation", {}).get("locale", "")
    accepted = f"{str(wish).replace('_', '-')},{_accepted(request)}"
    if message.is_deep_link_launch():
        ticket = await run_in_threadpool(ledger().begin, _picking(message), PICKING)
        return pages.picker(f"{current().url}/lti/pick", ticket, words(language(None, accepted)))
    if not message.is_resource_launch():
        raise LtiTrouble
    target = _target(message)
    lang = language(target.query.get("lang"), accepted)
    visit = _visit(message, target, lang)
    ticket = await run_in_threadpool(ledger().begin, visit) if visit else ""
    after = f"#lti={ticket}" if ticket else ""
    return pages.from_platform(
        f"{current().url}/{target.address(lang)}{after}", message.state.given, words(lang)
    )


def _picking(message: Launch) -> dict[str, Any]:
    """What is needed to answer, once a teacher has picked."""
    body = message.claims
    return {
        "issuer": message.get_iss(),
        "client_id": message.get_client_id(),
        "deployment": body[f"{CLAIM}deployment_id"],
        "settings": body[DEEP_LINK],
    }


def _target(message: Launch) -> Target:
    """The page that the link was made for, else the one that its address names, else the course."""
    body = message.claims
    own = body.get(f"{CLAIM}custom", {}).get(CUSTOM)
    if own:
        return target_of(str(own), current().url)
    named = str(body.get(f"{CLAIM}target_link_uri", ""))
    if named.startswith(f"{current().url}/") and not named.startswith(current().launch_url):
        return target_of(named, current().url)
    return Target("chapters")


def _visit(message: Launch, target: Target, lang: str) -> dict[str, Any] | None:
    """What is kept so that a result can be sent; None where there is none, or nowhere to send it."""
    body = message.claims
    service, user = body.get(SERVICE), body.get("sub")
    if not user or not service or goal_of(target) is None or not grades.takes_results(service):
        return None
    about = {"issuer": message.get_iss(), "client_id": message.get_client_id(), "user": user}
    return about | {"service": {"lineitem": service["lineitem"]}, "target": target.text, "lang": lang}


async def jwks(_: Request) -> Response:
    """The app's public key."""
    return JSONResponse(key_set(current().key), headers={"Cache-Control": "public, max-age=3600"})


async def pick(request: Request) -> Response:
    """A teacher has picked a page: the platform is told."""
    form = await _form(request)
    w, ticket = words(language(form.get("lang"), "")), form.get("ticket", "")
    try:
        given = form.get("address") or form.get("target")
        if not given:
            raise BadAddress
        target = target_of(given, current().url)
    except BadAddress:
        return pages.picker(f"{current().url}/lti/pick", ticket, w, "address")
    _, picking = await run_in_threadpool(ledger().enter, ticket)
    message = await run_in_threadpool(response, picking, target, w)
    return pages.sent_back(picking["settings"]["deep_link_return_url"], {"JWT": message}, w)


async def enter(request: Request) -> Response:
    """A page uses its ticket: it gets the key that results are sent with, and what is to be done."""
    ticket = (await _json(request)).get("ticket")
    if not isinstance(ticket, str):
        raise Stale
    key, visit = await run_in_threadpool(ledger().enter, ticket)
    goal = goal_of(target_of(visit.get("target", "")))
    if goal is None:
        raise Stale
    said = words(visit["lang"]).section("lti.report")
    return JSONResponse({"key": key, "goal": goal.to_json(), "words": said}, headers=FRESH)


async def again(request: Request) -> Response:
    """A page goes on in another window: a ticket for the same visit."""
    key = _key(request)
    await run_in_threadpool(ledger().count, key)
    visit = await run_in_threadpool(ledger().visit, key)
    return JSONResponse({"ticket": await run_in_threadpool(ledger().begin, visit)}, headers=FRESH)


def _key(request: Request) -> str:
    """The key of a visit; raises Stale where there is none."""
    kind, _, key = request.headers.get("authorization", "").partition(" ")
    if kind != "Bearer":
        raise Stale
    return key


async def score(request: Request) -> Response:
    """A page sends a result; it is passed on to the platform."""
    key = _key(request)
    given = (await _json(request)).get("score")
    visit = await run_in_threadpool(ledger().visit, key)
    goal = goal_of(target_of(visit.get("target", "")))
    if goal is None or type(given) is not int or not 0 <= given <= goal.most:
        raise BadScore
    await run_in_threadpool(ledger().count, key)
    await run_in_threadpool(grades.send, visit, given, goal.most)
    return JSONResponse({"score": given, "most": goal.most}, headers=FRESH)


async def answered(handler: Handler, shown: bool, request: Request) -> Response:
    """The handler's answer, or what is wrong: as a page that is ``shown``, or as JSON."""
    try:
        return await handler(request)
    except LtiTrouble as trouble:
        log.warning("%s: %s", type(trouble).__name__, trouble)
        name, status = trouble.name, trouble.status
    except Exception:
        log.exception("A request of a platform failed.")
        name, status = LtiTrouble.name, 500
    w = words(language(None, _accepted(request)))
    if shown:
        return pages.told(name, status, w)
    return JSONResponse({"error": name, "said": w(f"lti.trouble.{name}")}, status, FRESH)
