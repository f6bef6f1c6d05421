"""The front page: what few-shot learning is, and three ways in."""

from ..shared.choices import Choices
from ..shared.room import Room

ROOM = Room(__name__, order=0, choices=Choices)
