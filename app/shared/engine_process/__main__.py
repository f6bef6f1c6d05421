"""The engine process: does the jobs that come over its lines, a thread for each, until the app is gone."""

from __future__ import annotations

import ctypes
import gc
import json
import os
import sys
import threading
import time
import traceback
from contextlib import suppress
from multiprocessing.connection import Client, Connection

from fewshot_core.tensors.errors import FewshotError

from ..worker import begin
from .messages import Done, Failed, Order, Progress, Stop, received, send

A_MOMENT = 0.05
"""Seconds between two progress reports at least."""
REST = 2.0
"""Seconds without a job after which there is time to tidy up."""


def main() -> None:
    """Read what the app says, import what jobs need, open the lines; end when the app closes the pipe."""
    said = json.loads(sys.stdin.readline())
    until_the_app_ends = threading.Thread(target=_end_with_the_app)
    until_the_app_ends.start()
    word = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints is not taken for this process's word
    begin()
    from .. import runs

    runs.warm_up()
    runs.data(runs.DRAWINGS)
    gc.collect()
    gc.freeze()  # as the app does
    with suppress(OSError):  # the app may be gone already
        word.write(b"ready\n")
        word.flush()
        for _ in range(said["lines"]):
            line = Client(tuple(said["address"]), authkey=bytes.fromhex(said["key"]))
            threading.Thread(target=serve, args=(line,), daemon=True).start()
    until_the_app_ends.join()


def _end_with_the_app() -> None:
    """End this process, whatever its threads are at, once the app closes the pipe or is gone."""
    sys.stdin.read()
    os._exit(0)


def serve(line: Connection) -> None:
    """Do one job after the other, until the app closes the line."""
    begin()
    while True:
        try:
            order = received(line)
            if isinstance(order, Order):  # a Stop that came too late for its job is for nobody
                send(line, _answer(order, line))
            if not line.poll(REST):
                _give_memory_back()
        except (EOFError, OSError):
            return


def _answer(order: Order, line: Connection) -> Done | Failed:
    try:
        job = order.make(*order.args)
        told = time.monotonic()
        for share in job.work():
            if line.poll() and isinstance(received(line), Stop):
                break
            if time.monotonic() - told > A_MOMENT:
                told = time.monotonic()
                send(line, Progress(share))
        return Done(job.finish())
    except FewshotError as error:
        return Failed(error)
    except Exception:
        return Failed(RuntimeError(f"In the engine process:\n{traceback.format_exc()}"))


def _give_memory_back() -> None:
    """Give back what was freed: a film needs fifty megabytes for a moment, which the C library would keep."""
    if sys.platform == "linux":
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)  # another C library than glibc has none
        if trim:
            trim(0)


if __name__ == "__main__":
    main()
