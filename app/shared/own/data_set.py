"""A visitor's own data set: decoded images in the store, and the engine's DataSet that is made of them."""

from __future__ import annotations

from fewshot_core.data.datasets import DataSet
from fewshot_core.data.datasets.kept import load_kept, packed
from fewshot_core.tensors.errors import Unknown

from . import store

__all__ = ["DRAWINGS", "PHOTOS", "folder_name", "own_data", "packed"]

PHOTOS, DRAWINGS = "photos", "folder"
"""The forms of a set: as the command line calls a folder of photographs, and one of drawings."""


def folder_name(name: str) -> str:
    """A set's name as one of a folder that needs no quotes."""
    return "-".join("".join(c if c.isalnum() else " " for c in name).split()) or "images"


def own_data(id: str) -> DataSet:
    """The data set of an id that was let in before; raises Unknown where it is gone, and Damaged.

    For work on threads that belong to no visit: whether the id is this visitor's is asked by ``find``.
    """
    item = store().held(id)
    if item is None:
        raise Unknown("data set", id, ())
    return store().remembered(item, "data", lambda: load_kept(item.folder))
