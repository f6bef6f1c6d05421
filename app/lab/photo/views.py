"""Photographs side by side, as one picture for the page."""

from __future__ import annotations

import base64
import io

import torch
from PIL import Image

from fewshot_core.data.datasets.image_files import INK

from .album import Photo

SIDE = 128


def as_sent(photos: tuple[Photo, ...]) -> str:
    """The photographs, 128 pixels high, as a data URL; "" for none."""
    strip = Image.new("RGB", (SIDE * len(photos), SIDE))
    for column, photo in enumerate(photos):
        strip.paste(_opened(photo).resize((SIDE, SIDE)), (SIDE * column, 0))
    return _url(strip, "JPEG") if photos else ""


def as_ink(photos: tuple[Photo, ...]) -> str:
    """The photographs as learners of drawings see them, 28 pixels high, as a data URL; "" for none."""
    if not photos:
        return ""
    ink = torch.cat([INK.pixels(_opened(photo))[0] for photo in photos], dim=1)  # (28, 28 * photos)
    return _url(Image.fromarray((255 - ink).numpy()), "PNG")


def _opened(photo: Photo) -> Image.Image:
    return Image.open(io.BytesIO(photo)).convert("RGB")


def _url(picture: Image.Image, kind: str) -> str:
    content = io.BytesIO()
    picture.save(content, kind)
    return f"data:image/{kind.lower()};base64," + base64.b64encode(content.getvalue()).decode()
