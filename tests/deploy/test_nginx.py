"""The configuration of nginx in nginx itself, before two stand-ins that say what they were asked."""

from __future__ import annotations

import http.client
import json
import shutil
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from tests.deploy.proxy import NGINX, Proxy, free_port

pytestmark = [
    pytest.mark.skipif(NGINX is None, reason="nginx is not installed"),
    pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl is not installed"),
]
PAUSE = 0.6


class StandIn(BaseHTTPRequestHandler):
    """A replica that tells its port and the request's head, and streams two events."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        if self.path.endswith("/events"):
            self.send_response(200)
            self.send_header("Content-Type", "text/event-stream")
            self.send_header("Connection", "close")
            self.end_headers()
            for _ in range(2):
                self.wfile.write(b"data: 1\n\n")
                time.sleep(PAUSE)
            return
        told = {"port": self.server.server_address[1], "path": self.path}
        body = json.dumps(told | {name.lower(): value for name, value in self.headers.items()}).encode()
        self.send_response(101 if self.headers["Upgrade"] else 200)
        self.send_header("Set-Cookie", "visitor=1; Path=/; HttpOnly")
        if self.headers["Upgrade"]:
            self.send_header("Upgrade", "websocket")
            self.send_header("Connection", "Upgrade")
        else:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
        self.close_connection = bool(self.headers["Upgrade"])

    def log_message(self, *_: object) -> None:
        """Nothing is printed."""


@contextmanager
def stand_in(port: int) -> Iterator[None]:
    server = ThreadingHTTPServer(("127.0.0.1", port), StandIn)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class Asked:
    """An answer: its status, what the stand-in told, its head."""

    def __init__(self, answer: http.client.HTTPResponse) -> None:
        self.status, self.headers = answer.status, answer.headers
        body = answer.read()
        self.told: Any = json.loads(body) if body.startswith(b"{") else {}

    @property
    def cookie(self) -> str:
        """The cookie that names a replica, with its flags; empty where none is set."""
        found = self.headers.get_all("Set-Cookie") or []
        return next((each for each in found if each.startswith("fewshot_replica=")), "")


Ask = Callable[..., Asked]


def asking(proxy: Proxy, tls: bool = False) -> Ask:
    def ask(path: str, cookie: str = "", plain: bool = not tls, **headers: str) -> Asked:
        if plain:
            link = http.client.HTTPConnection("127.0.0.1", proxy.port, timeout=10)
        else:
            trusting = ssl.create_default_context(cafile=str(proxy.folder / "tls" / "fullchain.pem"))
            link = http.client.HTTPSConnection("127.0.0.1", proxy.tls_port, timeout=10, context=trusting)
        link.request("GET", path, headers=headers | ({"Cookie": cookie} if cookie else {}))
        asked = Asked(link.getresponse())
        link.close()
        return asked

    return ask


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Proxy]:
    """At /course, before two stand-ins."""
    ports = (free_port(), free_port())
    with stand_in(ports[0]), stand_in(ports[1]):
        proxy = Proxy(tmp_path_factory.mktemp("plain") / "nginx", ports, "/course")
        yield proxy
        proxy.stop()


def test_a_visitor_stays_with_the_replica_that_answered_first(plain: Proxy) -> None:
    ask = asking(plain)
    for _ in range(4):
        first = ask("/course/compare?n=5")
        port = first.told["port"]
        assert first.cookie == f"fewshot_replica={port}; Path=/course/; HttpOnly; SameSite=Lax"
        again = [ask("/course/_stcore/health", first.cookie.partition(";")[0]) for _ in range(6)]
        assert {each.told["port"] for each in again} == {port}
        assert not any(each.cookie for each in again), "the cookie is set once"
    assert {ask("/course/").told["port"] for _ in range(8)} == set(plain.replicas), "both get visitors"


def test_a_browser_without_cookies_has_one_replica_for_its_session(plain: Proxy) -> None:
    ask = asking(plain)
    ports = {ask("/course/_stcore/stream").told["port"] for _ in range(6)}
    ports |= {ask("/course/media/a.png").told["port"] for _ in range(6)}
    assert len(ports) == 1


def test_a_cookie_that_names_no_replica_is_replaced(plain: Proxy) -> None:
    asked = asking(plain)("/course/", "fewshot_replica=80")
    assert "Strict-Transport-Security" not in asked.headers
    assert asked.status == 200 and asked.cookie.startswith(f"fewshot_replica={asked.told['port']};")


def test_the_app_learns_who_asks_and_by_which_address(plain: Proxy) -> None:
    told = asking(plain)("/course/", **{"X-Forwarded-For": "1.2.3.4", "X-Forwarded-Proto": "https"}).told
    assert told["host"] == f"127.0.0.1:{plain.port}" and told["path"] == "/course/"
    assert told["x-forwarded-for"] == "127.0.0.1", "what a client claims is not passed on"
    assert told["x-forwarded-proto"] == "http"


def test_phones_go_to_either_replica_and_get_no_cookie(plain: Proxy) -> None:
    asked = [asking(plain)("/course/api/rooms/BCDFG") for _ in range(8)]
    assert {each.told["port"] for each in asked} == set(plain.replicas)
    assert not any(each.cookie for each in asked)


def test_a_connection_is_upgraded(plain: Proxy) -> None:
    asked = asking(plain)("/course/_stcore/stream", Upgrade="websocket", Connection="Upgrade")
    assert asked.status == 101 and asked.headers["Upgrade"] == "websocket"


def test_events_come_as_they_are_told(plain: Proxy) -> None:
    link = http.client.HTTPConnection("127.0.0.1", plain.port, timeout=10)
    link.request("GET", "/course/api/rooms/BCDFG/events")
    answer, began = link.getresponse(), time.monotonic()
    assert answer.read(9) == b"data: 1\n\n" and time.monotonic() - began < PAUSE / 2
    link.close()


@pytest.mark.parametrize(
    "path", ["/", "/coursework", "/api/rooms/BCDFG", "/course/readyz", "/course/healthz"]
)
def test_what_is_not_the_apps_is_not_found(plain: Proxy, path: str) -> None:
    assert asking(plain)(path).status == 404


def test_the_base_path_without_its_slash_leads_to_it(plain: Proxy) -> None:
    asked = asking(plain)("/course?n=5")
    assert asked.status == 301 and asked.headers["Location"] == "/course/?n=5"


def test_a_visitor_goes_to_the_other_replica_and_stays_there(tmp_path: Path) -> None:
    ports = (free_port(), free_port())
    with stand_in(ports[1]):
        with stand_in(ports[0]):
            proxy = Proxy(tmp_path / "nginx", ports)
            ask = asking(proxy)
            assert ask("/", f"fewshot_replica={ports[0]}").told["port"] == ports[0]
        moved = ask("/", f"fewshot_replica={ports[0]}")
        assert moved.told["port"] == ports[1] and f"fewshot_replica={ports[1]};" in moved.cookie
        with stand_in(ports[0]):
            assert ask("/", moved.cookie.partition(";")[0]).told["port"] == ports[1]
            proxy.reload()
            assert ask("/", f"fewshot_replica={ports[0]}").status == 200
    proxy.stop()


def test_with_tls_every_cookie_is_secure_and_plain_http_leads_there(tmp_path: Path) -> None:
    ports = (free_port(), free_port())
    with stand_in(ports[0]), stand_in(ports[1]):
        proxy = Proxy(tmp_path / "nginx", ports, "/course", tls=True)
        ask = asking(proxy, tls=True)
        asked = ask("/course/")
        assert asked.told["x-forwarded-proto"] == "https"
        told = [ask(path).headers["Strict-Transport-Security"] for path in ("/course/", "/course/api/a")]
        assert told == ["max-age=31536000"] * 2
        assert all("secure" in each.lower() for each in asked.headers.get_all("Set-Cookie"))
        assert asked.cookie.endswith("Secure; SameSite=None; Partitioned")
        led = ask("/course/compare?n=5", plain=True)
        assert led.status == 308 and led.headers["Location"] == "https://127.0.0.1/course/compare?n=5"
        assert ask("/course").headers["Location"] == "/course/"
        proxy.stop()
