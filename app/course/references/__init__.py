"""The references: the works that the course cites."""

from __future__ import annotations

from typing import ClassVar

from ...shared.choices import Choices
from ...shared.room import Room


class ReferencesChoices(Choices):
    """What the page has: language and theme."""

    alone: ClassVar[bool] = True


ROOM = Room(__name__, order=50, choices=ReferencesChoices)
