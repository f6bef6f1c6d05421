"""``scripts``: characters of many writing systems in many open fonts, pen-like ones first.

Made in the spirit of Omniglot (Brenden M. Lake, Ruslan Salakhutdinov and Joshua B. Tenenbaum,
"Human-level concept learning through probabilistic program induction", Science 350, 2015).
"""

from __future__ import annotations

from fewshot_core.data.datasets.dataset import DataSet
from fewshot_core.data.datasets.packed import load_packed

NAME = "scripts"


def load() -> DataSet:
    """The embedded characters; raises Damaged.

    Licences and authors are in ``assets/data/scripts/ATTRIBUTION.md``.
    """
    return load_packed(NAME, handed=True)
