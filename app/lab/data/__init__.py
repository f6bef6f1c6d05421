"""Your own data set: class folders become a data set that is explored and compared like the others."""

from __future__ import annotations

from dataclasses import dataclass

from ...shared.choices import Choices, own_set
from ...shared.room import Room


@dataclass(frozen=True, kw_only=True)
class OwnDataChoices(Choices):
    """Which of the visitor's sets is open; none: a new one can be brought."""

    data: str = own_set("data")


ROOM = Room(__name__, order=30, choices=OwnDataChoices)
