"""``everyday``: drawings of well-known things by many hands, from open icon sets; embedded."""

from __future__ import annotations

from fewshot_core.data.datasets.dataset import DataSet
from fewshot_core.data.datasets.packed import load_packed

NAME = "everyday"


def load() -> DataSet:
    """The embedded drawings; raises Damaged.

    Licences and authors are in ``assets/data/everyday/ATTRIBUTION.md``.
    """
    return load_packed(NAME, handed=False)
