"""A visitor's data set as a zip of folders, which the command line reads to the very same images."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import PurePosixPath

from PIL import Image

from fewshot_core.data.datasets import SPLITS, DataSet

MADE = (2026, 1, 1, 0, 0, 0)
"""When the files say they were made: the same set gives the same zip."""


def exported(data: DataSet) -> bytes:
    """``SPLIT/CLASS/000-name.png`` for every image as the networks see it."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_STORED) as archive:
        for split in SPLITS:  # a split without a class has its folder, too: the folders are the split
            archive.writestr(zipfile.ZipInfo(f"{split}/", MADE), b"")
        for info in data.classes:
            for number, item in enumerate(info.items):
                path = f"{info.split}/{info.id}/{number:04}-{_stem(info.origins[number])}.png"
                archive.writestr(zipfile.ZipInfo(path, MADE), _png(data, item))
    return content.getvalue()


def _stem(origin: str) -> str:
    return re.sub(r"[^\w]+|_", "-", PurePosixPath(origin).stem)[:40].strip("-") or "image"


def _png(data: DataSet, item: int) -> bytes:
    pixels = data.images[item]
    if len(pixels) == 1:  # ink is dark on paper
        image = Image.fromarray((255 - pixels[0]).numpy())
    else:
        image = Image.fromarray(pixels.permute(1, 2, 0).contiguous().numpy())
    content = io.BytesIO()
    image.save(content, "PNG")
    return content.getvalue()
