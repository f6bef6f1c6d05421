"""``folder:PATH``: any folder that holds folders of images, one folder a class."""

from __future__ import annotations

import hashlib
import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

import numpy as np
import torch
from PIL import Image, ImageOps
from torch import Tensor

from fewshot_core.data.datasets.cache import Facts, kept
from fewshot_core.data.datasets.dataset import SIDE, SPLITS, ClassInfo, DataSet, Group
from fewshot_core.data.datasets.splits import deal_splits
from fewshot_core.tensors.errors import Damaged, Unknown, Unusable

SUFFIXES = {".png", ".jpg", ".jpeg", ".gif", ".bmp", ".webp", ".tif", ".tiff"}
TILE = 64
LARGEST = 1024
"""A picture whose longer side exceeds this, in pixels, is first reduced to it."""

Files = dict[str, list[Path]]
"""The image files of every class, by the class folder's path below the root."""


def load_folder(path: str) -> DataSet:
    """Read ``PATH/class/image.png``; dark marks on a light ground are ink, as in the embedded sets.

    Every folder that holds images is a class, at any depth, and the folder around it is its group:
    ``PATH/alphabet/character/image.png``. Names that begin with a dot are passed over, and a folder that
    links reach twice counts once.

    Where PATH holds folders ``train`` and ``test``, these (and ``val``, if it is there) are the splits, and
    nothing else in PATH counts. Otherwise classes are dealt to the splits, 64 / 12 / 24 %, in an order that
    depends on their names alone, so the same folder always gives the same split. Groups are dealt class by
    class too: there may be too few of them, and of too unequal sizes, for three splits. Folders ``train`` and
    ``test`` keep an alphabet on one side.

    The origin of an image, which stands for its drawer, is what follows the last ``_`` in the name of its
    file (``0108_07.png``: drawer 07) if that is different for all images of the class; otherwise it is the
    name of the file.

    Images are decoded once and kept in the cache until a file is added, removed or changed. One that cannot
    be read is skipped and named in ``skipped``; so is a class of which nothing is left. Raises Unknown where
    the folder or its classes are missing, Unusable if two splits hold the same class, Damaged if no image can
    be read.
    """
    root = Path(path)
    try:
        root = root.expanduser()
        by_split = _splits(root)
    except (OSError, RuntimeError) as error:
        raise Unusable("folder", path, f"it cannot be read ({error})") from error
    listed = [(split, name, f) for split, files in by_split.items() for name in files for f in files[name]]
    paths = [file for _, _, file in listed]
    name = "folder-" + hashlib.sha256(os.fsencode(root.absolute())).hexdigest()[:16]
    images, facts = kept(name, _key(paths), lambda: _decode_all(paths))
    skipped = set(facts["skipped"])
    shown = [entry for place, entry in enumerate(listed) if place not in skipped]
    classes = _classes(shown)
    group_ids = dict.fromkeys(info.group for info in classes)
    files = [file for _, _, file in shown]
    return DataSet(
        name=f"folder:{path}",
        classes=tuple(classes),
        groups=tuple(Group(id, *([root.name if id == "folder" else id] * 2)) for id in group_ids),
        sources=(),
        images=images,
        draw=lambda item: _open(files[item]).resize((TILE, TILE), Image.Resampling.LANCZOS),
        skipped=tuple(str(paths[place]) for place in facts["skipped"]),
    )


def _splits(root: Path) -> dict[str, Files]:
    """The image files of every class, by split; raises Unknown and Unusable as ``load_folder`` does."""
    if all((root / split).is_dir() for split in ("train", "test")):
        by_split = {split: dict(_find(root / split)) for split in SPLITS}
    else:
        files = dict(_find(root))
        dealt = deal_splits(list(files))
        by_split = {s: {name: files[name] for name in files if dealt[name] == s} for s in SPLITS}
    found = Counter(name for files in by_split.values() for name in files)
    if not found:
        raise Unknown("folder of class folders with images", str(root), ())
    name, times = found.most_common(1)[0]
    if times > 1:
        raise Unusable("folder", str(root), f"two of its splits hold the class '{name}'")
    return by_split


def _find(root: Path) -> Iterator[tuple[str, list[Path]]]:
    """The class folders below the root with their images, in the order of their names."""
    seen: set[str] = set()

    def visit(folder: Path, name: PurePosixPath) -> Iterator[tuple[str, list[Path]]]:
        real = os.path.realpath(folder)
        if real in seen:  # links may lead back
            return
        seen.add(real)
        inside = sorted(p for p in folder.iterdir() if not p.name.startswith("."))
        folders = {p: p.is_dir() for p in inside}
        images = [p for p in inside if p.suffix.lower() in SUFFIXES and not folders[p]]
        if images and folder != root:
            yield str(name), images
        for child in (p for p in inside if folders[p]):
            yield from visit(child, name / child.name)

    if root.is_dir():
        yield from visit(root, PurePosixPath())


def _classes(listed: list[tuple[str, str, Path]]) -> list[ClassInfo]:
    of_class: dict[tuple[str, str], list[Path]] = {}
    for split, name, file in listed:
        of_class.setdefault((split, name), []).append(file)
    classes: list[ClassInfo] = []
    first = 0
    for (split, name), files in of_class.items():
        group = str(PurePosixPath(name).parent)
        group = "folder" if group == "." else group
        classes.append(ClassInfo(name, name, name, group, split, first, len(files), _origins(files)))
        first += len(files)
    return classes


def _origins(files: list[Path]) -> tuple[str, ...]:
    hands = [file.stem.rpartition("_")[2] for file in files if "_" in file.stem]
    distinct = len(set(hands)) == len(files)
    return tuple(hands) if distinct else tuple(file.name for file in files)


def _key(paths: list[Path]) -> str:
    """A hash that changes when a file is added, removed, renamed or changed."""
    digest = hashlib.sha256(b"1")  # raise it when the network's view changes
    for path in paths:
        try:
            about = path.stat()
            state = f"{about.st_size} {about.st_mtime_ns}"
        except OSError:
            state = "unreadable"
        digest.update(os.fsencode(path) + f"\0{state}\0".encode())
    return digest.hexdigest()


def _decode_all(paths: list[Path]) -> tuple[Tensor, Facts]:
    """All readable images as (items, 1, 28, 28), uint8, and the indices of the others; raises Damaged."""
    views: list[Tensor] = []
    skipped: list[int] = []
    for place, path in enumerate(paths):
        try:
            views.append(_network_view(path))
        except Damaged:
            skipped.append(place)
    if not views:
        raise Damaged(str(paths[0]), f"like all {len(paths)} images of its folder it cannot be read")
    return torch.stack(views), {"skipped": skipped}


def _open(path: Path) -> Image.Image:
    """The picture upright, square, on white, in RGB; of an animation, the first frame. Raises Damaged."""
    try:
        if not path.is_file():
            raise OSError("it is no file")
        with Image.open(path) as raw:
            image = _eight_bits(ImageOps.exif_transpose(raw)).convert("RGBA")
    except (OSError, ValueError, SyntaxError, EOFError, MemoryError, Image.DecompressionBombError) as error:
        raise Damaged(str(path), "it is not an image that can be read") from error
    image.thumbnail((LARGEST, LARGEST), Image.Resampling.BOX)
    side = max(image.size)
    square = Image.new("RGBA", (side, side), "white")
    square.alpha_composite(image, ((side - image.width) // 2, (side - image.height) // 2))
    return square.convert("RGB")


def _eight_bits(image: Image.Image) -> Image.Image:
    """16-bit grey as 8-bit grey; Pillow's own conversion would cut every value off at 255."""
    if not image.mode.startswith("I"):
        return image
    return Image.fromarray((np.asarray(image).clip(0, 65535) / 257).round().astype(np.uint8))


def _network_view(path: Path) -> Tensor:
    grey = _open(path).convert("L").resize((SIDE, SIDE), Image.Resampling.BOX)
    return torch.from_numpy(255 - np.asarray(grey)).unsqueeze(0)  # (1, 28, 28)
