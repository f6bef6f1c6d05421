"""Made-up measurements of two learners, Anna and Bert, small enough to be reckoned by hand."""

from __future__ import annotations

import torch

from fewshot_core.measuring.evaluation import Evaluation
from fewshot_core.tensors.episode import EpisodeSpec


def measured(way: int, shot: int, *rows: list[float], seed: int = 0) -> Evaluation:
    """One row of accuracies a task: after each step, or after the last alone."""
    return Evaluation(EpisodeSpec(way, shot, 10), "test", seed, torch.tensor(rows))


ANNA = (
    measured(2, 1, [0.9], [0.8]),
    measured(5, 1, [0.2, 0.4, 0.5], [0.2, 0.6, 0.7]),
    measured(5, 10, [0.8], [0.9], [0.7]),
)
BERT = (
    measured(2, 1, [0.6], [0.5]),
    measured(5, 1, [0.2, 0.3, 0.6], [0.2, 0.3, 0.7]),
    measured(5, 10, [0.7], [0.8], [0.7]),
)
