"""A visitor's own data set: decoded images in the store, and the engine's DataSet that is made of them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict

import safetensors
import safetensors.torch
from PIL import Image
from torch import Tensor

from fewshot_core.data.datasets import ClassInfo, DataSet, Group
from fewshot_core.data.datasets.image_files import TILE
from fewshot_core.tensors.errors import Damaged, Unknown

from . import store
from .store import Item

IMAGES, CLASSES = "images.safetensors", "classes.json"
PHOTOS, DRAWINGS = "photos", "folder"
"""The forms of a set: as the command line calls a folder of photographs, and one of drawings."""


def packed(classes: Sequence[ClassInfo], images: Tensor, tiles: Tensor | None) -> dict[str, bytes]:
    """The files of a set: ``images`` (items, channels, side, side) as the networks see them, uint8.

    ``tiles`` (items, 64, 64, 3), uint8, are what the screen shows; None: made of the images.
    """
    tensors = {"images": images} | ({} if tiles is None else {"tiles": tiles})
    listed = json.dumps([asdict(info) for info in classes], ensure_ascii=False)
    return {IMAGES: safetensors.torch.save(tensors), CLASSES: listed.encode()}


def folder_name(name: str) -> str:
    """A set's name as one of a folder that needs no quotes."""
    return "-".join("".join(c if c.isalnum() else " " for c in name).split()) or "images"


def own_data(id: str) -> DataSet:
    """The data set of an id that was let in before; raises Unknown where it is gone, and Damaged.

    For work on threads that belong to no visit: whether the id is this visitor's is asked by ``find``.
    """
    item = store().held(id)
    if item is None:
        raise Unknown("data set", id, ())
    return store().remembered(item, "data", lambda: _read(item))


def _read(item: Item) -> DataSet:
    try:
        listed = json.loads((item.folder / CLASSES).read_text(encoding="utf-8"))
        with safetensors.safe_open(item.folder / IMAGES, "pt") as file:
            tensors = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118
    except (OSError, ValueError, safetensors.SafetensorError) as error:
        raise Damaged(str(item.folder), "it is no data set") from error
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

    return DataSet(item.id, classes, groups, (), images, draw)
