"""Starting the app: a free port, the settings of this start, one process.

What is the same at every start stands in ``.streamlit/config.toml`` beside this file. What differs is
handed to Streamlit by its environment variables. No question is asked and nothing is written to disk.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
import webbrowser
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from fewshot_core.tensors.errors import Unusable

from .shared.network import EVERYWHERE, reachable

FIRST_PORT, PORTS = 8501, 100
SERVER = Path(__file__).with_name("server.py")
Settings = Mapping[str, str]
"""What else is said to the server at this start, by environment variables."""
NO_SETTINGS: Settings = MappingProxyType({})
COMMAND = (sys.executable, "-m", "streamlit", "run", str(SERVER))


def launch(
    port: int | None,
    host: str,
    open_browser: bool,
    device: str,
    settings: Settings = NO_SETTINGS,
    base: str = "",
) -> int:
    """Serve the app until it is stopped; returns its exit status.

    ``port`` None takes the first free one from 8501 on. ``device`` names where learners answer; with ``auto``
    the server chooses. ``base`` is the path below which all is served, "" or, for example, "/course". Raises
    Unusable where the port that was asked for, or every one of a hundred, is not free.
    """
    used = free_port(host) if port is None else port
    if not is_free(host, used):
        raise Unusable("--port", str(used), f"{host} does not have it free; choose another")
    if port is None and used != FIRST_PORT:
        print(f"Port {FIRST_PORT} is taken; using {used}.", flush=True)
    # A session of its own: Ctrl-C comes here alone, and the server is asked to end, which it does quietly.
    surroundings = environment(used, host, device, settings, base)
    process = subprocess.Popen(COMMAND, env=surroundings, start_new_session=True)
    for request in ("SIGTERM", "SIGHUP"):
        if hasattr(signal, request):  # Windows has no SIGHUP
            signal.signal(getattr(signal, request), lambda *_: process.terminate())
    try:
        elsewhere = tuple(address(each, used, base) for each in reachable()) if host in EVERYWHERE else ()
        tell_when_ready(process, address(host, used, base), open_browser, elsewhere)
        return _status(process.wait())
    except KeyboardInterrupt:
        process.terminate()
        return _status(process.wait())


def tell_when_ready(
    process: subprocess.Popen,
    url: str,
    open_browser: bool,
    elsewhere: tuple[str, ...] = (),
) -> None:
    """Wait until the page can be had, say where it is, and open it.

    ``elsewhere`` are its addresses for other devices. Returns early if the server ends.
    """
    while process.poll() is None:
        try:
            with urllib.request.urlopen(f"{url}/_stcore/health", timeout=2):
                break
        except OSError:
            time.sleep(0.1)
    else:
        return
    print(f"The app is at {url} (Ctrl-C stops it).", flush=True)
    for there in elsewhere:
        print(f"On the local network it is at {there}", flush=True)
    if open_browser and has_screen():
        webbrowser.open(url)


def has_screen() -> bool:
    """Is there a screen to open a browser on? Without one, Python would start a browser in the terminal."""
    return sys.platform in ("win32", "darwin") or bool({"DISPLAY", "WAYLAND_DISPLAY"} & set(os.environ))


def environment(
    port: int, host: str, device: str, settings: Settings = NO_SETTINGS, base: str = ""
) -> dict[str, str]:
    """The server's environment: this process's own, and what differs from start to start.

    By default the C library keeps a heap for every thread that ever ran, and Streamlit runs many: freed
    memory would stay with each of them. Two heaps are enough for two worker threads.
    """
    options = {
        "STREAMLIT_SERVER_PORT": str(port),
        "STREAMLIT_SERVER_ADDRESS": host,
        "STREAMLIT_SERVER_BASE_URL_PATH": base,
        "FEWSHOT_DEVICE": device,
    }
    return {"MALLOC_ARENA_MAX": "2", **os.environ, **options, **settings}


def address(host: str, port: int, base: str = "") -> str:
    """The page's address for a browser on this machine."""
    shown = "localhost" if host in EVERYWHERE else f"[{host}]" if ":" in host else host
    return f"http://{shown}:{port}{base}"


def free_port(host: str) -> int:
    """The first free port from 8501 on; the last that was tried where none is."""
    ports = range(FIRST_PORT, FIRST_PORT + PORTS)
    return next((port for port in ports if is_free(host, port)), ports[-1])


def is_free(host: str, port: int) -> bool:
    """Can a server listen there?"""
    if not 0 < port < 65536:
        return False
    try:
        places = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        for family, kind, protocol, _, place in places:
            with socket.socket(family, kind, protocol) as probe:
                if os.name != "nt":  # there, it would let two servers share a port
                    probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                probe.bind(place)
    except OSError:
        return False
    return True


def _status(status: int) -> int:
    """The exit status; a server that was asked to end has not failed."""
    return 0 if status == -signal.SIGTERM else status
