"""The pages of the course, in their order."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Chapter:
    """A page, in ``app/pages/NAME.py``: ``render(state, w)``."""

    name: str
    task: bool = True  # shows a task, whose form must fit its data
    split: str | None = None  # the classes its tasks are made of; None: as the URL says

    @property
    def path(self) -> str:
        """Its path in the URL; the first page is the root."""
        return "" if self.name == HOME else self.name


HOME = "home"

CHAPTERS = (
    Chapter(HOME, task=False),
    Chapter("explorer"),
    Chapter("overfit", split="test"),
    Chapter("compare", split="test"),
    Chapter("inside", split="test"),
    Chapter("map", split="test"),
    Chapter("curves", task=False),
    Chapter("loop", split="train"),
    Chapter("plane", task=False),
    Chapter("sinusoid", task=False),
    Chapter("when", task=False),
)
