"""The health routes: each says what it checks, and what is wrong is not hidden."""

from __future__ import annotations

import threading
import time
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from starlette.applications import Starlette

from fewshot_app import health, warm
from fewshot_app.classroom import rooms
from fewshot_app.classroom.rooms.book import Book
from fewshot_app.classroom.rooms.hub import Hub
from fewshot_app.classroom.rooms.trouble import DatabaseAway
from fewshot_app.ready import main as ask_ready
from tests.app.classroom.asgi import Told, ask

NOWHERE = "postgresql+psycopg://me@127.0.0.1:1/none"
"""A port that nobody listens on."""


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Hub:
    """A server that is ready; its hub."""
    hub, loaded = Hub(), threading.Event()
    loaded.set()
    monkeypatch.setattr(warm, "LOADED", loaded)
    monkeypatch.setattr(health, "is_reachable", lambda: True)
    monkeypatch.setattr(health, "hub", lambda: hub)
    return hub


def ready() -> Told:
    return ask(Starlette(routes=health.routes("/course")), "GET", "/course/readyz")


def test_a_server_that_has_all_is_ready(server: Hub) -> None:
    told = ready()
    assert told.status == 200 and told.json == {"engine": True, "database": True, "staying": True}
    assert told.headers["cache-control"] == "no-store"


def test_whatever_is_missing_is_named_and_the_process_is_alive_all_the_same(
    server: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.end()
    monkeypatch.setattr(warm, "LOADED", threading.Event())
    monkeypatch.setattr(health, "is_reachable", lambda: False)
    told = ready()
    assert told.status == 503 and told.json == {"engine": False, "database": False, "staying": False}
    alive = ask(Starlette(routes=health.routes("")), "GET", "/healthz")
    assert alive.status == 200 and alive.json == {"alive": True}


def test_a_database_that_does_not_answer_in_time_is_away(
    server: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(health, "LONGEST", 0.1)
    monkeypatch.setattr(health, "is_reachable", lambda: time.sleep(0.6) or True)
    began = time.monotonic()
    routes = Starlette(routes=health.routes(""))
    assert ask(routes, "GET", "/readyz").json["database"] is False
    assert time.monotonic() - began < 2


def test_the_database_is_asked_once_a_second(server: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[bool] = []
    monkeypatch.setattr(health, "is_reachable", lambda: asked.append(True) or True)
    routes = Starlette(routes=health.routes(""))
    assert all(ask(routes, "GET", "/readyz").json["database"] for _ in range(5)) and len(asked) == 1


def test_rooms_without_a_database_say_so(monkeypatch: pytest.MonkeyPatch, tmp_path) -> None:
    pytest.importorskip("psycopg", reason="psycopg is not installed")
    with pytest.raises(DatabaseAway):
        Book(NOWHERE, lambda code, vote: None)
    rooms._opened.cache_clear()
    monkeypatch.setenv("FEWSHOT_DATABASE", NOWHERE)
    assert not rooms.is_reachable()
    monkeypatch.setenv("FEWSHOT_DATABASE", f"sqlite:///{tmp_path}/class.sqlite")
    assert rooms.is_reachable()
    rooms._opened.cache_clear()


def test_warming_up_says_when_it_is_done(monkeypatch: pytest.MonkeyPatch) -> None:
    from fewshot_app.shared import runs

    loaded = threading.Event()
    monkeypatch.setattr(warm, "LOADED", loaded)
    monkeypatch.setattr(runs, "warm_up", lambda: (_ for _ in ()).throw(OSError))
    warm.warm_up()
    assert not loaded.is_set()


@pytest.mark.parametrize(("status", "ends"), [(200, 0), (503, 1)])
def test_a_host_asks_by_a_command(status: int, ends: int, capsys: pytest.CaptureFixture[str]) -> None:
    class Server(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            assert self.path == "/course/readyz"
            self.send_response(status)
            self.end_headers()
            self.wfile.write(b'{"database":false}')

        def log_message(self, *_: object) -> None:
            """Nothing is printed."""

    with HTTPServer(("127.0.0.1", 0), Server) as server:
        threading.Thread(target=server.handle_request).start()
        assert ask_ready([f"http://127.0.0.1:{server.server_port}/course/"]) == ends
    assert ("database" in capsys.readouterr().err) == (ends == 1)


def test_a_host_waits_for_a_server_that_is_not_there_only_so_long(capsys: pytest.CaptureFixture[str]) -> None:
    began = time.monotonic()
    assert ask_ready(["http://127.0.0.1:1", "--wait", "0.6"]) == 1
    assert 0.5 < time.monotonic() - began < 5 and "no answer" in capsys.readouterr().err
