"""The class predicts who is best, before it sees the curves."""

from __future__ import annotations

from ...shared.for_class import Asked
from . import CurvesChoices


def asked(choices: CurvesChoices) -> Asked:
    """A prediction on the same data set."""
    return {"ask": "prediction", "data": choices.data, "shot": int(choices.shot)}
