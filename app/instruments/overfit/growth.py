"""How many images of each class training from scratch would need: what was measured, and what is said."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from ...shared import runs
from ...shared.choices import rules
from ...shared.learners import name
from ...shared.text import Words
from . import OverfitChoices
from . import runs as overfit_runs
from .figures import Json, Level, growth_record, longest_series
from .words import growth_sentences, growth_words

SPLIT = "test"  # classes that the learner beside it did not see in training either
WAY = 5
MOST_SHOT = rules(OverfitChoices)["shot"].bounds[1]
"""The largest K that the page can ask for."""


@dataclass(frozen=True)
class Growth:
    """What was measured against one learner, and the words of the picture."""

    record: Json
    sentences: list[str]
    words: dict[str, str]
    w: Words


@lru_cache(50)
def growth_of(data: str, learner: str, w: Words) -> Growth | None:
    """What the lower picture shows; None where it was not measured. The same for all visitors."""
    gaps = overfit_runs.gaps(data, SPLIT, WAY)
    series = longest_series([gap for gap in gaps if not gap.copies])
    curve = runs.stored(data, learner, WAY, 1)
    if len(series) < 2 or curve is None:  # one point makes no curve
        return None
    level = Level(curve.mean[-1], curve.ci95[-1], curve.episodes, curve.query)
    record = growth_record(series, level, longest_series([gap for gap in gaps if gap.copies]))
    checked = overfit_runs.gaps(data, "val", WAY)
    longer = max(checked, key=lambda gap: gap.steps[-1], default=None)
    beside = name(learner, w)
    return Growth(record, growth_sentences(record, longer, beside, w), growth_words(record, beside, w), w)


def interval(growth: Growth, mean: float, ci95: float) -> str:
    """A measured percentage with its 95 % interval, as the picture and its table write it."""
    return growth.words["interval"].format(mean=growth.w.number(mean, 1), ci=growth.w.number(ci95, 1))
