"""Image files as the networks see them: ink, 28x28, or photographs, RGB, 128x128."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from PIL import Image, ImageOps
from torch import Tensor

from fewshot_core.data.datasets.cache import Facts, kept
from fewshot_core.data.datasets.dataset import SIDE
from fewshot_core.tensors.errors import Damaged

SUFFIXES = {".png", ".jpg", ".jpeg", ".gif", ".bmp", ".webp", ".tif", ".tiff"}
PHOTO_SIDE = 128
TILE = 64
LARGEST = 1024
"""A picture whose longer side exceeds this, in pixels, is first reduced to it."""


@dataclass(frozen=True)
class View:
    """A way to see an image file; ``form`` is its word on the command line, before the folder's path."""

    form: str
    channels: int
    square: Callable[[Image.Image], Image.Image]  # any picture, RGB -> a square one
    pixels: Callable[[Image.Image], Tensor]  # a square picture, RGB -> (channels, side, side), uint8


def read_views(place: str, paths: Sequence[Path], view: View) -> tuple[Tensor, list[int]]:
    """The views of all files that can be read, (items, channels, side, side), uint8, and which cannot be.

    They are kept in the cache under the name of the ``place`` they come from until a file is added, removed
    or changed. Raises Damaged if no image can be read.
    """
    name = f"{view.form}-" + hashlib.sha256(os.fsencode(place)).hexdigest()[:16]
    images, facts = kept(name, _key(paths), lambda: _decode_all(paths, view))
    return images, facts["skipped"]


def tile(path: Path, view: View) -> Image.Image:
    """The file's picture for the screen, RGB, 64x64; raises Damaged."""
    return view.square(open_image(path)).resize((TILE, TILE), Image.Resampling.LANCZOS)


def photo_pixels(image: Image.Image) -> Tensor:
    """The middle square of a photograph, RGB, as (3, 128, 128), uint8."""
    small = middle_square(image.convert("RGB")).resize((PHOTO_SIDE, PHOTO_SIDE), Image.Resampling.BICUBIC)
    return torch.from_numpy(np.array(small)).permute(2, 0, 1).contiguous()


def open_image(path: Path) -> Image.Image:
    """The picture upright, on white, in RGB; of an animation, the first frame. Raises Damaged."""
    try:
        if not path.is_file():
            raise OSError("it is no file")
        with Image.open(path) as raw:
            image = _eight_bits(ImageOps.exif_transpose(raw)).convert("RGBA")
    except (OSError, ValueError, SyntaxError, EOFError, MemoryError, Image.DecompressionBombError) as error:
        raise Damaged(str(path), "it is not an image that can be read") from error
    image.thumbnail((LARGEST, LARGEST), Image.Resampling.BOX)
    ground = Image.new("RGBA", image.size, "white")
    ground.alpha_composite(image)
    return ground.convert("RGB")


def _key(paths: Sequence[Path]) -> str:
    """A hash that changes when a file is added, removed, renamed or changed."""
    digest = hashlib.sha256(b"1")  # raise it when a view changes
    for path in paths:
        try:
            about = path.stat()
            state = f"{about.st_size} {about.st_mtime_ns}"
        except OSError:
            state = "unreadable"
        digest.update(os.fsencode(path) + f"\0{state}\0".encode())
    return digest.hexdigest()


def _decode_all(paths: Sequence[Path], view: View) -> tuple[Tensor, Facts]:
    """The views of all readable images and the indices of the others; raises Damaged."""
    views: list[Tensor] = []
    skipped: list[int] = []
    for place, path in enumerate(paths):
        try:
            views.append(view.pixels(open_image(path)))
        except Damaged:
            skipped.append(place)
    if not views:
        raise Damaged(str(paths[0]), f"like all {len(paths)} images of its folder it cannot be read")
    return torch.stack(views), {"skipped": skipped}


def _eight_bits(image: Image.Image) -> Image.Image:
    """16-bit grey as 8-bit grey; Pillow's own conversion would cut every value off at 255."""
    if not image.mode.startswith("I"):
        return image
    return Image.fromarray((np.asarray(image).clip(0, 65535) / 257).round().astype(np.uint8))


def _whole(image: Image.Image) -> Image.Image:
    """The picture in the middle of a white square."""
    side = max(image.size)
    square = Image.new("RGB", (side, side), "white")
    square.paste(image, ((side - image.width) // 2, (side - image.height) // 2))
    return square


def middle_square(image: Image.Image) -> Image.Image:
    """The middle square of the picture."""
    side = min(image.size)
    left, top = (image.width - side) // 2, (image.height - side) // 2
    return image.crop((left, top, left + side, top + side))


def _ink_pixels(image: Image.Image) -> Tensor:
    grey = _whole(image).convert("L").resize((SIDE, SIDE), Image.Resampling.BOX)
    return torch.from_numpy(255 - np.asarray(grey)).unsqueeze(0)  # (1, 28, 28)


INK = View("folder", 1, _whole, _ink_pixels)
PHOTO = View("photos", 3, middle_square, photo_pixels)
