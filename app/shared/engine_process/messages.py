"""What the app and its engine process tell each other over a line: one order at a time, then its answer."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any

from ..worker import Job


@dataclass(frozen=True)
class Order:
    """To the process: make this job and do it."""

    make: Callable[..., Job[Any]]  # a module's own function: the process finds it by its name
    args: tuple[Any, ...]


@dataclass(frozen=True)
class Stop:
    """To the process: end the job at its next progress report, and answer with what there is."""


@dataclass(frozen=True)
class Progress:
    """From it: how much of the job is done, 0…1."""

    share: float


@dataclass(frozen=True)
class Done:
    """From it: the job is over, and this came of it."""

    result: Any


@dataclass(frozen=True)
class Failed:
    """From it: the job is over, and this went wrong."""

    error: Exception


Message = Order | Stop | Progress | Done | Failed


def send(line: Connection, message: Message) -> None:
    """Send by value: torch would have ``Connection.send`` share the memory of tensors between processes."""
    line.send_bytes(pickle.dumps(message))


def received(line: Connection) -> Message:
    """The next message; raises EOFError or OSError where the other side is gone."""
    return pickle.loads(line.recv_bytes())
