"""Strokes of a hand as the networks see them: laid out and packed as the embedded drawings are.

Most of those are line drawings on a grid of 24 units, 18 units large, with a round pen of 2 units. Strokes
are brought to that size first, so that a small drawing gets no thicker lines than a large one.
"""

from __future__ import annotations

from collections.abc import Sequence

from PIL import Image, ImageDraw
from torch import Tensor

from fewshot_core.data.tiles import ink_box, network_view, tile

GRID, EXTENT, PEN = 24, 18, 2
"""Units of the icons' grid, of the longer side of a drawing's strokes, and of the pen."""
RENDERED = 96
"""Height and width, in pixels, of an icon before it is cropped."""
FINER = 8
"""Strokes are drawn so many times larger and then reduced, which smooths their edges."""
SMALLEST = 8
"""A drawing of less than this is a dot: it is not enlarged any further."""

Stroke = Sequence[tuple[int, int]]
"""Points that the pen goes through; x to the right, y downwards."""


def view(strokes: Sequence[Stroke]) -> Tensor:
    """A drawing as the networks see it: ink in 0…255, (1, 28, 28), uint8; without points empty paper."""
    picture = render(strokes)
    box = ink_box(picture)
    return network_view(tile(picture, box) if box else picture)[0]


def render(strokes: Sequence[Stroke]) -> Image.Image:
    """A drawing as an icon is rendered: black on white, 96 x 96, RGB."""
    side = RENDERED * FINER
    unit = side / GRID
    width = round(PEN * unit) - 1  # a line covers the pixels at both its edges
    picture = Image.new("L", (side, side), 255)
    pen = ImageDraw.Draw(picture)
    for line in _laid_out(strokes, EXTENT * unit, (side - 1) / 2):  # a pixel counts by its centre
        pen.line(line, fill=0, width=width, joint="curve")
        for x, y in (line[0], line[-1]):
            pen.circle((x, y), (width - 1) / 2, fill=0)
    return picture.reduce(FINER).convert("RGB")


def _laid_out(strokes: Sequence[Stroke], extent: float, middle: float) -> list[list[tuple[float, float]]]:
    """The strokes scaled to this extent, around the middle."""
    xs, ys = (
        zip(*(point for stroke in strokes for point in stroke), strict=True) if any(strokes) else ((), ())
    )
    if not xs:
        return []
    scale = extent / max(max(xs) - min(xs), max(ys) - min(ys), SMALLEST)
    left, top = (max(xs) + min(xs)) / 2, (max(ys) + min(ys)) / 2
    return [[(middle + scale * (x - left), middle + scale * (y - top)) for x, y in s] for s in strokes if s]
