"""What a room, a vote and a round are, as values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ...shared.drawings.strokes import Drawing, flat
from .activities import Activity

OPEN, CLOSED, REVEALED = "open", "closed", "revealed"
"""The phases of a round."""


@dataclass(frozen=True)
class Limits:
    """How many rooms and phones there may be, and how long a room lasts, in seconds."""

    rooms: int = 100
    phones: int = 600  # in a room
    seconds: float = 12 * 3600.0


@dataclass(frozen=True)
class Step:
    """What a room is asked now."""

    number: int
    round: int
    phase: str
    activity: Activity


@dataclass(frozen=True)
class State:
    """A room at one moment."""

    code: str
    serial: int
    ends: float  # seconds since 1970
    step: Step | None


@dataclass(frozen=True)
class Vote:
    """What one phone answers in one round, an option a question."""

    phone: str
    number: int
    round: int
    answers: tuple[int, ...]


@dataclass(frozen=True)
class Sketch:
    """What one phone drew in one round."""

    id: str
    phone: str
    number: int
    round: int
    label: int  # its class
    strokes: Drawing
    out: bool  # the lecturer leaves it out

    def for_screen(self) -> dict[str, Any]:
        """As the lecturer's screen gets it: without the phone that it came from."""
        return {"id": self.id, "label": self.label, "out": self.out, "strokes": flat(self.strokes)}


@dataclass(frozen=True)
class Tally:
    """How a round stands."""

    phones: int  # in the room
    votes: tuple[Vote, ...]  # in the order in which they came
    drawn: tuple[int, ...] = ()  # where something is drawn: how many drawings of each class came

    @property
    def came(self) -> int:
        """How many phones have voted or drawn."""
        return len(self.votes) + sum(self.drawn)

    def counts(self, activity: Activity) -> list[list[int]]:
        """Of each question how often each option was chosen: (questions, options); one row of drawings."""
        if self.drawn:
            return [list(self.drawn)]
        answers = [[vote.answers[i] for vote in self.votes] for i in range(len(activity.truth))]
        return [[chosen.count(option) for option in range(activity.options)] for chosen in answers]
