"""Numbers of a film that are written the same in every language."""

from __future__ import annotations

from math import floor

SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")


def phi(k: int) -> str:
    """The name of a state: φ₀, φ₁ …"""
    return "φ" + str(k).translate(SUBSCRIPTS)


def nearest(x: float) -> int:
    """The nearest whole number; halves go up."""
    return floor(x + 0.5)
