"""The glossary: every term of the course in both languages."""

from __future__ import annotations

from dataclasses import dataclass

from ...shared.choices import Choices
from ...shared.room import Room
from ...shared.rules import one_of
from ...shared.terms import terms


@dataclass(frozen=True, kw_only=True)
class GlossaryChoices(Choices):
    """Which term is looked up. What other rooms have chosen stays in the address, to go back to."""

    at: str = one_of("at", "", ("", *terms()))  # a term's id; empty: none


ROOM = Room(__name__, order=40, choices=GlossaryChoices)
