"""From a draft to a data set that is kept: form, split, and which pictures are in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

import torch

from fewshot_core.data.datasets import SPLITS, ClassInfo
from fewshot_core.data.datasets.splits import deal_splits

from ...shared import own
from ...shared.own.data_set import PHOTOS, packed
from .reading import LEAST_IMAGES, Draft, Entry

DEALT_FROM = 8
"""Classes from which a split leaves each part enough for a task."""
ALL, DEALT, FOLDERS = "all", "dealt", "folders"
"""All classes are asked (meta-test); dealt by a seed; as the folders train, val and test say."""


@dataclass(frozen=True)
class Plan:
    """What the visitor decides: name, form, split with its seed, and whether twins are left out."""

    name: str
    form: str
    split: str
    seed: int
    without_twins: bool


def ways(draft: Draft) -> tuple[str, ...]:
    """The ways to split that this draft allows; the first one is usual."""
    dealt = (DEALT,) if len(draft.classes) >= DEALT_FROM else ()
    return ((FOLDERS,) if draft.splits else ()) + (ALL, *dealt)


def split_of(draft: Draft, way: str, seed: int) -> dict[str, str]:
    """The split of every class."""
    if way == FOLDERS:
        return draft.splits
    return deal_splits(draft.classes, seed) if way == DEALT else dict.fromkeys(draft.classes, "test")


def kept_classes(draft: Draft, out: Sequence[Entry]) -> dict[str, list[Entry]]:
    """The classes without these pictures, but never with fewer than a task needs."""
    gone = {entry.path for entry in out}
    found = {}
    for name, inside in draft.classes.items():
        left = [entry for entry in inside if entry.path not in gone]
        found[name] = left if len(left) >= LEAST_IMAGES else inside
    return found


def keep(draft: Draft, plan: Plan, later_twins: Sequence[Entry]) -> own.Item:
    """Keep the draft as a data set of this visitor; raises Full."""
    inside = kept_classes(draft, later_twins if plan.without_twins else ())
    splits = split_of(draft, plan.split, plan.seed)
    order = sorted(inside, key=lambda name: (SPLITS.index(splits[name]), PurePosixPath(name).parts))
    classes: list[ClassInfo] = []
    entries: list[Entry] = []
    last = Counter(PurePosixPath(name).name for name in order)
    for name in order:
        short = PurePosixPath(name).name
        short = short if last[short] == 1 else name
        group = str(PurePosixPath(name).parent)
        origins = tuple(entry.file for entry in inside[name])
        group = plan.name if group == "." else group
        first = len(entries)
        classes.append(ClassInfo(name, short, short, group, splits[name], first, len(origins), origins))
        entries += inside[name]
    if plan.form == PHOTOS:
        files = packed(classes, torch.stack([entry.photo for entry in entries]), None)
    else:
        tiles = torch.stack([torch.from_numpy(entry.tile.copy()) for entry in entries])
        files = packed(classes, torch.stack([entry.ink for entry in entries]), tiles)
    facts = {"form": plan.form, "classes": len(classes), "images": len(entries), "split": plan.split}
    return own.put("data", plan.name, files, facts | {"seed": plan.seed})
