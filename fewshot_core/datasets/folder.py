"""``folder:PATH``: any folder that holds one folder of images a class."""

from __future__ import annotations

import random
from pathlib import Path

import numpy as np
import torch
from PIL import Image, ImageOps, UnidentifiedImageError

from fewshot_core.datasets.dataset import SIDE, ClassInfo, DataSet, Group
from fewshot_core.types import Damaged, Unknown

SUFFIXES = {".png", ".jpg", ".jpeg", ".gif", ".bmp", ".webp", ".tif", ".tiff"}
SPLIT_SHARES = {"train": 0.64, "val": 0.12, "test": 0.24}


def load_folder(path: str) -> DataSet:
    """Read ``PATH/class/image.png``; dark marks on a light ground are ink, as in the embedded sets.

    Classes are dealt to the splits, 64 / 12 / 24 %, in an order that depends on their names alone,
    so the same folder always gives the same split. Raises Unknown where the folder or its classes
    are missing, Damaged for an image that cannot be read.
    """
    root = Path(path).expanduser()
    folders = sorted(p for p in root.iterdir() if p.is_dir()) if root.is_dir() else []
    files = {f.name: sorted(p for p in f.iterdir() if p.suffix.lower() in SUFFIXES) for f in folders}
    files = {name: paths for name, paths in files.items() if paths}
    if not files:
        raise Unknown("folder of class folders with images", str(root), ())
    splits = _deal_splits(list(files))
    classes: list[ClassInfo] = []
    first = 0
    for name, paths in files.items():
        origins = tuple(p.name for p in paths)
        classes.append(ClassInfo(name, name, name, "folder", splits[name], first, len(paths), origins))
        first += len(paths)
    paths = [p for of_class in files.values() for p in of_class]
    return DataSet(
        name=f"folder:{path}",
        classes=tuple(classes),
        groups=(Group("folder", root.name, root.name),),
        sources=(),
        images=torch.stack([_network_view(p) for p in paths]),
        draw=lambda item: _open(paths[item]).resize((64, 64), Image.Resampling.LANCZOS),
    )


def _deal_splits(names: list[str]) -> dict[str, str]:
    order = sorted(names)
    random.Random(0).shuffle(order)
    dealt: dict[str, str] = {}
    start = 0.0
    for split, share in SPLIT_SHARES.items():
        end = start + share * len(order)
        dealt.update({name: split for name in order[round(start) : round(end)]})
        start = end
    return dealt


def _open(path: Path) -> Image.Image:
    """The picture upright, square, on white, in RGB."""
    try:
        with Image.open(path) as raw:
            image = ImageOps.exif_transpose(raw).convert("RGBA")
    except (OSError, UnidentifiedImageError, Image.DecompressionBombError) as error:
        raise Damaged(str(path), "it is not an image that can be read") from error
    side = max(image.size)
    square = Image.new("RGBA", (side, side), "white")
    square.alpha_composite(image, ((side - image.width) // 2, (side - image.height) // 2))
    return square.convert("RGB")


def _network_view(path: Path) -> torch.Tensor:
    grey = _open(path).convert("L").resize((SIDE, SIDE), Image.Resampling.BOX)
    return torch.from_numpy(255 - np.asarray(grey)).unsqueeze(0)  # (1, 28, 28)
