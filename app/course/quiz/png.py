"""A figure as a PNG, for what is exported: on white, sharper than it is shown."""

from __future__ import annotations

import io
import itertools

from PIL import Image, ImageDraw, ImageFont

from ...shared.quiz_bank.figure import Box, Dot, Drawing, Figure, Images, Label, Line, Mark
from ...shared.runs import data

SHARPER = 2
"""Pixels of the file for each px of a drawing."""
COLOURS = {
    "text": "#16202A", "quiet": "#5B6B7B", "line": "#DDE3EA", "accent": "#2457C5",
    "support": "#0B7A75", "query": "#B4530A",
    "a": "#0072B2", "b": "#E69F00", "c": "#009E73", "d": "#CC79A7", "": "#E4E9EF",
}  # fmt: skip
"""The colours of the light theme in ``tokens.css``, by role."""
CELL, GAP, CAPTION = 96, 8, 24
"""Side of an image, the space between two, and the height of its caption, in px."""


def png(figure: Figure) -> bytes:
    """The file's content."""
    picture = _images(figure) if isinstance(figure, Images) else _drawing(figure)
    content = io.BytesIO()
    picture.quantize(128, dither=Image.Dither.NONE).save(content, "PNG", optimize=True)
    return content.getvalue()


def _images(images: Images) -> Image.Image:
    step, tall = CELL + GAP, CELL + CAPTION + GAP
    columns = max(len(row) for row in images.rows)
    picture = Image.new("RGB", (columns * step + GAP, len(images.rows) * tall + GAP), "white")
    pen = ImageDraw.Draw(picture)
    for down, row in enumerate(images.rows):
        for across, tile in enumerate(row):
            x, y = GAP + across * step, GAP + down * tall
            drawn = data(images.data).draw(tile.item).resize((CELL - 8, CELL - 8), Image.Resampling.LANCZOS)
            picture.paste(drawn, (x + 4, y + 4))
            pen.rounded_rectangle((x, y, x + CELL, y + CELL), 8, outline=COLOURS[tile.frame], width=2)
            middle = (x + CELL / 2, y + CELL + CAPTION / 2)
            pen.text(middle, tile.caption, COLOURS["text"], ImageFont.load_default(17), anchor="mm")
    return picture


def _drawing(drawing: Drawing) -> Image.Image:
    picture = Image.new("RGB", (drawing.width * SHARPER, drawing.height * SHARPER), "white")
    pen = ImageDraw.Draw(picture)
    for mark in drawing.marks:
        _mark(pen, mark)
    return picture


def _mark(pen: ImageDraw.ImageDraw, mark: Mark) -> None:
    colour, s = COLOURS[mark.role], SHARPER
    match mark:
        case Line(points=points, width=width, dash=dash):
            for piece in _dashed(points, dash) if dash else [list(points)]:
                pen.line([(x * s, y * s) for x, y in piece], colour, round(width * s), "curve")
        case Dot(x=x, y=y, radius=r, hollow=hollow):
            corners = ((x - r) * s, (y - r) * s, (x + r) * s, (y + r) * s)
            pen.ellipse(corners, "white" if hollow else colour, colour, 2 * s)
        case Box(x=x, y=y, width=width, height=height):
            pen.rectangle((x * s, y * s, (x + width) * s, (y + height) * s), colour)
        case Label(x=x, y=y, text=text):
            pen.text((x * s, y * s), text, colour, ImageFont.load_default(14 * s), anchor="mm")


def _dashed(
    points: tuple[tuple[float, float], ...], dash: tuple[float, ...]
) -> list[list[tuple[float, float]]]:
    """Pieces of a line, cut into dashes: on and off by turns along its length."""
    pieces: list[list[tuple[float, float]]] = []
    turn, left, piece = 0, dash[0], [points[0]]
    for (x0, y0), (x1, y1) in itertools.pairwise(points):
        length = ((x1 - x0) ** 2 + (y1 - y0) ** 2) ** 0.5
        walked = 0.0
        while length - walked > left:
            walked += left
            at = (x0 + (x1 - x0) * walked / length, y0 + (y1 - y0) * walked / length)
            if turn % 2 == 0:
                pieces.append([*piece, at])
            turn, piece = turn + 1, [at]
            left = dash[turn % len(dash)]
        left -= length - walked
        piece.append((x1, y1))
    if turn % 2 == 0 and len(piece) > 1:
        pieces.append(piece)
    return pieces
