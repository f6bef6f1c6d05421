"""The API's description, made of the same table as its routes."""

from __future__ import annotations

from collections import defaultdict

from ..rooms.trouble import DatabaseAway, NoRoom, NotYours, RoomTrouble
from .endpoints import ENDPOINTS, Endpoint
from .schemas import SCHEMAS, Json

VERSION = "1"


def openapi(server: str) -> Json:
    """The description in OpenAPI 3.1; ``server`` is the path that all others are below."""
    paths: defaultdict[str, Json] = defaultdict(dict)
    for each in ENDPOINTS:
        paths[f"/api/rooms/{{code}}{each.path.replace(':int', '')}"][each.method.lower()] = _operation(each)
    return {
        "openapi": "3.1.0",
        "info": {"title": "Few-shot classroom: rooms of a class", "version": VERSION},
        "servers": [{"url": server or "/"}],
        "paths": dict(paths),
        "components": {
            "schemas": SCHEMAS,
            "securitySchemes": {"lecturer": {"type": "apiKey", "in": "cookie", "name": "fewshot_visitor"}},
        },
    }


def _operation(each: Endpoint) -> Json:
    numbered = [{"name": "number", "in": "path", "required": True, "schema": {"type": "integer"}}]
    code = {"name": "code", "in": "path", "required": True, "schema": {"type": "string"}}
    found: Json = {
        "summary": each.summary,
        "parameters": [code, *(numbered if "{number" in each.path else [])],
        "responses": {"200": _answer(each), **_troubles(each)},
    }
    if each.takes:
        found["requestBody"] = {"required": True, "content": {"application/json": _schema(each.takes)}}
    if NotYours in each.troubles:
        found["security"] = [{"lecturer": []}]
    return found


def _answer(each: Endpoint) -> Json:
    if not each.events:
        return {"description": each.gives, "content": {"application/json": _schema(each.gives)}}
    told = f"Events: {', '.join(each.events)}. The data of the first is {each.gives}."
    return {"description": told, "content": {"text/event-stream": {"schema": {"type": "string"}}}}


def _troubles(each: Endpoint) -> Json:
    names: defaultdict[int, list[str]] = defaultdict(list)
    troubles: tuple[type[RoomTrouble], ...] = (NoRoom, DatabaseAway, *each.troubles)
    for trouble in troubles:
        names[trouble.status].append(trouble.name)
    content = {"application/json": _schema("Error")}
    return {
        str(status): {"description": ", ".join(found), "content": content} for status, found in names.items()
    }


def _schema(name: str) -> Json:
    return {"schema": {"$ref": f"#/components/schemas/{name}"}}
