"""What a page has for a whole class: where a lecturer's room goes on from it.

A room that has something for a class says so in ``for_class.py``: ``asked(choices)`` gives the choices of the
lecturer's page that lead to it, none where there is nothing to ask.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from . import own
from .choices import TaskChoices

Asked = Mapping[str, Any]
"""Choices of the lecturer's page by their fields; empty: there is nothing to ask."""
UNSEEN = "test"
"""The split whose classes no learner has met: the class and the learners begin alike."""


@dataclass(frozen=True)
class Offered:
    """A question that a page asks, in one language."""

    stem: str
    options: tuple[str, ...]
    feedback: tuple[str, ...]  # of each option
    right: int


def name_images(choices: TaskChoices) -> Asked:
    """The task of a page, for the class to name; none of classes seen in training, none of own images."""
    if own.is_id(choices.data) or choices.split != UNSEEN:
        return {}
    fields = ("data", "way", "shot", "query", "seed", "classes")
    return {"ask": "naming", **{field: getattr(choices, field) for field in fields}}
