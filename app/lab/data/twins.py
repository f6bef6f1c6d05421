"""Pictures that are there twice, or nearly: found by what is left of them at 8 x 8 pixels."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

SMALL = 8
"""Height and width of the view in which pictures are compared."""
ALIKE = 0.995
"""Correlation from which two are the same picture: saved anew, made smaller, a little brighter."""
FLAT = 1e-3


def twins(views: Sequence[np.ndarray]) -> list[tuple[int, int]]:
    """Pairs (first, later) of views (values,) that are almost equal, each later one with its first twin."""
    if len(views) < 2:
        return []
    table = np.stack(views)
    table = table - table.mean(1, keepdims=True)
    length = np.linalg.norm(table, axis=1, keepdims=True)
    table = table / np.maximum(length, FLAT)
    pairs = []
    taken: set[int] = set()
    for later in range(1, len(table)):
        like = table[:later] @ table[later]
        same = [first for first in np.flatnonzero(like > ALIKE).tolist() if first not in taken]
        if same:
            pairs.append((same[0], later))
            taken.add(later)
    return pairs
