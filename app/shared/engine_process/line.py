"""The app's side: the process is started and watched, and every thread of the worker has a line to it."""

from __future__ import annotations

import json
import logging
import os
import secrets
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from multiprocessing.connection import Connection, Listener
from queue import Empty, SimpleQueue
from typing import Any, TypeVar

from ..worker import Job
from .messages import Done, Failed, Order, Progress, Stop, received, send

COMMAND = (sys.executable, "-P", "-m", __package__)
LOOK = 0.1
"""Seconds between two looks at whether a job is to be stopped."""
CALM = 60.0
"""Seconds from one start to the next at least: a process that does not live is not started all the time."""

log = logging.getLogger(__name__)
Result = TypeVar("Result")


class EngineProcess:
    """The process, and the lines to it that are free."""

    def __init__(self, lines: int) -> None:
        self._lines = lines
        self._free: SimpleQueue[Connection] = SimpleQueue()
        self._process: subprocess.Popen[bytes] | None = None
        self._begun: float | None = None
        self._lock = threading.Lock()

    @property
    def pid(self) -> int | None:
        """The process's number while it lives."""
        process = self._process
        return process.pid if process and process.poll() is None else None

    @property
    def ready(self) -> bool:
        """Is one of its lines free?"""
        return not self._free.empty()

    def start(self) -> None:
        """Start it, on a thread of its own: the first line is free once it has imported all it needs."""
        self._begun = time.monotonic()
        threading.Thread(target=self._start, name="engine process", daemon=True).start()

    def _start(self) -> None:
        with self._lock, Listener(("127.0.0.1", 0), authkey=(key := secrets.token_bytes(32))) as door:
            pipe = subprocess.PIPE
            # Streamlit's caches would warn at the start that there is no server here, as indeed there is not.
            quiet = os.environ | {"STREAMLIT_LOGGER_LEVEL": "error"}
            # A session of its own: Ctrl-C is for the app, with which it ends.
            process = self._process = subprocess.Popen(
                COMMAND, stdin=pipe, stdout=pipe, env=quiet, start_new_session=True
            )
            assert process.stdin and process.stdout
            said = {"address": door.address, "key": key.hex(), "lines": self._lines}
            process.stdin.write(json.dumps(said).encode() + b"\n")
            process.stdin.flush()  # and it stays open: when it closes, the app is gone
            if not process.stdout.readline():
                log.error("The engine process ended while starting; jobs are done here.")
                return
            for _ in range(self._lines):
                self._free.put(door.accept())

    def line(self) -> Connection | None:
        """A line to the process for one job; None while it is not there, and then it is started again."""
        with suppress(Empty):
            return self._free.get_nowait()
        if self._begun is not None and self.pid is None and time.monotonic() - self._begun > CALM:
            self.start()
        return None

    def give_back(self, line: Connection) -> None:
        """The job is done, and the line is free for the next."""
        self._free.put(line)


class Elsewhere(Job[Result]):
    """A job that the engine process does, or this one where that is not there.

    ``make(*args)`` makes the job itself; function and arguments go to the process by ``pickle``.
    """

    def __init__(self, engine: EngineProcess, make: Callable[..., Job[Result]], *args: Any) -> None:
        self._engine, self._order = engine, Order(make, args)
        self._line: Connection | None = None
        self._here: Job[Result] | None = None
        self._answer: Done | Failed | None = None
        super().__init__(self._ask, self._told)

    def _ask(self) -> Iterator[float]:
        """Have it done; what is reported is this job's own progress."""
        yield 0.0  # one that was stopped while it waited is not begun
        while (line := self._engine.line()) is not None:
            try:
                send(line, self._order)
                self._line = line
                while self._answer is None:
                    yield self._heard(line)
                return
            except (EOFError, OSError):
                log.warning("The engine process was lost; its job is done once more.")
        self._line, self._here = None, self._order.make(*self._order.args)
        yield from self._here.work()

    def _heard(self, line: Connection) -> float:
        """The progress after a moment."""
        if line.poll(LOOK):
            said = received(line)
            if isinstance(said, Progress):
                return said.share
            assert isinstance(said, Done | Failed)
            self._answer = said
            self._engine.give_back(line)
        return self.progress

    def _told(self) -> Result:
        """What came of it; the process is asked to stop if it has not said so."""
        if self._line is None:
            return (self._here or self._order.make(*self._order.args)).finish()
        if self._answer is None:
            send(self._line, Stop())
        while self._answer is None:
            self._heard(self._line)
        if isinstance(self._answer, Failed):
            raise self._answer.error
        return self._answer.result
