"""Dealing classes to the splits for data sets that come without a split."""

from __future__ import annotations

import random
from collections.abc import Iterable

SPLIT_SHARES = {"train": 0.64, "val": 0.12, "test": 0.24}


def deal_splits(names: Iterable[str], seed: int = 0) -> dict[str, str]:
    """The split of every name, 64 / 12 / 24 %, in an order that depends on the names and the seed alone."""
    order = sorted(names)
    random.Random(seed).shuffle(order)
    dealt: dict[str, str] = {}
    start = 0.0
    for split, share in SPLIT_SHARES.items():
        end = start + share * len(order)
        dealt.update({name: split for name in order[round(start) : round(end)]})
        start = end
    return dealt
