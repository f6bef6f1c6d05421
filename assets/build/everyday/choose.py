"""Choose a class's drawings: near-twins dropped, few from one hand, many hands first."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageFilter

TWIN = 0.90
TWIN_IN_FAMILY = 0.80
TWIN_OF_DENIED = 0.95
PER_FAMILY = 3
FAINT = frozenset(["thin", "light", "ultralight"])


@dataclass(frozen=True)
class Drawing:
    """One rendered icon: its name `set:icon`, set, family (one hand), style and 64×64 tile."""

    name: str
    set: str
    family: str
    style: str
    tile: Image.Image


def fingerprint(tile: Image.Image) -> np.ndarray:
    """Blurred ink of a tile and of its mirror image, each of mean 0 and length 1: (2, pixels)."""
    blurred = tile.convert("L").filter(ImageFilter.GaussianBlur(1.2)).resize((32, 32), Image.Resampling.BOX)
    ink = 1.0 - np.asarray(blurred, dtype=np.float32) / 255.0
    views = np.stack([ink.ravel(), ink[:, ::-1].ravel()])
    views -= views.mean(1, keepdims=True)
    return views / np.maximum(np.linalg.norm(views, axis=1, keepdims=True), 1e-6)


def likeness(one: np.ndarray, other: np.ndarray) -> float:
    """Correlation of two fingerprints, the better of straight and mirrored."""
    return float((one @ other[0]).max())


def _shuffle(name: str) -> str:
    """A fixed pseudo-random key, so that no set comes first by its place in the alphabet."""
    return hashlib.sha256(name.encode()).hexdigest()


def visiting_order(names: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Order pairs (icon name, family): each family's first, then each family's second, …"""
    by_family: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for pair in sorted(names, key=lambda pair: (bool(FAINT & set(pair[0].split("-"))), _shuffle(pair[0]))):
        by_family[pair[1]].append(pair)
    rounds = [
        (index, _shuffle(pair[0]), pair) for pairs in by_family.values() for index, pair in enumerate(pairs)
    ]
    return [pair for _, _, pair in sorted(rounds)]


class Chooser:
    """Accepts drawings of one class one by one.

    Refused are a family's fourth drawing, twins of a kept drawing, and near-copies of a denied one.
    """

    def __init__(self, denied: Iterable[Drawing] = ()) -> None:
        self.kept: list[Drawing] = []
        self._denied = [fingerprint(drawing.tile) for drawing in denied]
        self._prints: list[np.ndarray] = []
        self._families: Counter[str] = Counter()

    def has_room(self, family: str) -> bool:
        """Whether the family may still add a drawing."""
        return self._families[family] < PER_FAMILY

    def offer(self, drawing: Drawing) -> bool:
        """Keep the drawing unless its family is full or it is a twin of a kept one."""
        view = fingerprint(drawing.tile)
        if not self.has_room(drawing.family) or self._is_twin(drawing, view):
            return False
        self.kept.append(drawing)
        self._prints.append(view)
        self._families[drawing.family] += 1
        return True

    def _is_twin(self, drawing: Drawing, view: np.ndarray) -> bool:
        if any(likeness(view, other) > TWIN_OF_DENIED for other in self._denied):
            return True
        pairs: Sequence[tuple[Drawing, np.ndarray]] = list(zip(self.kept, self._prints, strict=True))
        return any(
            likeness(view, other) > (TWIN_IN_FAMILY if kept.family == drawing.family else TWIN)
            for kept, other in pairs
        )
