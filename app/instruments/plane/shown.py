"""What the plane shows of choices, as plain numbers."""

from __future__ import annotations

from functools import lru_cache

from ...shared.choices import rules
from ...shared.learners import appearance
from ...shared.text import Words
from ...shared.web import Written, written
from . import LEARNERS, PlaneChoices, runs, walks
from .component import Data

NUMBERS = ("theta_1", "theta_2", "inner_rate", "inner_steps", "outer_rate")
CHOSEN = (*NUMBERS, "learner", "walks", "hessian")
FINE, COARSE = 61, 21  # points a side: of the loss surfaces, of the views to interpolate
UPDATES = 30


def sent(choices: PlaneChoices, w: Words) -> Written:
    """What the picture shows, as it is sent: its thousands of numbers are written once."""
    return _sent(PlaneChoices(**{name: getattr(choices, name) for name in CHOSEN}), w)


@lru_cache(20)  # a quarter of a megabyte each
def _sent(choices: PlaneChoices, w: Words) -> Written:
    return written(shown(choices, w))


def shown(choices: PlaneChoices, w: Words) -> Data:
    """What the picture shows."""
    rate, steps, outer = choices.inner_rate / 100, choices.inner_steps, choices.outer_rate / 100
    start = (choices.theta_1 / 100, choices.theta_2 / 100)
    trails, theta = runs.trails(start, walks.read(choices.walks))
    known = rules(PlaneChoices)
    return {
        "surfaces": runs.surfaces(FINE),
        "grid": runs.grid(COARSE, rate, steps),
        "ahead": runs.ahead(theta, choices.learner, rate, steps, outer, UPDATES),
        "trails": [
            {"learner": learner, "places": [[round(v, 4) for v in place] for place in places]}
            for learner, places in trails
        ],
        "learners": [appearance(id, w) for id in LEARNERS],
        "chosen": {name: getattr(choices, name) for name in CHOSEN},
        "home": [known["theta_1"].default, known["theta_2"].default],
        "words": w.section("plane") | {"lang": w.lang, "app": w("common.title")},
    }
