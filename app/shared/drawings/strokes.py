"""What a browser sends of a drawing, read with care: bounded in every way, or refused."""

from __future__ import annotations

from typing import Any

Drawing = tuple[tuple[tuple[int, int], ...], ...]
"""The strokes of one drawing; each its points, x to the right and y downwards, 0…255."""

STROKES, POINTS, SIDE = 60, 2000, 255
"""The most that there may be of a drawing: strokes, points, a coordinate."""


class NoDrawing(ValueError):
    """What was sent is no drawing."""


def read_drawing(given: Any) -> Drawing:
    """A drawing without its empty strokes; raises NoDrawing.

    It is a list of strokes, a stroke a flat list of whole numbers: x, y, x, y, …
    """
    if not isinstance(given, list) or len(given) > STROKES:
        raise NoDrawing
    if not all(isinstance(stroke, list) for stroke in given) or sum(map(len, given)) > 2 * POINTS:
        raise NoDrawing
    return tuple(_stroke(stroke) for stroke in given if stroke)


def flat(drawing: Drawing) -> list[list[int]]:
    """A drawing as it was sent, and as browsers draw it."""
    return [[value for point in stroke for value in point] for stroke in drawing]


def _stroke(given: list[Any]) -> tuple[tuple[int, int], ...]:
    if len(given) % 2 or not all(type(value) is int and 0 <= value <= SIDE for value in given):
        raise NoDrawing
    return tuple(zip(given[::2], given[1::2], strict=True))
