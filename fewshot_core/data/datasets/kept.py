"""A data set kept as decoded images: ``kept:PATH``, a folder with the images and a list of the classes."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import safetensors
import safetensors.torch
from PIL import Image
from torch import Tensor

from fewshot_core.data.datasets.dataset import ClassInfo, DataSet, Group
from fewshot_core.data.datasets.image_files import TILE
from fewshot_core.tensors.errors import Damaged, Unknown

IMAGES, CLASSES = "images.safetensors", "classes.json"
KEPT = "kept:"
"""How the name of such a set begins, for ``load_data``."""


def packed(classes: Sequence[ClassInfo], images: Tensor, tiles: Tensor | None) -> dict[str, bytes]:
    """The files of a set: ``images`` (items, channels, side, side) as the networks see them, uint8.

    ``tiles`` (items, 64, 64, 3), uint8, are what the screen shows; None: made of the images.
    """
    tensors = {"images": images} | ({} if tiles is None else {"tiles": tiles})
    listed = json.dumps([asdict(info) for info in classes], ensure_ascii=False)
    return {IMAGES: safetensors.torch.save(tensors), CLASSES: listed.encode()}


def load_kept(folder: Path) -> DataSet:
    """The set of a folder, called by the folder's name; raises Unknown where it is gone, and Damaged."""
    if not folder.is_dir():
        raise Unknown("data set", folder.name, ())
    try:
        listed = json.loads((folder / CLASSES).read_text(encoding="utf-8"))
        with safetensors.safe_open(folder / IMAGES, "pt") as file:
            tensors = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118
    except (OSError, ValueError, safetensors.SafetensorError) as error:
        raise Damaged(str(folder), "it is no data set") from error
    classes = tuple(
        ClassInfo(**(info | {"origins": tuple(info["origins"]), "styles": ()})) for info in listed
    )
    groups = tuple(Group(id, id, id) for id in dict.fromkeys(info.group for info in classes))
    images, tiles = tensors["images"], tensors.get("tiles")

    def draw(index: int) -> Image.Image:
        if tiles is not None:
            return Image.fromarray(tiles[index].numpy())
        photo = Image.fromarray(images[index].permute(1, 2, 0).contiguous().numpy())
        return photo.resize((TILE, TILE), Image.Resampling.LANCZOS)

    return DataSet(folder.name, classes, groups, (), images, draw)
