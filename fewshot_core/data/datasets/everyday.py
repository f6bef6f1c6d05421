"""``everyday``: drawings of things anyone knows, by many hands, from open icon sets."""

from __future__ import annotations

from fewshot_core.data.datasets.dataset import DataSet
from fewshot_core.data.datasets.packed import load_packed

NAME = "everyday"


def load() -> DataSet:
    """The embedded drawings; licences and authors are in ``assets/data/everyday/ATTRIBUTION.md``."""
    return load_packed(NAME, handed=False)
