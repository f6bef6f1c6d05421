"""The real command, started as a new user starts it: an empty home, a terminal or none."""

from __future__ import annotations

import os
import pty
import re
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread

SECONDS = 120
"""A busy machine is given this long; what a quiet one needs is measured by ``tests/load/start.py``."""


@dataclass
class Started:
    """The running command and what it has said so far."""

    process: subprocess.Popen
    said: bytearray = field(default_factory=bytearray)

    @property
    def text(self) -> str:
        return self.said.decode(errors="replace")

    def address(self) -> str:
        """Where it says that the app is; fails if it ends, asks, or stays silent."""
        end = time.monotonic() + SECONDS
        while time.monotonic() < end:
            if found := re.search(r"http://[\w.\[\]:]+:\d+", self.text):
                return found.group()
            assert self.process.poll() is None, f"it ended: {self.text}"
            time.sleep(0.1)
        raise AssertionError(f"no address within {SECONDS} s: {self.text}")

    def stop(self) -> int:
        """Ctrl-C; returns the exit status."""
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(30)


def fewshot() -> str:
    """The command of this environment."""
    return str(Path(sys.executable).with_name("fewshot"))


@contextmanager
def started(
    arguments: Sequence[str], home: Path, *, terminal: bool = False, folder: Path | None = None
) -> Iterator[Started]:
    """``fewshot app …`` with ``home`` as its home folder; on a pseudo-terminal, or with stdin closed."""
    environment = {"HOME": str(home), "PATH": os.environ["PATH"]}
    master, slave = pty.openpty()
    process = subprocess.Popen(
        arguments,
        cwd=folder or home,
        env=environment,
        stdin=slave if terminal else subprocess.DEVNULL,
        stdout=slave,
        stderr=slave,
        start_new_session=True,
        # Tests that run in the background of a shell ignore Ctrl-C, and what they start would inherit that.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    os.close(slave)
    running = Started(process)
    Thread(target=_listen, args=(master, running.said), daemon=True).start()
    try:
        yield running
    finally:
        if process.poll() is None:
            process.terminate()
        process.wait(30)


def _listen(master: int, said: bytearray) -> None:
    try:
        while text := os.read(master, 4096):
            said.extend(text)
    except OSError:  # the other end is closed
        pass


def page(address: str) -> str:
    """The front page's HTML."""
    with urllib.request.urlopen(address, timeout=30) as answer:
        assert answer.status == 200
        return answer.read().decode()
