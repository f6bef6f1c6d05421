"""Train your own: a ProtoNet or a FOMAML of the visitor's own, watched while it learns."""

from __future__ import annotations

from dataclasses import dataclass

from ...shared.choices import DataChoices, any_set
from ...shared.room import Room
from ...shared.rules import number, one_of

METHODS = ("protonet", "fomaml")
USUAL = {"protonet": {"way": 30, "shot": 2}, "fomaml": {"way": 5, "shot": 1}}
"""The training tasks that each method usually gets; many classes suit a ProtoNet."""
SETTINGS: dict[str, dict[str, float]] = {"protonet": {"outer_lr": 0.006, "query": 2}, "fomaml": {}}
"""Other settings of a method that make more of a minute than the usual ones, meant for an hour.

Chosen on tasks of the validation classes by ``tests/load/short_training.py``: after 34 processor seconds (20
seconds on two cores; one training each, 5-way 1-shot, ± 1.2) the former 20-way tasks reached 63.2 %, at twice
the learning rate 64.8, with mirrored images 65.0; these 30-way tasks 65.2, with mirrored images 67.0.
"""
SECONDS = ("20", "60", "180", "600")
SHORT = 20
"""Seconds up to which images are mirrored alone.

In 34 processor seconds 67.0 % with images that are mirrored alone, 65.7 % with images that are shifted,
turned and resized a little. In three times as long, for the setting of 60 seconds, mirroring alone was
compared with the usual augmentation, which mirrors as well: 64.9 % against 68.8 %. Each of these is one
training with one seed, ± 1.2 over its tasks; how far another seed would come was not measured.
"""


@dataclass(frozen=True, kw_only=True)
class TrainChoices(DataChoices):
    """What is trained. N and K are those of the training tasks, with keys that no other page has."""

    data: str = any_set()
    method: str = one_of("learn", METHODS[0], METHODS)
    way: int = number("train_n", 30, 2, 30)
    shot: int = number("train_k", 2, 1, 5)
    seconds: str = one_of("time", "60", SECONDS)
    reached: int = number("reached", 0, 0, 100)  # percent, in the last look of the visitor's last training


ROOM = Room(__name__, order=40, choices=TrainChoices)
