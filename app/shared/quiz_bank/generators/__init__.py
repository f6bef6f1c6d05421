"""The kinds of computed questions: one small function a kind, from a random generator to a draw.

Each draws numbers, a task or a measurement, and computes the right answer from them. What is said stands
in the bank; a kind whose name a question gives as ``kind`` fills its placeholders.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from random import Random

from . import counts, images, learning, measured, pictures
from .drawn import Drawn

KINDS: Mapping[str, Callable[[Random], Drawn]] = {
    each.__name__: each for module in (counts, learning, images, pictures, measured) for each in module.KINDS
}
"""Every kind by its name."""
ATTEMPTS = 200


def draw(kind: str, seed: str) -> Drawn:
    """One draw of a kind for a seed; numbers that would make two options alike are drawn anew."""
    random = Random(seed)
    for _ in range(ATTEMPTS):
        drawn = KINDS[kind](random)
        if len({offer.values.get("n", offer.key) for offer in drawn.offers}) == len(drawn.offers):
            return drawn
    raise ValueError(f"{kind} always offers the same answer twice")
