"""Task explorer: one task laid open, its support set and its query set."""

from __future__ import annotations

from dataclasses import dataclass

from ...shared.choices import SPLITS, TaskChoices, any_set
from ...shared.room import Room
from ...shared.rules import flag, number, one_of, text


@dataclass(frozen=True, kw_only=True)
class ExplorerChoices(TaskChoices):
    """What the page has beside its task."""

    data: str = any_set()
    split: str = one_of("split", "test", SPLITS)
    asked: int = number("asked", 0, 0, 20)  # of how many classes the query set holds images; 0: of all
    shuffled: int = number("shuffled", 0, 0, 99)  # in which order the query images are; 0: by class and named
    seen: bool = flag("seen")  # the answers to the shuffled query images
    named: str = text("named", "", r"[A-T.]{0,300}")  # the visitor's own: a letter or a dot for each image


ROOM = Room(__name__, order=10, choices=ExplorerChoices, parts=("key",))
