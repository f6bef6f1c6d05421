"""The references: landmarks of the field, those that the course cites among them."""

from __future__ import annotations

from dataclasses import dataclass

from ...shared.choices import Choices
from ...shared.room import Room
from ...shared.rules import one_of
from ...shared.terms import references


@dataclass(frozen=True, kw_only=True)
class ReferencesChoices(Choices):
    """Which work is looked up. What other rooms have chosen stays in the address, to go back to."""

    at: str = one_of("at", "", ("", *references()))  # a work's id; empty: none


ROOM = Room(__name__, order=50, choices=ReferencesChoices)
