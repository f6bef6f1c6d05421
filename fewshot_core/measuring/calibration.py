"""Calibration: how well a method's confidence agrees with the share of its answers that are right.

Chuan Guo, Geoff Pleiss, Yu Sun and Kilian Q. Weinberger, "On Calibration of Modern Neural Networks", ICML
2017, arXiv 1706.04599.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor

BINS = 15
"""The number of bins, of equal width, as in the paper."""


@dataclass(frozen=True)
class Calibration:
    """Answers sorted into bins by their confidence, the probability (softmax) of the class answered.

    All fields are sums over answers, so those of several tasks can be added.
    """

    count: Tensor  # (BINS,), int64: answers in each bin
    confidence: Tensor  # (BINS,), float64: the sum of their confidences
    right: Tensor  # (BINS,), int64: how many of them are right
    surprise: float  # sum over all answers of -log p(true class), nats

    @classmethod
    def of(cls, scores: Tensor, labels: Tensor) -> Calibration:
        """The calibration of scores (queries, way) for cross-entropy, and true labels (queries,)."""
        confidence, answer = scores.double().softmax(-1).max(-1)
        place = (confidence * BINS).ceil().long().clamp(1, BINS) - 1  # bin b holds (b / BINS, (b + 1) / BINS]
        return cls(
            count=place.bincount(minlength=BINS),
            confidence=place.bincount(confidence, BINS),
            right=place[answer == labels].bincount(minlength=BINS),
            surprise=F.cross_entropy(scores.double(), labels, reduction="sum").item(),
        )

    def __add__(self, other: Calibration) -> Calibration:
        """The calibration of both sets of answers together."""
        return Calibration(
            self.count + other.count,
            self.confidence + other.confidence,
            self.right + other.right,
            self.surprise + other.surprise,
        )

    @property
    def error(self) -> float:
        """Expected calibration error, 0…1: |share right - mean confidence| of the bins, weighted by count."""
        return ((self.right - self.confidence).abs().sum() / self.count.sum()).item()

    @property
    def loss(self) -> float:
        """Mean negative log-likelihood of the true class, in nats."""
        return self.surprise / int(self.count.sum())

    def curve(self) -> list[tuple[int, float, float]]:
        """The reliability diagram: count, mean confidence and share right of every bin that is not empty."""
        rows = zip(self.count.tolist(), self.confidence.tolist(), self.right.tolist(), strict=True)
        return [(count, sure / count, right / count) for count, sure, right in rows if count]


def nothing_yet() -> Calibration:
    """The calibration of no answers, to which others can be added."""
    none = torch.zeros(BINS, dtype=torch.long)
    return Calibration(none, none.double(), none, 0.0)
