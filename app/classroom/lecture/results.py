"""What came out of a round: shares with their intervals, the advice that follows, and a file of all votes."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from scipy import stats

from ..rooms.activities import Activity, Naming, Prediction, Question, Sketching
from ..rooms.state import Sketch, Vote

FEW, MANY = 0.35, 0.70
"""Below the first share of right answers a hint is needed, between the two a discussion, above neither."""
LEVEL = 0.95
HEADS = ("activity", "kind", "round", "voter", "question", "answer", "right")


@dataclass(frozen=True)
class Share:
    """A share of right answers, 0…1, with its 95 % interval, and of how many it is."""

    mean: float
    low: float
    high: float
    number: int


def share_of_class(activity: Activity, votes: Sequence[Vote]) -> Share | None:
    """The mean share right over those who voted; None without a vote.

    The interval is of the mean over voters (Student's t); where all have the same share, or one question was
    asked, that of a proportion (Wilson).
    """
    if not votes:
        return None
    truth = activity.truth
    each = np.array([np.mean([a in right for a, right in zip(v.answers, truth, strict=True)]) for v in votes])
    mean, number = float(each.mean()), len(each)
    if len(truth) == 1 or number < 2 or each.min() == each.max():
        low, high = _wilson(mean * number, number)
    else:
        half = float(stats.t.ppf((1 + LEVEL) / 2, number - 1) * each.std(ddof=1) / np.sqrt(number))
        low, high = max(0.0, mean - half), min(1.0, mean + half)
    return Share(mean, low, high, number)


def share_of_learner(activity: Naming, probabilities: np.ndarray) -> Share:
    """The share of the images asked that a learner names rightly, after its last step (Wilson's interval).

    ``probabilities`` (steps + 1, queries, way).
    """
    said = probabilities[-1].argmax(-1)[list(activity.asked)]
    return share_of(int((said == np.array(activity.labels)).sum()), len(activity.asked))


def share_of(right: int, number: int) -> Share:
    """So many right of a number, with Wilson's interval."""
    low, high = _wilson(right, number)
    return Share(right / number, low, high, number)


def _wilson(right: float, number: int) -> tuple[float, float]:
    """The interval of a proportion; ``right`` need not be whole where each of ``number`` gave a share."""
    z = stats.norm.ppf((1 + LEVEL) / 2)
    share = right / number
    middle = (share + z**2 / (2 * number)) / (1 + z**2 / number)
    half = z / (1 + z**2 / number) * np.sqrt(share * (1 - share) / number + z**2 / (4 * number**2))
    return float(max(0.0, middle - half)), float(min(1.0, middle + half))


def advice(share: Share) -> str:
    """What peer instruction advises after a vote: ``hint``, ``discuss`` or ``explain``."""
    if share.mean < FEW:
        return "hint"
    return "discuss" if share.mean <= MANY else "explain"


def as_csv(
    votes: Iterable[tuple[Activity, Vote]], sketches: Iterable[tuple[Sketching, Sketch]], lang: str
) -> bytes:
    """All votes, a row an answer, then all drawings, a row each: of which class, and whether it was left out.

    Voters are numbered in the order of their first row. What was answered to a question of the bank is said
    in the language ``lang``. In UTF-8 with its mark, without which Excel takes Chinese for something else.
    """
    voters: dict[str, int] = {}
    file = io.StringIO()
    rows = csv.writer(file)
    rows.writerow(HEADS)

    def row(of: Vote | Sketch, kind: str, *told: object) -> None:
        rows.writerow((of.number, kind, of.round, voters.setdefault(of.phone, len(voters) + 1), *told))

    for activity, vote in votes:
        for place, (answer, right) in enumerate(zip(vote.answers, activity.truth, strict=True), 1):
            row(vote, activity.kind, *_in_words(activity, place, answer, lang), int(answer in right))
    for drawn, sketch in sketches:
        row(sketch, drawn.kind, drawn.task.classes[sketch.label], "left out" if sketch.out else "kept", "")
    return file.getvalue().encode("utf-8-sig")


def _in_words(activity: Activity, place: int, answer: int, lang: str) -> tuple[object, str]:
    """What was asked and what was answered, as a table has it."""
    if isinstance(activity, Question):
        return activity.id, activity.said[lang].options[answer]
    if isinstance(activity, Prediction):
        return place, activity.learners[answer]
    return place, chr(ord("A") + answer)
