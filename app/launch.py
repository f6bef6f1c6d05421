"""Starting the app. Its settings are in ``.streamlit/config.toml`` beside this file."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

SERVER = Path(__file__).with_name("server.py")


def command(port: int, host: str, open_browser: bool) -> list[str]:
    """The command line that serves the app; only what differs from start to start stands here."""
    options = {
        "server.port": str(port),
        "server.address": host,
        "server.headless": str(not open_browser).lower(),
    }
    flags = [f"--{name}={value}" for name, value in options.items()]
    return [sys.executable, "-m", "streamlit", "run", str(SERVER), *flags]


def environment() -> dict[str, str]:
    """The server's environment.

    By default the C library keeps a heap for every thread that ever ran, and Streamlit runs many:
    freed memory would stay with each of them. Two heaps are enough for two worker threads.
    """
    return {"MALLOC_ARENA_MAX": "2", **os.environ}


def launch(port: int, host: str, open_browser: bool) -> int:
    """Serve the app until it is stopped; returns its exit status."""
    try:
        return subprocess.call(command(port, host, open_browser), env=environment())
    except KeyboardInterrupt:
        return 0
