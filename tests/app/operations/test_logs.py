"""Lines of JSON that say what happened, and nothing of whom it happened to."""

from __future__ import annotations

import json
import logging
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from fewshot_app.operations.logs import FORM, Lines
from fewshot_app.operations.watching import Watched
from tests.app.classroom.asgi import ask

VISITOR = "photo-of-anna.jpg"


def line(level: int, event: str, *values: object, **how: Any) -> dict[str, Any]:
    """What is written of a record."""
    extra = how.pop("extra", {})
    record = logging.getLogger("fewshot_app.test").makeRecord("a", level, "f", 1, event, values, **how)
    record.__dict__.update(extra)
    text = Lines().format(record)
    assert "\n" not in text and VISITOR not in text
    found: dict[str, Any] = json.loads(text)
    return found


def test_a_line_has_the_sentence_and_named_values_and_no_others() -> None:
    told = line(logging.INFO, "%s was refused", VISITOR, exc_info=None, extra={"told": {"status": 413}})
    assert told["event"] == "%s was refused" and told["status"] == 413
    assert told["level"] == "info" and told["at"].endswith("+00:00")


def test_of_an_error_its_kind_and_its_places_are_told() -> None:
    try:
        raise FileNotFoundError(VISITOR)
    except FileNotFoundError:
        told = line(logging.ERROR, "A page failed.", exc_info=sys.exc_info())
    assert told["error"] == "FileNotFoundError"
    assert told["in"][-1].startswith("operations/test_logs.py:") and "test_of_an_error" in told["in"][-1]


async def refused(_: Request) -> Response:
    return Response(status_code=429)


async def found(_: Request) -> Response:
    return Response()


def test_a_request_is_told_by_the_form_of_its_path(caplog: pytest.LogCaptureFixture) -> None:
    routes = [Route("/course/join/{code}", found), Route("/course/web/{place}", found)]
    routes.append(Route("/course/often", refused))
    files = Mount("/course", StaticFiles(directory=Path(__file__).parent))  # as Streamlit's are
    app = Starlette(routes=[*routes, files], middleware=[Middleware(Watched, base="/course")])
    caplog.set_level(logging.INFO)
    ask(app, "GET", "/course/join/BCDFG?name=anna", cookie="fewshot_visitor=secret")
    ask(app, "GET", "/course/web/a.js")
    ask(app, "GET", f"/course/{Path(__file__).name}")
    ask(app, "GET", f"/course/{VISITOR}")
    ask(app, "GET", "/elsewhere/BCDFG")
    ask(app, "GET", "/course/often")
    told = [record.told for record in caplog.records if record.getMessage() == "request"]
    assert [(each["route"], each["status"]) for each in told] == [
        ("/join/{code}", 200), ("/static", 404), ("none", 404)
    ]  # fmt: skip
    for record in caplog.records:
        written = Lines().format(record)
        assert not [each for each in ("BCDFG", "anna", "secret", VISITOR) if each in written]


LOGGING = """
import logging
from fewshot_app.operations import logs
from fewshot_app.streamlit_inside import log_by
from streamlit.logger import get_logger

early = get_logger("streamlit.early")
logs.set_up(log_by)
named = ("fewshot_app.x", "y")
for logger in (early, get_logger("streamlit.late"), *map(logging.getLogger, named)):
    logger.warning("Of %s", "photo-of-anna.jpg")
logging.getLogger("fewshot_app.x").info("request", extra={"told": {"ms": 3}})
logging.getLogger("y").info("too much")
early.setLevel(logging.INFO)
early.info("%s is asked for", "photo-of-anna.jpg")
"""


def test_all_loggers_of_the_server_write_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(FORM, "json")
    said = subprocess.run([sys.executable, "-c", LOGGING], capture_output=True, text=True, check=True)
    lines = [json.loads(each) for each in said.stderr.splitlines()]
    assert [each["from"] for each in lines] == [
        "streamlit.early", "streamlit.late", "fewshot_app.x", "y", "fewshot_app.x"
    ]  # fmt: skip
    assert lines[-1]["ms"] == 3 and VISITOR not in said.stderr + said.stdout
