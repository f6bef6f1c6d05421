"""What came out of a round: shares with their intervals, the advice that follows, and a file of all votes."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from scipy import stats

from ..rooms.activities import Activity, Naming
from ..rooms.state import Vote

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
    if len(truth) == 1 or number < 2 or not each.std():
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
    right = int((said == np.array(activity.labels)).sum())
    low, high = _wilson(right, len(activity.asked))
    return Share(right / len(activity.asked), low, high, len(activity.asked))


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


def as_csv(found: Iterable[tuple[Activity, Vote]]) -> bytes:
    """All votes, a row an answer. Voters are numbered in the order of their first vote."""
    voters: dict[str, int] = {}
    file = io.StringIO()
    rows = csv.writer(file)
    rows.writerow(HEADS)
    for activity, vote in found:
        voter = voters.setdefault(vote.phone, len(voters) + 1)
        for place, (answer, right) in enumerate(zip(vote.answers, activity.truth, strict=True), 1):
            told = chr(ord("A") + answer) if isinstance(activity, Naming) else activity.learners[answer]
            said = (vote.number, activity.kind, vote.round, voter, place, told, int(answer in right))
            rows.writerow(said)
    return file.getvalue().encode()
