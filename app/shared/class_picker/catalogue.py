"""What the picker offers: all classes of a data set, with a picture each. Fetched when it is opened."""

from __future__ import annotations

import hashlib
import io
from functools import cache
from typing import TypedDict

from PIL import Image

from fewshot_core.paths import ASSETS

from ..own import is_id
from ..runs import data
from ..text import words

ACROSS = 24
"""Pictures in a row of the sheet."""
SIDE = 48
"""Height and width of a picture, in pixels."""


class Entry(TypedDict):
    """One class; class_picker.js says the same."""

    id: str
    name: str
    english: str  # so that it is found by either name
    group: str
    split: str
    images: int


@cache
def version(name: str) -> str:
    """Sixteen letters that change whenever the data set, or the sheet's form, does."""
    if is_id(name):  # a visitor's own never changes
        return hashlib.sha256(name.encode()).hexdigest()[:16]
    content = (ASSETS / "data" / name / "data.json").read_bytes()
    return hashlib.sha256(f"{ACROSS} {SIDE} ".encode() + content).hexdigest()[:16]


def entries(name: str, lang: str) -> list[Entry]:
    """The classes of a data set, in its own order."""
    found, w = data(name), words(lang)
    groups = {group.id: w.pick(group) for group in found.groups}
    return [
        {
            "id": each.id,
            "name": w.pick(each),
            "english": each.en,
            "group": groups.get(each.group, each.group),
            "split": "test" if is_id(name) else each.split,  # nobody was trained on a visitor's own
            "images": each.count,
        }
        for each in found.classes
    ]


def sheet(name: str) -> bytes:
    """The first image of every class, ``ACROSS`` in a row, as a PNG file."""
    return _drawn(name) if is_id(name) else _kept(name)


@cache
def _kept(name: str) -> bytes:
    return _drawn(name)


def _drawn(name: str) -> bytes:
    found = data(name)
    rows = -(-len(found.classes) // ACROSS)
    picture = Image.new("RGB", (SIDE * ACROSS, SIDE * rows), "white")
    for at, each in enumerate(found.classes):
        tile = found.draw(each.first).resize((SIDE, SIDE), Image.Resampling.LANCZOS)
        picture.paste(tile, (SIDE * (at % ACROSS), SIDE * (at // ACROSS)))
    content = io.BytesIO()
    picture.quantize(64, dither=Image.Dither.NONE).save(content, "PNG", optimize=True)
    return content.getvalue()
