"""The process of one watched training: ``python -m fewshot_core.studies.watched FOLDER DEVICE THREADS``.

Every line of its output is a JSON object: ``phase`` (training, measuring, done, failed) and ``share``, how
much of the phase is done, 0…1. A line ``stop`` on its input ends the training, whose last state is kept. The
end of its input, or an output that nobody reads any more, means that whoever began it is gone: it saves what
going on needs, and ends without a word.
"""

from __future__ import annotations

import json
import os
import sys
import threading
import time
from collections.abc import Iterable
from pathlib import Path
from typing import TextIO

import torch

from fewshot_core.studies.watched.training import Watched, measured
from fewshot_core.tensors.errors import FewshotError
from fewshot_core.tensors.memory import keep_freed_memory
from fewshot_core.training.checkpoints import MANIFEST

EVERY = 0.25
"""Seconds between two lines of one phase."""
POLITE = 10
"""How far this process stands back where others want to compute: as ``nice`` counts."""


class Gone(Exception):
    """Whoever began this process is no longer there."""


class Orders:
    """What is heard on the input, by a thread that waits for it."""

    def __init__(self, source: TextIO) -> None:
        self.stop, self.gone = threading.Event(), threading.Event()
        threading.Thread(target=self._hear, args=(source,), daemon=True).start()

    def _hear(self, source: TextIO) -> None:
        for line in source:
            if line.strip() == "stop":
                self.stop.set()
        self.gone.set()


class Voice:
    """Says how far a phase is, a few times a second at most; raises Gone where nobody is left to hear it."""

    def __init__(self) -> None:
        self._said, self._at = "", 0.0

    def say(self, phase: str, share: float = 0.0, **facts: object) -> None:
        """One line; left out where the last one of this phase is fresh."""
        now = time.monotonic()
        if phase != self._said or now - self._at >= EVERY:
            self._said, self._at = phase, now
            try:
                print(json.dumps({"phase": phase, "share": round(share, 4)} | facts), flush=True)
            except OSError as error:  # a broken pipe; Windows has another name for it
                _be_silent()
                raise Gone from error


def _be_silent() -> None:
    """Let what is left in the output's buffer go nowhere: at its end Python tries to write it once more."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def follow(shares: Iterable[float], phase: str, voice: Voice, orders: Orders, stops: bool) -> None:
    """Do the work of a phase, telling how far it is; ends early when asked. Raises Gone."""
    for share in shares:
        voice.say(phase, share)
        if orders.gone.is_set():
            raise Gone
        if stops and orders.stop.is_set():
            return


def main(folder: Path, device: torch.device) -> int:
    """Train, keep, measure; returns the exit status."""
    orders, voice = Orders(sys.stdin), Voice()
    try:
        return _told(folder, device, voice, orders)
    except Gone:
        return 1


def _told(folder: Path, device: torch.device, voice: Voice, orders: Orders) -> int:
    """Train, keep, measure, and tell what came of it. Raises Gone."""
    try:
        if not (folder / MANIFEST).is_file():
            _train(Watched(folder, device), voice, orders)
        voice.say("measuring")
        follow(measured(folder, device), "measuring", voice, orders, stops=False)
    except FewshotError as error:
        told = {name: value for name, value in vars(error).items() if isinstance(value, str | int | float)}
        voice.say("failed", error=type(error).__name__, facts=told)
        return 1
    voice.say("done", 1.0)
    return 0


def _train(training: Watched, voice: Voice, orders: Orders) -> None:
    """Train until the budget is spent or a stop is asked for, and make a checkpoint. Raises Gone."""
    try:
        follow(training.steps(), "training", voice, orders, stops=True)
    except Gone:
        training.save()
        raise
    training.keep()
    voice.say("measuring")
    follow((0.0 for _ in training.last_look()), "measuring", voice, orders, stops=False)


if __name__ == "__main__":
    if hasattr(os, "nice"):
        os.nice(POLITE)
    torch.set_num_threads(int(sys.argv[3]))
    keep_freed_memory()
    sys.exit(main(Path(sys.argv[1]), torch.device(sys.argv[2])))
