"""What was measured of the learners as curves; made once, shared by all visitors.

Of a visitor's own data set nothing is kept here: that lies with the set, and goes with it (``live.py``).
"""

from __future__ import annotations

from functools import lru_cache

from fewshot_core.studies import curves
from fewshot_core.studies.curves import Curve

from ...shared import own, runs
from ...shared.learners import learner as learner_of
from .live import Live
from .points import Point
from .points import differences as paired
from .points import points as drawn


@lru_cache(400)
def curve(data: str, learner: str, picture: str, shot: str) -> Curve:
    """A learner's curve; empty where nothing was measured."""
    return curves.curve(runs.measured(data, learner), picture, int(shot))


@lru_cache(400)
def points(data: str, learner: str, picture: str, shot: str) -> list[Point]:
    """A learner's accuracy at each place, in percent."""
    return drawn(curve(data, learner, picture, shot))


@lru_cache(4000)
def differences(data: str, learner: str, against: str, picture: str, shot: str) -> list[Point]:
    """By how many points a learner is ahead of another, paired over the same stored episodes."""
    return paired(curve(data, learner, picture, shot), curve(data, against, picture, shot))


def live(name: str) -> Live:
    """What is measured now of a visitor's own set."""
    item = own.store().held(name)
    return own.store().remembered(item, "curves", lambda: Live(name)) if item else Live(name)


def takes_steps(learner: str) -> bool:
    """Does a learner take steps on a new task? One that a visitor trained: as the course's of its kind."""
    kind = learner_of(learner).method if own.is_id(learner) else learner
    return kind in runs.course_learners(runs.DRAWINGS) and bool(curve(runs.DRAWINGS, kind, "steps", "1"))
