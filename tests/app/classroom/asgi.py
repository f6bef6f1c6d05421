"""An application asked without a server: one request, or a stream of events that is left after a while."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

NONE: Mapping[str, str] = MappingProxyType({})


@dataclass
class Told:
    """An answer."""

    status: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def events(self) -> list[tuple[str, Any]]:
        """The names and contents of server-sent events."""
        parts = [part.split("\n") for part in self.body.decode().split("\n\n") if part.startswith("event")]
        return [(name[7:], json.loads(content[6:])) for name, content in parts]


def ask(
    app: Any, method: str, path: str, body: Any = None, cookie: str = "",
    until: Callable[[Told], bool] | None = None, headers: Mapping[str, str] = NONE,
) -> Told:  # fmt: skip
    """The whole answer; of a stream what came ``until`` that holds, and then the client leaves."""
    sent = {"cookie": cookie, **headers} if cookie else headers
    return asyncio.run(_ask(app, method, path, body, sent, until))


async def _ask(app: Any, method: str, path: str, body: Any, sent: Mapping[str, str], until: Any) -> Told:
    told, left = Told(), asyncio.Event()
    content = body if isinstance(body, bytes) else b"" if body is None else json.dumps(body).encode()
    asked = [{"type": "http.request", "body": content, "more_body": False}]

    async def receive() -> dict[str, Any]:
        if asked:
            return asked.pop()
        await left.wait()
        return {"type": "http.disconnect"}

    async def send(message: Any) -> None:
        if message["type"] == "http.response.start":
            told.status = message["status"]
            told.headers = {key.decode(): value.decode() for key, value in message["headers"]}
            return
        told.body += message.get("body", b"")
        if until and until(told):
            left.set()

    route, _, query = path.partition("?")
    headers = [(name.encode(), value.encode()) for name, value in sent.items()]
    scope = {
        "type": "http", "method": method, "path": route, "raw_path": route.encode(),
        "query_string": query.encode(), "headers": headers, "scheme": "http",
        "server": ("test", 80), "root_path": "", "http_version": "1.1",
    }  # fmt: skip
    await asyncio.wait_for(app(scope, receive, send), 20)
    return told
