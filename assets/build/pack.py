"""Write a packed data set: one strip of tiles a class, an index and an attribution table.

Both embedded data sets share this format::

    assets/data/NAME/data.json        the index
    assets/data/NAME/strips/ID.png    the tiles of one class side by side, 64 px high
    assets/data/NAME/ATTRIBUTION.md   the sources with author, licence, address and count

The same input gives the same bytes: nothing depends on the time or on the machine.
"""

from __future__ import annotations

import hashlib
import io
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from PIL import Image

TILE = 64
SPLITS = ("train", "val", "test")


@dataclass(frozen=True)
class Item:
    """One drawing: its source's id, its own name, the hand that drew it, its style, its tile."""

    name: str
    family: str
    style: str
    source: str
    tile: Image.Image


@dataclass(frozen=True)
class PackedClass:
    """One class: `id` (a-z, 0-9 and '-'), names in both languages, group id, split, drawings."""

    id: str
    en: str
    zh: str
    group: str
    split: str
    items: Sequence[Item] = field(default_factory=tuple)


@dataclass(frozen=True)
class Group:
    """A group of classes (animals, food …; or a writing system) named in both languages."""

    id: str
    en: str
    zh: str


@dataclass(frozen=True)
class Source:
    """Where drawings come from. `licence` is an SPDX identifier."""

    id: str
    name: str
    author: str
    licence: str
    url: str


def palette_strip(tiles: Sequence[Image.Image], colours: int) -> Image.Image:
    """Join RGB tiles in a row and reduce them to `colours` without dithering; white stays white."""
    strip = Image.new("RGB", (TILE * len(tiles), TILE), "white")
    for index, tile in enumerate(tiles):
        strip.paste(tile.convert("RGB"), (TILE * index, 0))
    reduced = strip.quantize(colours, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    flat = reduced.getpalette("RGB") or []
    entries = [flat[start : start + 3] for start in range(0, len(flat), 3)]
    entries[max(range(len(entries)), key=lambda entry: sum(entries[entry]))] = [255, 255, 255]
    reduced.putpalette([value for entry in entries for value in entry])
    return reduced


def grey_strip(tiles: Sequence[Image.Image]) -> Image.Image:
    """Join tiles in a row as 16 levels of grey (0 black … 15 white), saved with 4 bits a pixel."""
    strip = Image.new("L", (TILE * len(tiles), TILE), 255)
    for index, tile in enumerate(tiles):
        strip.paste(tile.convert("L"), (TILE * index, 0))
    levels = strip.point([(value + 8) // 17 for value in range(256)])
    reduced = Image.new("P", strip.size)
    reduced.putdata(levels.tobytes())
    reduced.putpalette([17 * level for level in range(16) for _ in range(3)])
    return reduced


def png_bytes(strip: Image.Image) -> bytes:
    """Encode a palette image with as few bits a pixel as its colours need."""
    count = len(strip.getpalette("RGB") or []) // 3
    bits = next(bits for bits in (1, 2, 4, 8) if count <= 2**bits)
    buffer = io.BytesIO()
    strip.save(buffer, "PNG", optimize=True, bits=bits)
    return buffer.getvalue()


def _compact(value: object) -> str:
    """JSON on one line, with letters of every script left readable."""
    return json.dumps(value, ensure_ascii=False)


def _class_json(cls: PackedClass, sha256: str) -> str:
    """One class of the index: a line a field, a line an item."""
    fields = {key: getattr(cls, key) for key in ("id", "en", "zh", "group", "split")} | {"sha256": sha256}
    lines = [f"   {_compact(key)}: {_compact(value)}," for key, value in fields.items()]
    items = [f"    {_compact([item.name, item.family, item.style])}" for item in cls.items]
    return "  {\n" + "\n".join(lines) + '\n   "items": [\n' + ",\n".join(items) + "\n   ]\n  }"


def index_json(
    name: str,
    groups: Sequence[Group],
    classes: Sequence[tuple[PackedClass, str]],
    sources: Sequence[tuple[Source, int]],
) -> str:
    """The text of data.json: classes come with their strip's sha256, sources with their counts."""
    credits = [f"  {_compact(vars(source) | {'images': count})}" for source, count in sources]
    parts = [
        f' "name": {_compact(name)}',
        f' "tile": {TILE}',
        ' "groups": [\n' + ",\n".join(f"  {_compact(vars(group))}" for group in groups) + "\n ]",
        ' "classes": [\n' + ",\n".join(_class_json(*pair) for pair in classes) + "\n ]",
        ' "sources": [\n' + ",\n".join(credits) + "\n ]",
    ]
    return "{\n" + ",\n".join(parts) + "\n}\n"


def attribution(name: str, sources: Sequence[tuple[Source, int]]) -> str:
    """The attribution table in Markdown."""
    total = sum(count for _, count in sources)
    lines = [
        f"# Sources of the data set `{name}`",
        "",
        f"{total} images from {len(sources)} sources. Every image was cropped, centred and resized to"
        f" {TILE}×{TILE} pixels on white; colours were reduced. This table is generated by `assets/build`.",
        "",
        "| source | author | licence (SPDX) | address | images |",
        "| --- | --- | --- | --- | ---: |",
    ]
    for source, count in sources:
        lines.append(f"| {source.name} | {source.author} | {source.licence} | {source.url} | {count} |")
    return "\n".join(lines) + "\n"


def _ordered(classes: Sequence[PackedClass], groups: Sequence[Group]) -> list[PackedClass]:
    """Classes by split, then group, then id; raises ValueError on what the format forbids."""
    ids = [cls.id for cls in classes]
    if len(set(ids)) != len(ids):
        raise ValueError(f"class ids are repeated: {[i for i, n in Counter(ids).items() if n > 1]}")
    rank = {group.id: index for index, group in enumerate(groups)}
    for cls in classes:
        if cls.group not in rank or cls.split not in SPLITS or not cls.items:
            raise ValueError(f"class {cls.id}: group {cls.group}, split {cls.split}, {len(cls.items)} items")
    return sorted(classes, key=lambda cls: (SPLITS.index(cls.split), rank[cls.group], cls.id))


def write_pack(
    out: Path,
    name: str,
    groups: Sequence[Group],
    classes: Sequence[PackedClass],
    sources: Sequence[Source],
    colours: int | None = 64,
) -> int:
    """Write a data set into the folder `out` and return the number of bytes written.

    `classes` may come in any order; they are written by split, group (in the order of `groups`)
    and id, and that order is what class numbers mean. Every item's `source` must be the id of one
    of `sources`; sources without an image are left out. `colours` is the size of a strip's
    palette (2 … 256), or None for 16 greys. Strips of classes that are gone are deleted.
    Raises ValueError for repeated ids, unknown groups, splits or sources, and empty classes.
    """
    (out / "strips").mkdir(parents=True, exist_ok=True)
    counts = Counter(item.source for cls in classes for item in cls.items)
    if unknown := set(counts) - {source.id for source in sources}:
        raise ValueError(f"unknown sources: {sorted(unknown)}")
    hashed, size = list[tuple[PackedClass, str]](), 0
    for cls in _ordered(classes, groups):
        tiles = [item.tile for item in cls.items]
        data = png_bytes(grey_strip(tiles) if colours is None else palette_strip(tiles, colours))
        (out / "strips" / f"{cls.id}.png").write_bytes(data)
        hashed.append((cls, hashlib.sha256(data).hexdigest()))
        size += len(data)
    for strip in (out / "strips").glob("*.png"):
        if strip.stem not in {cls.id for cls in classes}:
            strip.unlink()
    used = [(source, counts[source.id]) for source in sources if counts[source.id]]
    texts = {"data.json": index_json(name, groups, hashed, used), "ATTRIBUTION.md": attribution(name, used)}
    for file, text in texts.items():
        (out / file).write_text(text, encoding="utf-8", newline="\n")
        size += len(text.encode())
    return size
