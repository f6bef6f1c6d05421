"""From uploaded files to a draft of a data set: decoded once, sorted into classes, its troubles named."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath

import numpy as np
from PIL import Image
from torch import Tensor

from fewshot_core.data.datasets import SPLITS
from fewshot_core.data.datasets.image_files import photo_pixels
from fewshot_core.data.tiles import ink_box, network_view, tile

from ..archive import Archive
from ..uploads import Picture, Refused, decoded, refused
from .twins import SMALL, twins

SIDE = 256
"""Pixels of a picture's longer side, of which both views are made."""
LEAST_IMAGES, LEAST_CLASSES, MOST_CLASSES = 2, 2, 200
PAPER, PAPER_SHARE = 225, 0.45
"""How bright paper is, and how much of a drawing is paper."""


@dataclass(frozen=True)
class Entry:
    """One picture in both views, and small, for finding its twins."""

    path: str
    ink: Tensor  # (1, 28, 28), uint8
    tile: np.ndarray  # (64, 64, 3), uint8: the drawing as the screen shows it
    photo: Tensor  # (3, 128, 128), uint8
    small: np.ndarray  # (3 * SMALL * SMALL,), float
    paper: float  # the share of it that is white

    @property
    def file(self) -> str:
        """The file's own name."""
        return PurePosixPath(self.path).name


@dataclass
class Draft:
    """What was read: classes by name in order, the splits their folders told, and what is to be said."""

    name: str
    classes: dict[str, list[Entry]] = field(default_factory=dict)
    splits: dict[str, str] = field(default_factory=dict)  # by class; empty: the folders tell none
    left_out: list[Refused] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)  # a file and what to know of it
    doubles: list[tuple[Entry, Entry]] = field(default_factory=list)  # the first, and what it is like
    strips: dict[tuple[str, ...], str] = field(default_factory=dict)  # of the contact sheet, once drawn
    trouble: Refused | None = None  # why there is no data set

    @property
    def images(self) -> int:
        """How many pictures it has."""
        return sum(map(len, self.classes.values()))

    @property
    def drawn(self) -> bool:
        """Are most pictures marks on paper? Then the set is first taken for one of drawings."""
        shares = [entry.paper for entries in self.classes.values() for entry in entries]
        return float(np.median(shares)) > PAPER_SHARE


def read(draft: Draft, source: Archive | Refused | Sequence[tuple[str, bytes]]) -> Iterator[float]:
    """Fill a draft from a zip or from a folder's files; yields how far it is, 0…1."""
    if isinstance(source, Refused):
        draft.trouble = source
        return
    files = source.unpacked() if isinstance(source, Archive) else iter(source)
    total = max(1, len(source.files) if isinstance(source, Archive) else len(source))
    entries: list[Entry] = []
    pictures = decoded(_named(files, draft.left_out), SIDE, whole=True)
    try:
        for found in pictures:
            if isinstance(found, Refused):
                draft.left_out.append(found)
            else:
                entries.append(entry_of(found))
                if found.note:
                    draft.notes.append((found.name, found.note))
            yield (len(entries) + len(draft.left_out)) / total
    finally:
        pictures.close()
    sort(draft, entries)


def _named(
    files: Iterable[tuple[str, bytes] | Refused], left_out: list[Refused]
) -> Iterator[tuple[str, bytes]]:
    """The files that can be decoded; the others are left out."""
    for found in files:
        if isinstance(found, Refused):
            left_out.append(found)
        elif "/" not in found[0]:
            left_out.append(refused(found[0], "loose"))
        else:
            yield found


def entry_of(picture: Picture) -> Entry:
    """Both views of a picture, of which all is there, in the middle of a white square."""
    image = picture.image
    scale = picture.side / max(picture.width, picture.height)
    middle = max(1, round(scale * min(picture.width, picture.height)))
    at = (picture.side - middle) // 2
    drawing = tile(image, ink_box(image) or (0, 0, *image.size))
    small = image.resize((SMALL, SMALL), Image.Resampling.BOX)
    return Entry(
        path=picture.name,
        ink=network_view(drawing)[0],
        tile=np.asarray(drawing),
        photo=photo_pixels(image.crop((at, at, at + middle, at + middle))),
        small=np.asarray(small, dtype=np.float32).reshape(-1),
        paper=sum(image.convert("L").histogram()[PAPER:]) / (image.width * image.height),
    )


def sort(draft: Draft, entries: Sequence[Entry]) -> None:
    """Put pictures into classes by their folders; a class with too few is left out and named."""
    folders = {entry.path: PurePosixPath(entry.path).parent.parts for entry in entries}
    skip = _common(list(folders.values()))
    tops = {parts[skip] for parts in folders.values() if len(parts) > skip}
    split = {"train", "test"} <= tops <= set(SPLITS)
    found: dict[tuple[str, str], list[Entry]] = {}
    for entry in sorted(entries, key=lambda each: each.path):
        parts = folders[entry.path][skip:]
        of = parts[0] if split else ""
        name = "/".join(clean(part) for part in (parts[1:] if split else parts))
        if name:
            found.setdefault((of, name), []).append(entry)
    for (of, name), inside in found.items():
        if len(inside) < LEAST_IMAGES:
            draft.left_out.append(refused(name, "few_images", least=LEAST_IMAGES))
        elif name in draft.classes:
            draft.trouble = refused(name, "two_splits")
        else:
            draft.classes[name] = inside
            if split:
                draft.splits[name] = of
    draft.trouble = draft.trouble or _trouble(draft, entries)
    inside_all = [entry for inside in draft.classes.values() for entry in inside]
    pairs = twins([entry.small for entry in inside_all])
    draft.doubles = [(inside_all[first], inside_all[later]) for first, later in pairs]


def _common(folders: Sequence[tuple[str, ...]]) -> int:
    """How many folders at the top hold everything: those around the class folders."""
    depth = 0
    while folders and all(len(parts) > depth + 1 for parts in folders):
        if len({parts[depth] for parts in folders}) > 1:
            break
        depth += 1
    return depth


def _trouble(draft: Draft, entries: Sequence[Entry]) -> Refused | None:
    if not entries:
        return refused(draft.name, "no_pictures")
    if len(draft.classes) < LEAST_CLASSES:
        return refused(draft.name, "one_class" if draft.classes else "no_classes", least=LEAST_IMAGES)
    if len(draft.classes) > MOST_CLASSES:
        return refused(draft.name, "many_classes", most=MOST_CLASSES)
    return None


def clean(name: str) -> str:
    """A folder's name as a class's: what can be printed, without what addresses and paths use."""
    text = "".join(letter if letter.isprintable() else " " for letter in name)
    return re.sub(r"[,/\\:*?\"<>|\s]+", " ", text).strip(" .")[:60].strip() or "?"
