"""The class draws what the learners learn from."""

from __future__ import annotations

from ...shared.for_class import Asked
from . import DrawChoices


def asked(choices: DrawChoices) -> Asked:
    """The classes of this task, to be drawn; where a visitor names own things, the data's."""
    return {"ask": "drawing", "way": choices.way, "seed": choices.seed, "classes": choices.classes}
