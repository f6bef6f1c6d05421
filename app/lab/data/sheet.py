"""The contact sheet: every picture of every class, small, so that a wrong one is seen at a glance."""

from __future__ import annotations

import base64
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape

import numpy as np
from PIL import Image

from .reading import Entry

TILE = 48
"""Height and width of a picture on the sheet, in pixels."""
Strips = dict[tuple[str, ...], str]
"""Strips that were drawn, by what is on them: a page that runs again draws none anew."""


@dataclass(frozen=True)
class Row:
    """A class: its name, what is said of it, and its pictures, drawn when they are not kept yet."""

    name: str
    note: str
    key: tuple[str, ...]
    pictures: Callable[[], Sequence[Image.Image]]
    count: int


def sheet(rows: Sequence[Row], alt: str, kept: Strips) -> str:
    """The rows as markup; ``alt`` names a class's pictures, with {name}."""
    return f'<div class="fs-own-sheet">{"".join(_row(row, alt, kept) for row in rows)}</div>'


def _row(row: Row, alt: str, kept: Strips) -> str:
    if row.key not in kept:
        kept[row.key] = _strip(row.pictures())
    told = escape(alt.format(name=row.name))
    cells = _cells(kept[row.key], row.count, told)
    return f"<div><h3>{escape(row.name)}</h3><p>{escape(row.note)}</p>{cells}</div>"


def tiles(pictures: Sequence[Image.Image], label: str) -> str:
    """Pictures side by side, wrapping where the line ends, as markup; ``label`` says what they are."""
    return _cells(_strip(pictures), len(pictures), label)


def _cells(strip: str, count: int, label: str) -> str:
    cells = "".join(f'<i style="--tile: {place}"></i>' for place in range(count))
    style = f"--strip: url({strip}); --tiles: {count}"
    return f'<div class="fs-own-tiles" role="img" aria-label="{label}" style="{style}">{cells}</div>'


def _strip(pictures: Sequence[Image.Image]) -> str:
    strip = Image.new("RGB", (TILE * len(pictures), TILE), "white")
    for place, picture in enumerate(pictures):
        strip.paste(picture.resize((TILE, TILE), Image.Resampling.LANCZOS), (TILE * place, 0))
    content = io.BytesIO()
    strip.save(content, "JPEG", quality=82)
    return "data:image/jpeg;base64," + base64.b64encode(content.getvalue()).decode()


def as_drawing(entry: Entry) -> Image.Image:
    """What the networks see of a drawing: 28 x 28, dark on white."""
    return Image.fromarray((255 - entry.ink[0]).numpy()).convert("RGB")


def as_shown(entry: Entry) -> Image.Image:
    """A drawing as the screen shows it."""
    return Image.fromarray(entry.tile)


def as_photo(entry: Entry) -> Image.Image:
    """The middle square of a photograph, in colour."""
    return Image.fromarray(np.ascontiguousarray(entry.photo.permute(1, 2, 0).numpy()))
