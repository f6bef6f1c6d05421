"""Trainings in processes of their own: as many at once as there are cores, the others wait in line.

A process is the engine's ``fewshot_core.studies.watched``. It tells how far it is on its output, and hears
on its input that it is to stop, or, by the input's end, that this server is gone.
"""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ...shared.worker import Busy

COMMAND = (sys.executable, "-m", "fewshot_core.studies.watched")
LONGEST_LINE = 40
"""Trainings that may wait."""


@dataclass
class Training:
    """One training of this server: where it is by its own account."""

    id: str
    folder: Path
    phase: str = "waiting"  # waiting | training | measuring | done | failed | lost
    share: float = 0.0  # of the phase that is done
    error: tuple[str, dict[str, Any]] | None = None  # an error of the engine: its class and its values
    process: subprocess.Popen[str] | None = None
    stopping: bool = False
    threads: int = 1
    began: tuple[float, float] = field(default=(0.0, 0.0))  # when the phase began, and at which share

    @property
    def over(self) -> bool:
        """Has it ended, well or not?"""
        return self.phase in ("done", "failed", "lost")

    @property
    def seconds_left(self) -> float | None:
        """How long the phase takes still, if the rest goes like the part that is done."""
        when, share = self.began
        if not when or self.share - share < 0.02:
            return None
        return (time.monotonic() - when) * (1 - self.share) / (self.share - share)

    def hear(self, line: str) -> None:
        """Take over what the process says."""
        said = json.loads(line)
        if said["phase"] != self.phase:
            self.began = (time.monotonic(), said["share"])
        if said["phase"] == "failed":
            self.error = said["error"], said["facts"]
        self.phase, self.share = said["phase"], said["share"]


class Trainer:
    """All trainings of this server; safe to use from several threads."""

    def __init__(self, device: str, most: int | None = None) -> None:
        self.device, self.most = device, most or os.cpu_count() or 1
        self._all: dict[str, Training] = {}
        self._line: list[Training] = []
        self._running = 0
        self._lock = threading.RLock()

    def begin(self, id: str, folder: Path) -> Training:
        """Begin the training of a folder, or go on with it, when its turn comes; raises Busy."""
        with self._lock:
            there = self._all.get(id)
            if there and not there.over:
                return there
            if len(self._line) >= LONGEST_LINE:
                raise Busy(len(self._line))
            self._all = {key: each for key, each in self._all.items() if each.folder.is_dir()}
            training = self._all[id] = Training(id, folder)
            self._line.append(training)
            self._next()
            return training

    def of(self, id: str) -> Training | None:
        """The training of this id; None where this server has begun none."""
        return self._all.get(id)

    def place(self, id: str) -> int:
        """Its place in the line, from 1; 0 where it does not wait."""
        with self._lock:
            return next((place for place, each in enumerate(self._line, 1) if each.id == id), 0)

    def stop(self, id: str) -> None:
        """Ask a training to end and to keep its last state; one that waits is taken out of the line."""
        with self._lock:
            training = self._all.get(id)
            if training is None or training.over:
                return
            training.stopping = True
            if training in self._line:
                self._line.remove(training)
                training.phase = "lost"
            elif training.process and training.process.stdin:
                with contextlib.suppress(OSError):  # it has just ended by itself
                    training.process.stdin.write("stop\n")
                    training.process.stdin.flush()

    def end(self, id: str) -> None:
        """End a training at once, whatever becomes of its state: it is to be deleted."""
        with self._lock:
            self.stop(id)
            training = self._all.pop(id, None)
            if training and training.process:
                training.process.kill()

    def _next(self) -> None:
        """Begin those whose turn has come."""
        while self._line and self._running < self.most:
            training = self._line.pop(0)
            training.threads = self.most - self._running  # the cores that no other training has
            self._running += 1
            training.phase = "training"
            threading.Thread(target=self._follow, args=(training,), daemon=True).start()

    def _follow(self, training: Training) -> None:
        """Listen to a process until it has ended."""
        try:
            with process_of(training, self.device) as process:
                training.process = process
                if training.stopping:
                    self.stop(training.id)
                for line in process.stdout or ():
                    training.hear(line)
        except (OSError, ValueError, KeyError):
            training.share = 0.0
        finally:
            with self._lock:
                if not training.over:
                    training.phase = "lost"
                self._running -= 1
                self._next()


def process_of(training: Training, device: str) -> subprocess.Popen[str]:
    """The process of one training. Its threads wait for one another without keeping a core busy."""
    surroundings = os.environ | {"OMP_WAIT_POLICY": "PASSIVE"}
    return subprocess.Popen(
        (*COMMAND, str(training.folder), device, str(training.threads)),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=surroundings,
    )
