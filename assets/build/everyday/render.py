"""Turn an icon's SVG into a 64×64 tile: rendered, cropped to its ink, centred on white."""

from __future__ import annotations

import io

import numpy as np
import resvg_py
from PIL import Image, ImageFilter

from fewshot_core.data import tiles
from fewshot_core.data.tiles import MARGIN, ink

RENDERED = 96


def _flatten(picture: Image.Image) -> Image.Image:
    """Lay a picture with transparency on white."""
    ground = Image.new("RGBA", picture.size, "white")
    return Image.alpha_composite(ground, picture.convert("RGBA")).convert("RGB")


def tile(svg: str) -> Image.Image | None:
    """The tile of an SVG text, or None where it cannot be drawn or shows next to nothing."""
    try:
        data = resvg_py.svg_to_bytes(svg_string=svg, width=RENDERED, height=RENDERED, skip_system_fonts=True)
    except (ValueError, RuntimeError):
        return None
    picture = _flatten(Image.open(io.BytesIO(bytes(data))))
    box = tiles.ink_box(picture)
    if box is None or min(box[2] - box[0], box[3] - box[1]) < RENDERED // 10:
        return None
    return tiles.tile(picture, box)


def is_boxed(picture: Image.Image) -> bool:
    """Whether a drawing is a sign: ink along nearly all four edges (a square or round plate)."""
    amount = ink(picture)[MARGIN:-MARGIN, MARGIN:-MARGIN] > 0.3
    edges = (amount[:2].any(0), amount[-2:].any(0), amount[:, :2].any(1), amount[:, -2:].any(1))
    return all(edge.mean() > 0.8 for edge in edges)


def style(picture: Image.Image) -> str:
    """`colour`, `filled` or `outline`, judged from the pixels."""
    rgb = np.asarray(picture, dtype=np.int16)
    if ((rgb.max(2) - rgb.min(2)) > 24).mean() > 0.02:
        return "colour"
    dark = picture.convert("L").point(lambda value: 255 if value < 140 else 0)
    core = np.asarray(dark.filter(ImageFilter.MinFilter(7))) > 0
    return "filled" if core.sum() > 0.2 * (np.asarray(dark) > 0).sum() else "outline"
