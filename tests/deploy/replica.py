"""A server of the app as a host runs it: ``fewshot app`` with a port, a store and a database."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
PATIENCE = 120.0
"""Seconds that a server on a busy machine has to start or to end."""


class Replica:
    """One server, which is started by ``start``."""

    def __init__(self, port: int, base: str, store: Path, database: str) -> None:
        self.port, self.base = port, base
        self._surroundings = os.environ | {"FEWSHOT_DATABASE": database}
        options = ("--host", "127.0.0.1", "--port", str(port), "--base-path", base, "--store", str(store))
        self._command = [sys.executable, "-m", "fewshot_core.cli", "app", "--no-browser", *options]
        self.process: subprocess.Popen | None = None

    def start(self) -> None:
        """Start it; it may take a while until it is ready."""
        self.process = subprocess.Popen(
            self._command,
            cwd=HERE,
            env=self._surroundings,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def health(self, route: str = "readyz") -> tuple[int, dict[str, Any]]:
        """What a health route answers; status 0 where nobody does."""
        try:
            with urllib.request.urlopen(
                f"http://127.0.0.1:{self.port}{self.base}/{route}", timeout=5
            ) as found:
                return found.status, json.load(found)
        except urllib.error.HTTPError as error:
            return error.code, json.load(error)
        except OSError:
            return 0, {}

    def wait_until(self, status: int) -> float:
        """Seconds until ``readyz`` has this status."""
        began = time.monotonic()
        while time.monotonic() - began < PATIENCE:
            if self.health()[0] == status:
                return time.monotonic() - began
            time.sleep(0.1)
        raise TimeoutError(f"no status {status} within {PATIENCE} s: {self.health()}")

    def kill(self) -> None:
        """End it by SIGKILL: the server itself, whatever it is doing."""
        assert self.process
        for pid in children(self.process.pid):
            os.kill(pid, signal.SIGKILL)
        self.process.wait(PATIENCE)

    def stop(self) -> float:
        """Ask it to end; seconds until it has."""
        began = time.monotonic()
        if self.process and self.process.poll() is None:
            self.process.terminate()
            self.process.wait(PATIENCE)
        return time.monotonic() - began


def children(pid: int) -> list[int]:
    """The processes that a process has started (Linux)."""
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
