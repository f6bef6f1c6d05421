"""What a room, a vote and a round are, as values."""

from __future__ import annotations

from dataclasses import dataclass

from .activities import Activity

OPEN, CLOSED, REVEALED = "open", "closed", "revealed"
"""The phases of a round."""


@dataclass(frozen=True)
class Limits:
    """How many rooms and phones there may be, and how long a room lasts, in seconds."""

    rooms: int = 100
    phones: int = 400  # in a room
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
class Tally:
    """How a round stands."""

    phones: int  # in the room
    votes: tuple[Vote, ...]  # in the order in which they came

    def counts(self, activity: Activity) -> list[list[int]]:
        """Of each question how often each option was chosen: (questions, options)."""
        answers = [[vote.answers[i] for vote in self.votes] for i in range(len(activity.truth))]
        return [[chosen.count(option) for option in range(activity.options)] for chosen in answers]
