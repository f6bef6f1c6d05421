"""What a browser sends of a sheet of drawings, read with care: bounded in every way, or refused."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

Drawing = tuple[tuple[tuple[int, int], ...], ...]
"""The strokes of one drawing; each its points, x to the right and y downwards, 0…255."""

SLOT = re.compile(r"[A-E][1-5]|q(?:[1-9]|10)")
"""Where a drawing stands: ``B2`` is the second example of class B, ``q3`` the third query image."""
SLOTS, STROKES, POINTS, SIDE = 35, 60, 2000, 255
"""The most that there may be: drawings on a sheet, strokes and points of a drawing, a coordinate."""


class NoDrawing(ValueError):
    """What was sent is no sheet of drawings."""


def read_sheet(given: Any) -> dict[str, Drawing]:
    """The drawings of a sheet by their slots, those without a stroke left out; raises NoDrawing.

    A drawing is a list of strokes, a stroke a flat list of whole numbers: x, y, x, y, …
    """
    if not isinstance(given, Mapping) or len(given) > SLOTS:
        raise NoDrawing
    found = {slot: _drawing(strokes) for slot, strokes in given.items() if _is_slot(slot)}
    return {slot: drawing for slot, drawing in found.items() if drawing}


def _is_slot(slot: Any) -> bool:
    if not isinstance(slot, str) or not SLOT.fullmatch(slot):
        raise NoDrawing
    return True


def _drawing(given: Any) -> Drawing:
    if not isinstance(given, list) or len(given) > STROKES:
        raise NoDrawing
    if not all(isinstance(stroke, list) for stroke in given) or sum(map(len, given)) > 2 * POINTS:
        raise NoDrawing
    return tuple(_stroke(stroke) for stroke in given if stroke)


def _stroke(given: list[Any]) -> tuple[tuple[int, int], ...]:
    if len(given) % 2 or not all(type(value) is int and 0 <= value <= SIDE for value in given):
        raise NoDrawing
    return tuple(zip(given[::2], given[1::2], strict=True))
