"""How a measured number is rounded and written, the same wherever it is shown."""

from __future__ import annotations

import math
from decimal import ROUND_HALF_UP, Decimal


def half_up(value: float, digits: int) -> Decimal:
    """A number with so many decimals, halves away from zero: 6.25 becomes 6.3, and what rounds to zero 0.0.

    So rounds Intl in the browser; Python's own formats round halves to even, 6.25 to 6.2. What is not finite,
    such as the interval of a single task, stays as it is.
    """
    number = Decimal(repr(float(value)))
    if not number.is_finite():
        return number
    return number.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP) + 0  # no -0


def percent(mean: float, half: float) -> str:
    """Mean and half-width of the interval, given as shares, in percent as the field writes them."""
    within = half_up(100 * half, 1) if math.isfinite(half) else "∞"  # of a single task
    return f"{half_up(100 * mean, 1)} ± {within} %"
