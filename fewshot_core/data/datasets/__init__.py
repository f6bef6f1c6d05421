"""Data sets by name, one file a data set, found by discovery: a module here with ``NAME`` and ``load()``.

A module that also has ``DOWNLOAD`` fetches its images on first use; the others are embedded.
"""

from __future__ import annotations

import importlib
import pkgutil
from functools import lru_cache
from pathlib import Path
from types import ModuleType

from fewshot_core.data.datasets.dataset import SIDE, SPLITS, ClassInfo, DataSet, DataSource, Group
from fewshot_core.data.datasets.folder import load_folder
from fewshot_core.data.datasets.image_files import INK, PHOTO
from fewshot_core.data.datasets.kept import KEPT, load_kept
from fewshot_core.tensors.errors import Unknown

__all__ = [
    "SIDE",
    "SPLITS",
    "ClassInfo",
    "DataSet",
    "DataSource",
    "Group",
    "data_names",
    "embedded_names",
    "is_here",
    "load_data",
]


@lru_cache
def _modules() -> dict[str, ModuleType]:
    found = (importlib.import_module(f"{__name__}.{m.name}") for m in pkgutil.iter_modules(__path__))
    return {module.NAME: module for module in found if hasattr(module, "NAME")}


def data_names() -> tuple[str, ...]:
    """Names of the data sets that can be loaded without a path, those to be downloaded included."""
    return tuple(sorted(_modules()))


def embedded_names() -> tuple[str, ...]:
    """Names of the data sets that are part of the project and need no network."""
    return tuple(name for name in data_names() if not hasattr(_modules()[name], "DOWNLOAD"))


def is_here(name: str) -> bool:
    """Whether this data set loads without a network: it is embedded, or was downloaded before."""
    return name in embedded_names() or _modules()[name].DOWNLOAD.is_here()


def load_data(name: str) -> DataSet:
    """The data set of this name, or of a folder of class folders: ``folder:PATH`` or ``photos:PATH``.

    ``kept:PATH`` is a set that was decoded before (see ``kept.py``).
    Raises Unknown for a name that is not there, Damaged for a file that is not what it should be, and
    Missing for a data set that is not here yet and cannot be downloaded.
    """
    for view in (INK, PHOTO):
        if name.startswith(f"{view.form}:"):
            return load_folder(name.removeprefix(f"{view.form}:"), view)
    if name.startswith(KEPT):
        return load_kept(Path(name.removeprefix(KEPT)))
    if name not in _modules():
        raise Unknown("data set", name, (*data_names(), "folder:PATH", "photos:PATH"))
    return _modules()[name].load()
