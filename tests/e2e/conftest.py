"""A real browser on the real app: one server and one window for the whole run, one page a test."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.e2e.film import film
from tests.e2e.window import page, visited, window

__all__ = ["film", "page", "visited", "window"]
sync_api = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")

HERE = Path(__file__).parent
SECOND_TRY = pytest.mark.flaky(reruns=1)
"""A browser beside other work now and then misses a wait: one more try, which pytest's last line tells."""
CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
NO_FEATURES = (
    # Pages of the browser's own below the address bar of each new window: a second of processor each.
    *("WebUIOmniboxPopup", "WebUIOmniboxAimPopup"),
    # Chromium heeds the last such list alone, so Playwright's is said once more.
    *("AimEnabled", "AvoidCorsURLLoaderRestartOnRedirect", "AvoidUnnecessaryBeforeUnloadCheckSync"),
    *("DestroyProfileOnBrowserClose", "HttpsFirstBalancedModeAutoEnable", "HttpsUpgrades", "LensOverlay"),
    *("MediaRouter", "NetworkTimeServiceQuerying", "OptimizationHints", "PaintHolding"),
    *("PreconnectToSearch", "ThirdPartyStoragePartitioning"),
)
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    f"--disable-features={','.join(NO_FEATURES)}",
)
START_SECONDS = 60
REST_SECONDS, AWAITED_SECONDS = 1.5, 120
"""Nothing heard of the server for so long: all is there. After so long something is wrong."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every test in the browser has a second try."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(SECOND_TRY)


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the app, served on a free port; what visitors bring goes with the tests' own files."""
    yield from serve(os.environ | {"FEWSHOT_STORE": str(tmp_path_factory.mktemp("store"))})


def free_port() -> int:
    """A port that is free at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def serve(surroundings: dict[str, str], port: int | None = None) -> Iterator[str]:
    """The address of an app that is served with these environment variables, until the end."""
    port = port or free_port()
    start = [sys.executable, "-m", "fewshot_core.cli", "app", "--no-browser", "--host", "127.0.0.1"]
    command = [*start, "--port", str(port)]
    # Started from here, where no package lies: "python -m" takes those of its own folder first.
    process = subprocess.Popen(command, cwd=HERE, env=surroundings, stdout=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_until_healthy(address, process)
        yield address
    finally:
        process.terminate()
        process.wait(10)


def _wait_until_healthy(address: str, process: subprocess.Popen) -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end:
        assert process.poll() is None, "the app's server ended while starting"
        try:
            with urllib.request.urlopen(f"{address}/_stcore/health", timeout=2):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    pytest.fail(f"the app's server did not answer within {START_SECONDS} s")


@pytest.fixture(scope="session")
def browser() -> Iterator[sync_api.Browser]:
    if not Path(CHROMIUM).exists():
        pytest.skip(f"no Chromium at {CHROMIUM}")
    with sync_api.sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        yield chromium
        chromium.close()


@pytest.fixture(params=("en", pytest.param("zh", marks=pytest.mark.slow)))
def lang(request: pytest.FixtureRequest) -> str:
    """Both languages of the app; the second by ``pytest -m "slow or not slow" tests/e2e``.

    By default Chinese is seen in the browser by ``test_every_page``, ``test_accessible`` and the walks.
    """
    return request.param


def at_rest(page: sync_api.Page) -> Callable[[], None]:
    """To be called before a page is opened, and again to wait until it shows all that it will.

    While a learner is awaited, the page asks for it a few times a second, so the server sends something.
    """
    heard = [time.monotonic()]
    page.on("websocket", lambda socket: socket.on("framereceived", lambda _: heard.append(time.monotonic())))

    def wait() -> None:
        end = time.monotonic() + AWAITED_SECONDS
        while time.monotonic() - heard[-1] < REST_SECONDS:
            assert time.monotonic() < end, f"the server still sends after {AWAITED_SECONDS} s"
            page.wait_for_timeout(100)

    return wait


@pytest.fixture
def kept_svg(page: sync_api.Page) -> Callable[[sync_api.Locator], ElementTree.Element]:
    """Press the button below a picture: the file that is downloaded, read as XML."""

    def press(root: sync_api.Locator) -> ElementTree.Element:
        with page.expect_download() as download:
            root.locator("[data-do=save], [data-save=svg]").click()
        kept = ElementTree.parse(download.value.path()).getroot()
        assert kept.tag == "{http://www.w3.org/2000/svg}svg" and float(kept.get("width", 0)) > 200
        return kept

    return press


@pytest.fixture
def visit(page: sync_api.Page, server: str) -> Callable[..., None]:
    """Open a page of the app: ``visit("explorer", n=5, lang="zh")``."""

    def go(name: str, **params: object) -> None:
        page.goto(f"{server}/{name}?" + "&".join(f"{key}={value}" for key, value in params.items()))

    return go
