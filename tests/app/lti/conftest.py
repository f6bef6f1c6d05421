"""A platform, and the app that it may launch, both served on this machine."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("pylti1p3", reason="the extra lti is not installed")

from starlette.applications import Starlette

from fewshot_app.lti import config, grades, ledger, messages, registered
from fewshot_app.lti.keys import FILE, make
from fewshot_app.lti.routes import routes
from tests.app.lti.platform import Platform, served

BASE = "/course"
"""The path below which the app is served here."""
CACHES = (config.configured, ledger.ledger, registered.platforms)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture(scope="module")
def tool(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Platform, Path]]:
    """The app's address, the platform, and the folder with the app's key and file."""
    folder, port, own = tmp_path_factory.mktemp("lti"), free_port(), free_port()
    platform = Platform(f"http://localhost:{own}", f"http://127.0.0.1:{port}{BASE}")
    make(folder, platform.tool)
    with (folder / FILE).open("a") as file:
        file.write(platform.entry())
        file.write(platform.entry(client_id="client-2", deployment_ids=["deployment-2", "deployment-3"]))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(config.NAMED, str(folder / FILE))
        patch.setenv("FEWSHOT_DATABASE", f"sqlite:///{folder}/lti.sqlite")
        for each in CACHES:
            each.cache_clear()
        with served(Starlette(routes=routes(BASE)), port), served(platform.app(), own, "localhost"):
            yield platform.tool, platform, folder
    for each in CACHES:
        each.cache_clear()
    messages._kept.clear()
    grades._tokens.clear()


@pytest.fixture
def platform(tool: tuple[str, Platform, Path]) -> Platform:
    """The platform, as if nothing had been done there."""
    found = tool[1]
    found.custom, found.down, found.declines = {}, 0, False
    for kept in (found.links, found.scores):
        kept.clear()
    return found
