"""How the film's sentences and numbers are said: short, and alike on every line."""

from __future__ import annotations

from collections.abc import Iterable
from math import floor, log10

from ...shared.text import Words
from .numerals import nearest


class Say:
    """``say("cap_query", query=2)``: a sentence of this room, filled; ``say.loss(1.6)``: a number."""

    def __init__(self, w: Words) -> None:
        self._w = w

    def __call__(self, key: str, **values: object) -> str:
        """The room's sentence of this key, with its placeholders filled."""
        return self._w(f"loop.{key}", **values)

    def list(self, items: Iterable[str]) -> str:
        """Things in a row."""
        return self._w.list(items)

    def number(self, x: float, digits: int) -> str:
        """A number with so many decimals."""
        return self._w.number(x, digits)

    def count(self, x: float) -> str:
        """A whole number: 11,936."""
        return self._w.number(nearest(x))

    def short(self, x: float) -> str:
        """Three significant digits at most, never an exponent."""
        size = abs(x)
        if size == 0 or size >= 100:
            return self.count(x)
        places = 1 if size >= 10 else 2 if size >= 0.1 else min(6, 2 - floor(log10(size)))
        shown = f"{x:.{places}f}".rstrip("0")
        return self._w.number(x, len(shown.partition(".")[2]))

    def magnification(self, x: float) -> str:
        """Two digits are enough for how much larger something is drawn."""
        return self.short(float(f"{x:.2g}"))

    def loss(self, x: float) -> str:
        """A loss: always two decimals, so that columns align."""
        return self._w.number(x, 2)

    def percent(self, x: float) -> str:
        """A share as whole percent; what is more than nothing is not called 0."""
        return self._w("common.fact.percent", value="<1" if 0 < x < 0.01 else nearest(100 * x))
