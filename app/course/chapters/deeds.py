"""What a step asks to be done, and whether it has been: seen in the choices of the step's instrument.

``do = {seen = true}`` waits until the choice ``seen`` is true, ``{way = ">=10"}`` until N is ten or more,
``{seed = "changed"}`` until the seed is another than the one the step began with. Several must all hold.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Mapping
from typing import Any

CHANGED = "changed"
BOUND = re.compile(r"(>=|<=)(-?\d+)")
COMPARE: Mapping[str, Callable[[Any, Any], bool]] = {">=": operator.ge, "<=": operator.le}


def done(wanted: Mapping[str, Any], start: Any, now: Any) -> bool:
    """Do the choices ``now`` meet what is wanted, where the step began with ``start``?"""
    return all(_met(value, getattr(start, name), getattr(now, name)) for name, value in wanted.items())


def _met(wanted: Any, start: Any, now: Any) -> bool:
    if wanted == CHANGED:
        return bool(now != start)
    bound = BOUND.fullmatch(wanted) if isinstance(wanted, str) else None
    if bound:
        return COMPARE[bound[1]](now, int(bound[2]))
    return bool(now == (tuple(wanted) if isinstance(wanted, list) else wanted))
