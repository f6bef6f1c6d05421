"""How much browsers may upload at once."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from fewshot_app import upload_bound
from fewshot_app.upload_bound import FILES, MB, UploadBound


async def _take(scope: Any, receive: Any, send: Any) -> None:
    await send({"type": "http.response.start", "status": 204, "headers": []})


def status_of(method: str, megabytes: int | None) -> int:
    """What the server answers to an upload that says that it has so many bytes."""
    sent: list[dict[str, Any]] = []

    async def send(message: Any) -> None:
        sent.append(message)

    headers = [(b"content-length", str(megabytes * MB).encode())] if megabytes else []
    path = "/course/_stcore/upload_file/me/file"
    scope = {"type": "http", "method": method, "path": path, "headers": headers}
    asyncio.run(UploadBound(_take)(scope, None, send))  # type: ignore[arg-type]
    return int(sent[0]["status"])


@pytest.mark.parametrize(
    ("kept", "megabytes", "status"),
    [
        ({}, 64, 204),
        ({"me": (1, 60 * MB)}, 30, 413),
        ({"me": (1, 60 * MB)}, 10, 204),
        ({"me": (FILES, 1)}, 1, 413),
        ({"other": (1, 60 * MB)}, 60, 204),
        ({str(i): (1, 60 * MB) for i in range(4)}, 30, 413),
        ({"me": (1, 60 * MB)}, None, 413),
    ],
)
def test_an_upload_that_is_too_much_is_refused_before_it_is_read(
    monkeypatch: pytest.MonkeyPatch, kept: dict[str, tuple[int, int]], megabytes: int | None, status: int
) -> None:
    monkeypatch.setattr(upload_bound, "uploaded", lambda: kept)
    assert status_of("PUT", megabytes) == status
    assert status_of("DELETE", megabytes) == 204
