"""Numbers of a film as they are read: short, and alike on every line."""

from __future__ import annotations

from math import floor, log10

SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")


def phi(k: int) -> str:
    """The name of a state: φ₀, φ₁ …"""
    return "φ" + str(k).translate(SUBSCRIPTS)


def nearest(x: float) -> int:
    """The nearest whole number; halves go up."""
    return floor(x + 0.5)


def count(x: float) -> str:
    """A whole number: 11,936."""
    return f"{nearest(x):,}"


def short(x: float) -> str:
    """Three significant digits at most, never an exponent."""
    size = abs(x)
    if size == 0 or size >= 100:
        return count(x)
    places = 1 if size >= 10 else 2 if size >= 0.1 else min(6, 2 - floor(log10(size)))
    return f"{x:.{places}f}".rstrip("0").rstrip(".")


def magnification(x: float) -> str:
    """Two digits are enough for how much larger something is drawn."""
    return short(float(f"{x:.2g}"))


def loss(x: float) -> str:
    """A loss: always two decimals, so that columns align."""
    return f"{x:.2f}"


def percent(x: float) -> str:
    """A share as whole percent."""
    return f"{nearest(100 * x)} %"
