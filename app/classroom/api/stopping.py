"""The end of the server: it waits for every answer under way, and streams of events have no end."""

from __future__ import annotations

import asyncio
import signal
import threading
from collections.abc import Callable
from types import FrameType


def when_asked_to_stop(act: Callable[[], None]) -> None:
    """Call ``act`` in this loop when the process is asked to stop; the server's own handlers follow."""
    if threading.current_thread() is not threading.main_thread():  # Python allows handlers there alone
        return
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        before = signal.getsignal(number)
        if callable(before):
            signal.signal(number, _first(lambda: loop.call_soon_threadsafe(act), before))


def _first(
    act: Callable[[], object], before: Callable[[int, FrameType | None], object]
) -> Callable[..., None]:
    def stop(number: int, frame: FrameType | None) -> None:
        act()
        before(number, frame)

    return stop
