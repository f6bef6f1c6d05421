"""Headers on every answer, frames for stated hosts alone, and no detail where something fails."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route

from fewshot_app import launch, server
from fewshot_app.guard.closed import CLOSED, Closed
from fewshot_app.guard.headers import FIXED, POLICY, Headers
from fewshot_app.guard.policy import frame_ancestors, policy
from fewshot_app.shared.network import FRAMES, named_hosts
from fewshot_app.streamlit_inside import index_page
from fewshot_core.cli import main
from fewshot_core.tensors.errors import Unusable
from tests.app.classroom.asgi import Told, ask

SECRET = "/home/lecturer/photo-of-anna.jpg"


async def fine(_: Request) -> Response:
    return PlainTextResponse("here")


async def own(_: Request) -> Response:
    return Response(headers={POLICY: "default-src 'none'", "Referrer-Policy": "no-referrer"})


async def failing(_: Request) -> Response:
    raise RuntimeError(SECRET)


async def half(_: Request) -> Response:
    async def parts() -> Any:
        yield b"begun"
        raise RuntimeError(SECRET)

    return StreamingResponse(parts())


def app(debug: bool = False, base: str = "") -> Starlette:
    paths = {"/fine": fine, "/own": own, "/failing": failing, "/half": half}
    headers = Middleware(Headers, policy="default-src 'self'", frames=frame_ancestors(("a.example",)))
    routes = [Route(path, act) for path, act in paths.items()]
    return Starlette(debug, routes, [headers, Middleware(Closed, base=base)])


def of(path: str, **how: Any) -> Told:
    return ask(app(**how), "GET", path)


@pytest.mark.parametrize("path", ["/fine", "/nowhere", "/failing", *CLOSED])
def test_every_answer_has_the_headers(path: str) -> None:
    told = of(path)
    assert {name.lower(): value for name, value in FIXED.items()}.items() <= told.headers.items()
    assert told.headers[POLICY.lower()] == "default-src 'self'; frame-ancestors 'self' a.example"


def test_an_answers_own_headers_stay_and_frames_are_the_servers() -> None:
    told = of("/own")
    assert told.headers["referrer-policy"] == "no-referrer"
    assert told.headers[POLICY.lower()] == "default-src 'none'; frame-ancestors 'self' a.example"


@pytest.mark.parametrize("debug", [False, True])
def test_a_failure_tells_nothing_of_itself(debug: bool, caplog: pytest.LogCaptureFixture) -> None:
    told = of("/failing", debug=debug)
    assert told.status == 500 and told.body == b"Internal Server Error"
    assert of("/half", debug=debug).body == b"begun"
    assert SECRET in caplog.text, "whoever runs the server finds what failed in the log"


@pytest.mark.parametrize("path", CLOSED)
def test_what_streamlit_opens_by_itself_is_closed(path: str) -> None:
    assert of(path).status == 404
    assert of(f"/course{path}mcp", base="/course").status == 404


def test_streamlits_own_details_and_statistics_are_off() -> None:
    told = tomllib.loads((server.HERE / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    assert told["client"]["showErrorDetails"] == "none"
    assert told["browser"]["gatherUsageStats"] is False
    assert told["server"]["enableXsrfProtection"] is True
    assert not told.get("global", {}).get("developmentMode")


def test_the_policy_allows_the_scripts_of_the_page_and_of_streamlits_own() -> None:
    served, streamlits = policy(server.front_door()), policy(index_page())
    assert served.count("'sha256-") == 2
    (hash_of_streamlits,) = [part for part in streamlits.split() if part.startswith("'sha256-")]
    assert hash_of_streamlits in served, "an unknown path is answered by Streamlit's own page"
    scripts = served.partition("script-src")[2].partition(";")[0]
    assert "unsafe" not in scripts and "http" not in served and "*" not in served


@pytest.mark.parametrize("host", ["https://moodle.example.org", "*.example.org", "localhost:8080"])
def test_stated_hosts_may_show_pages_in_a_frame(monkeypatch: pytest.MonkeyPatch, host: str) -> None:
    given: list[Any] = []
    monkeypatch.setattr(launch, "launch", lambda *asked: given.append(asked[4]) or 0)
    assert main(["app", "--embed-from", host, "b.example"]) == 0
    assert given == [{FRAMES: f"{host} b.example"}]
    monkeypatch.setenv(FRAMES, given[0][FRAMES])
    assert frame_ancestors(named_hosts()) == f"frame-ancestors 'self' {host} b.example"


@pytest.mark.parametrize("host", ["*", "'none'", "a.example; script-src *", "javascript:", "https://", ""])
def test_anything_else_is_no_host(host: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(Unusable):
        frame_ancestors((host,))
    assert main(["app", "--embed-from", host]) == 1
    assert "--embed-from" in capsys.readouterr().err
