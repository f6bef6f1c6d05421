"""Which kinds have a class of their own among the 1,000 that networks for ImageNet are trained to name.

Olga Russakovsky et al., "ImageNet Large Scale Visual Recognition Challenge", IJCV 115, 2015, arXiv 1409.0575.
The classes' names are those that torchvision keeps with its weights.
"""

from __future__ import annotations

import re
from functools import cache

ALIASES = {"head cabbage": "cabbage"}
"""Classes that others call by a shorter name."""


@cache
def categories() -> tuple[str, ...]:
    """The names of the 1,000 classes, in their order."""
    from torchvision.models import MobileNet_V2_Weights

    return tuple(MobileNet_V2_Weights.IMAGENET1K_V1.meta["categories"])


def named(kind: str) -> str:
    """The class of ImageNet that has the name of a kind such as ``Apple/Granny-Smith``; "" for none.

    All its words stand in the kind's last part, as "mushroom" does in "brown cap mushroom". Of several, the
    longest.
    """
    words = _words(kind.rpartition("/")[2])
    same = [each for each in categories() if set(_words(ALIASES.get(each, each))) <= set(words)]
    return max(same, key=len, default="")


def _words(name: str) -> list[str]:
    return re.findall(r"[a-z']+", name.lower())
