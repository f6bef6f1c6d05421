"""A visitor's photographs by their slots: as a browser sends them, and as they are kept."""

from __future__ import annotations

import base64
import re
from collections.abc import Mapping
from typing import Any

from ...shared import own
from . import QUERIES

SLOT = re.compile(r"[A-E][1-5]|q(?:[1-9]|10)")
"""Where a photograph belongs: ``B2`` is the second example of class B, ``q3`` the third query image."""
SLOTS = 35
SENT = re.compile(r"data:image/(?:jpeg|png);base64,([A-Za-z0-9+/]+={0,2})")
LETTERS = 200_000
"""The most that one photograph may have as text; a square of 128 pixels has some 10,000."""
KIND, FILE = "photos", "photo.png"

Photo = bytes
"""A square of 128 pixels at most, RGB, as a PNG file."""


class NoPhotos(ValueError):
    """What was sent is no set of photographs in slots."""


def read_photos(given: Any) -> dict[str, bytes | None]:
    """What a browser puts into slots: an image file, or None where a slot is emptied. Raises NoPhotos.

    The files are not looked into.
    """
    if not isinstance(given, Mapping) or len(given) > SLOTS:
        raise NoPhotos
    return {_slot(slot): None if photo is None else _file(photo) for slot, photo in given.items()}


def _slot(given: Any) -> str:
    if not isinstance(given, str) or not SLOT.fullmatch(given):
        raise NoPhotos
    return given


def _file(given: Any) -> bytes:
    if not isinstance(given, str) or len(given) > LETTERS or not (found := SENT.fullmatch(given)):
        raise NoPhotos
    try:
        return base64.b64decode(found[1], validate=True)
    except ValueError:
        raise NoPhotos from None


class Album:
    """The photographs of this visitor, read when a visit begins; one thing of the visitor's each."""

    def __init__(self) -> None:
        self.photos: dict[str, Photo] = {}
        self._ids: dict[str, str] = {}
        for item in own.items(KIND):  # the newest first
            slot = str(item.facts.get("slot"))
            if slot in self.photos or not SLOT.fullmatch(slot) or not (item.folder / FILE).is_file():
                own.drop(item.id)
                continue
            self.photos[slot], self._ids[slot] = (item.folder / FILE).read_bytes(), item.id

    def lay(self, slot: str, photo: Photo) -> None:
        """Put a photograph into a slot, in place of one that is there; raises Full."""
        item = own.put(KIND, slot, {FILE: photo}, {"slot": slot})
        self.clear(slot)
        self.photos[slot], self._ids[slot] = photo, item.id

    def clear(self, slot: str) -> None:
        """Delete the photograph of a slot, if there is one."""
        if self.photos.pop(slot, None) is not None:
            own.drop(self._ids.pop(slot))

    def support(self, way: int, shot: int) -> tuple[Photo | None, ...]:
        """The support set class by class, (way * shot,); None where a photograph is still to come."""
        slots = (f"{'ABCDE'[label]}{i + 1}" for label in range(way) for i in range(shot))
        return tuple(self.photos.get(slot) for slot in slots)

    @property
    def queries(self) -> tuple[str, ...]:
        """The slots of the query images that are there."""
        return tuple(slot for i in range(QUERIES) if (slot := f"q{i + 1}") in self.photos)
