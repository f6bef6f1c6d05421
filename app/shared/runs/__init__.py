"""What all pages take from the engine: data, tasks, pictures, learners and what was measured of them.

This room, ``answers.py`` and the ``runs.py`` of a room are the one bridge to the engine, and the one user of
caches. What is cached is shared by all visitors and never changed; a visitor's own choices
are in the URL. Whatever takes longer than a click should is a Job: a thread of the worker has it done, by the
engine process where that may be.
"""

from .drawn import (
    DRAWINGS,
    called,
    data,
    episode,
    known_before,
    limits,
    of_photos,
    place,
    sprite,
    task_counts,
    trained_on,
)
from .jobs import engine, submit, warm_up, worker
from .methods import course_learners, device, family, learners, method, photo_network
from .results import (
    Curve,
    Evaluation,
    Interval,
    crossover,
    curve_of,
    differences,
    measured,
    stored,
    stored_differences,
)

__all__ = [
    "DRAWINGS",
    "Curve",
    "Evaluation",
    "Interval",
    "called",
    "course_learners",
    "crossover",
    "curve_of",
    "data",
    "device",
    "differences",
    "engine",
    "episode",
    "family",
    "known_before",
    "learners",
    "limits",
    "measured",
    "method",
    "of_photos",
    "photo_network",
    "place",
    "sprite",
    "stored",
    "stored_differences",
    "submit",
    "task_counts",
    "trained_on",
    "warm_up",
    "worker",
]
