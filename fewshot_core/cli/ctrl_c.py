"""Handling of Ctrl-C between two steps of a training."""

from __future__ import annotations

import signal
from types import FrameType


class CtrlC:
    """A context in which the first Ctrl-C is noted for ``check`` to raise; a second one ends at once.

    By itself Python raises KeyboardInterrupt at any point, and ignores it inside a finaliser, so that a
    training sometimes would not stop. Where Ctrl-C is handled otherwise already, as by ``nohup`` or a host,
    that stays.
    """

    def __init__(self) -> None:
        self._pressed = False
        self._is_ours = signal.getsignal(signal.SIGINT) is signal.default_int_handler

    def __enter__(self) -> CtrlC:
        if self._is_ours:
            signal.signal(signal.SIGINT, self._note)
        return self

    def __exit__(self, *error: object) -> None:
        if self._is_ours:
            signal.signal(signal.SIGINT, signal.default_int_handler)

    def check(self) -> None:
        """Raise KeyboardInterrupt if Ctrl-C was pressed."""
        if self._pressed:
            raise KeyboardInterrupt

    def _note(self, number: int, frame: FrameType | None) -> None:
        self.check()
        self._pressed = True
