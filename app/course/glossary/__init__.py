"""The glossary: every term of the course in both languages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ...shared.choices import Choices
from ...shared.room import Room
from ...shared.rules import text


@dataclass(frozen=True, kw_only=True)
class GlossaryChoices(Choices):
    """Which term is looked up."""

    alone: ClassVar[bool] = True
    at: str = text("at", "", r"[a-z_]{0,40}")  # a term's id; empty: none


ROOM = Room(__name__, order=40, choices=GlossaryChoices)
