"""How often something may happen: so many times at once, and so many a second in the long run."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Rate:
    """How many a second in the long run, and how many in one moment."""

    a_second: float
    at_once: float


class Pace:
    """How many each of many may still have; for one thread.

    ``most`` of them are remembered; whoever was there longest ago is forgotten first, and begins anew.
    """

    def __init__(self, rate: Rate, most: int, clock: Callable[[], float] = time.monotonic) -> None:
        self.rate, self.most, self.clock = rate, most, clock
        self._left: dict[str, tuple[float, float]] = {}  # by whom: how many, and at which time in seconds

    def take(self, who: str) -> bool:
        """Count one more; False where that is too many."""
        left, now = self._now(who)
        self._left[who] = max(0.0, left - 1), now
        if len(self._left) > self.most:
            del self._left[next(iter(self._left))]
        return left >= 1

    def wait(self, who: str) -> float:
        """Count one more in any case; returns the seconds after which it would not have been too many."""
        left, now = self._now(who)
        self._left[who] = left - 1, now
        return max(0.0, 1 - left) / self.rate.a_second

    def _now(self, who: str) -> tuple[float, float]:
        now = self.clock()
        left, then = self._left.pop(who, (self.rate.at_once, now))
        return min(self.rate.at_once, left + (now - then) * self.rate.a_second), now
