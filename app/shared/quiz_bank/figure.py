"""What a question shows: real images in rows, or a small drawing. Nothing in it is in any language.

A drawing is kept as marks, so that the page can show it in the colours of its theme (``svg.py``) and an
export as a picture (``png.py``). Coordinates are in px, y runs down.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Role = Literal["text", "quiet", "line", "accent", "support", "query", "a", "b", "c", "d"]
"""What a mark stands for, which decides its colour; a … d are the classes A … D."""


@dataclass(frozen=True)
class Tile:
    """One image: the item of the data set, a short caption of Latin letters and digits, and its frame."""

    item: int
    caption: str = ""
    frame: Literal["support", "query", ""] = ""


@dataclass(frozen=True)
class Images:
    """Rows of images of a data set."""

    data: str
    rows: tuple[tuple[Tile, ...], ...]

    @property
    def items(self) -> tuple[int, ...]:
        """All items, row by row."""
        return tuple(tile.item for row in self.rows for tile in row)


@dataclass(frozen=True)
class Line:
    """A line through points; ``dash`` as SVG's stroke-dasharray takes it."""

    points: tuple[tuple[float, float], ...]
    role: Role
    width: float = 2.0
    dash: tuple[float, ...] = ()


@dataclass(frozen=True)
class Dot:
    """A dot, full or hollow."""

    x: float
    y: float
    role: Role
    radius: float = 6.0
    hollow: bool = False


@dataclass(frozen=True)
class Box:
    """A filled rectangle."""

    x: float
    y: float
    width: float
    height: float
    role: Role


@dataclass(frozen=True)
class Label:
    """A short text of Latin letters and digits, its middle at (x, y)."""

    x: float
    y: float
    text: str
    role: Role = "text"
    bold: bool = False


Mark = Line | Dot | Box | Label


@dataclass(frozen=True)
class Drawing:
    """Marks, drawn in this order."""

    width: int
    height: int
    marks: tuple[Mark, ...]


Figure = Images | Drawing
