"""``folder:PATH`` and ``photos:PATH``: any folder that holds folders of images, one folder a class."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from torch import Tensor

from fewshot_core.data.datasets.dataset import SPLITS, ClassInfo, DataSet, Group
from fewshot_core.data.datasets.image_files import INK, SUFFIXES, View, read_views, tile
from fewshot_core.data.datasets.splits import deal_splits
from fewshot_core.tensors.errors import Unknown, Unusable

Files = dict[str, list[Path]]
"""The image files of every class, by the class folder's path below the root."""


def load_folder(path: str, view: View = INK) -> DataSet:
    """Read ``PATH/class/image.png``, in a view: INK, where dark marks on a light ground are ink, or PHOTO.

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
    images, unread = read_views(str(root.absolute()), paths, view)
    skipped = set(unread)
    shown = [entry for place, entry in enumerate(listed) if place not in skipped]
    classes = _classes(shown)
    group_ids = dict.fromkeys(info.group for info in classes)
    files = [file for _, _, file in shown]
    return DataSet(
        name=f"{view.form}:{path}",
        classes=tuple(classes),
        groups=tuple(Group(id, *([root.name if id == "folder" else id] * 2)) for id in group_ids),
        sources=(),
        images=images,
        draw=lambda item: tile(files[item], view),
        skipped=tuple(str(paths[place]) for place in unread),
    )


@dataclass(frozen=True)
class Unnamed:
    """Images without classes: their files and, row by row, their views; ``skipped`` files cannot be read."""

    files: tuple[Path, ...]
    images: Tensor  # (items, channels, side, side), uint8
    skipped: tuple[str, ...]


def load_unnamed(path: str, view: View = INK) -> Unnamed:
    """All images of a folder, at any depth, in the order of their paths; they need no class folders.

    What is passed over and what is kept: see ``load_folder``. Raises Unknown where there is no such folder or
    no image in it, Unusable if it cannot be looked into, Damaged if no image can be read.
    """
    root = Path(path)
    try:
        root = root.expanduser()
        paths = sorted(file for _, files in _find(root, with_root=True) for file in files)
    except (OSError, RuntimeError) as error:
        raise Unusable("folder", path, f"it cannot be read ({error})") from error
    if not paths:
        raise Unknown("folder with images", path, ())
    images, unread = read_views(f"{root.absolute()}/*", paths, view)
    kept = tuple(file for place, file in enumerate(paths) if place not in set(unread))
    return Unnamed(kept, images, tuple(str(paths[place]) for place in unread))


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


def _find(root: Path, with_root: bool = False) -> Iterator[tuple[str, list[Path]]]:
    """The folders below the root that hold images, with these, in the order of their names."""
    seen: set[str] = set()

    def visit(folder: Path, name: PurePosixPath) -> Iterator[tuple[str, list[Path]]]:
        real = os.path.realpath(folder)
        if real in seen:  # links may lead back
            return
        seen.add(real)
        inside = sorted(p for p in folder.iterdir() if not p.name.startswith("."))
        folders = {p: p.is_dir() for p in inside}
        images = [p for p in inside if p.suffix.lower() in SUFFIXES and not folders[p]]
        if images and (with_root or folder != root):
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
