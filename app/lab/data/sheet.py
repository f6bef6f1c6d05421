"""The contact sheet: every picture of every class, small, so that a wrong one is seen at a glance."""

from __future__ import annotations

import base64
import io
from collections.abc import Sequence
from html import escape

import numpy as np
from PIL import Image

from .reading import Entry

TILE = 48
"""Height and width of a picture on the sheet, in pixels."""
Row = tuple[str, str, Sequence[Image.Image]]
"""A class: its name, what is said of it, and its pictures."""


def sheet(rows: Sequence[Row], alt: str) -> str:
    """The rows as markup; ``alt`` names a class's pictures, with {name}."""
    return f'<div class="fs-own-sheet">{"".join(_row(*row, alt) for row in rows)}</div>'


def _row(name: str, note: str, pictures: Sequence[Image.Image], alt: str) -> str:
    told = escape(alt.format(name=name))
    return f"<div><h3>{escape(name)}</h3><p>{escape(note)}</p>{tiles(pictures, told)}</div>"


def tiles(pictures: Sequence[Image.Image], label: str) -> str:
    """Pictures side by side, wrapping where the line ends, as markup; ``label`` says what they are."""
    cells = "".join(f'<i style="--tile: {place}"></i>' for place in range(len(pictures)))
    strip = f"--strip: url({_strip(pictures)}); --tiles: {len(pictures)}"
    return f'<div class="fs-own-tiles" role="img" aria-label="{label}" style="{strip}">{cells}</div>'


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
