"""Task explorer: one task laid open, its support set and its query set."""

from __future__ import annotations

from dataclasses import dataclass

from ...shared.choices import SPLITS, TaskChoices
from ...shared.room import Room
from ...shared.rules import flag, one_of


@dataclass(frozen=True, kw_only=True)
class ExplorerChoices(TaskChoices):
    """What the page has beside its task."""

    split: str = one_of("split", "test", SPLITS)
    shuffled: bool = flag("shuffled")  # the query images mixed and without names
    seen: bool = flag("seen")  # the answers to the shuffled query images


ROOM = Room(__name__, order=10, choices=ExplorerChoices)
