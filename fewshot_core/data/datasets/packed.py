"""Reading the embedded data sets: one PNG strip a class and one index, ``data.json``."""

from __future__ import annotations

import hashlib
import io
import json
from bisect import bisect_right
from functools import lru_cache
from pathlib import Path
from typing import Any

import torch
from PIL import Image
from torch import Tensor

from fewshot_core.data.datasets.dataset import ClassInfo, DataSet, DataSource, Group
from fewshot_core.data.tiles import network_view
from fewshot_core.paths import ASSETS
from fewshot_core.tensors.errors import Damaged


def load_packed(name: str, handed: bool, folder: Path | None = None) -> DataSet:
    """The packed data set of this name, from ``folder`` or else from the embedded files.

    ``handed``: mirroring an image may change what it shows. The hash of every strip is checked; raises
    Damaged.
    """
    folder = folder or ASSETS / "data" / name
    index = _read_index(folder / "data.json")
    classes: list[ClassInfo] = []
    views: list[Tensor] = []
    for entry in index["classes"]:
        first = classes[-1].first + classes[-1].count if classes else 0
        classes.append(_class_info(entry, first))
        strip = _read_strip(folder / "strips" / f"{entry['id']}.png", entry["sha256"], classes[-1].count)
        views.append(network_view(strip))
    tile = index["tile"]
    firsts = [info.first for info in classes]

    @lru_cache(maxsize=64)
    def strip_of(id: str) -> Image.Image:
        return Image.open(folder / "strips" / f"{id}.png").convert("RGB")

    def draw(item: int) -> Image.Image:
        """One drawing for the screen, RGB, 64x64, cut from its class's strip."""
        info = classes[bisect_right(firsts, item) - 1]
        left = (item - info.first) * tile
        return strip_of(info.id).crop((left, 0, left + tile, tile))

    return DataSet(
        name=name,
        classes=tuple(classes),
        groups=tuple(Group(**g) for g in index["groups"]),
        sources=tuple(DataSource(**s) for s in index["sources"]),
        images=torch.cat(views),
        draw=draw,
        handed=handed,
    )


def _read_index(path: Path) -> dict[str, Any]:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise Damaged(str(path), str(error)) from error


def _class_info(entry: dict[str, Any], first: int) -> ClassInfo:
    origins, _, styles = zip(*entry["items"], strict=True)
    words = {key: entry[key] for key in ("id", "en", "zh", "group", "split")}
    return ClassInfo(**words, first=first, count=len(origins), origins=origins, styles=styles)


def _read_strip(path: Path, sha256: str, count: int) -> Image.Image:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise Damaged(str(path), error.strerror or "it cannot be read") from error
    if hashlib.sha256(content).hexdigest() != sha256:
        raise Damaged(str(path), "its content does not match the index")
    strip = Image.open(io.BytesIO(content))
    if strip.width != count * strip.height:
        raise Damaged(str(path), f"it should hold {count} square tiles")
    return strip
