"""Expected calibration error and negative log-likelihood, by hand."""

import math

import pytest
import torch

from fewshot_core.measuring.calibration import BINS, Calibration, nothing_yet


def scores_of(*probabilities):
    """Scores whose softmax is these rows."""
    return torch.tensor(probabilities, dtype=torch.float64).log()


def test_the_error_by_hand():
    """Two answers at 0.8 of which one is right, and a right one at 0.6: (2 |0.5 - 0.8| + |1 - 0.6|) / 3."""
    scores = scores_of((0.8, 0.2), (0.2, 0.8), (0.6, 0.4))
    found = Calibration.of(scores, torch.tensor([0, 0, 0]))
    assert found.count.sum() == 3 and found.right.sum() == 2
    assert found.error == pytest.approx((2 * 0.3 + 0.4) / 3)
    assert found.loss == pytest.approx(-(math.log(0.8) + math.log(0.2) + math.log(0.6)) / 3)
    assert found.curve() == [(1, pytest.approx(0.6), 1.0), (2, pytest.approx(0.8), 0.5)]


def test_who_is_as_right_as_sure_has_no_error():
    scores = scores_of(*[(0.75, 0.25)] * 4)
    assert Calibration.of(scores, torch.tensor([0, 0, 0, 1])).error == pytest.approx(0)


def test_scores_are_taken_up_to_a_constant_and_certainty_has_a_bin():
    sure = torch.tensor([[1000.0, 0.0], [0.0, 1000.0]])
    found = Calibration.of(sure, torch.tensor([0, 0]))
    assert found.count[BINS - 1] == 2 and found.error == pytest.approx(0.5)
    assert found.loss == pytest.approx(500)
    shifted = Calibration.of(sure + 7, torch.tensor([0, 0]))
    assert shifted.error == found.error


def test_a_bin_ends_where_the_paper_says():
    """Bin b holds confidences in (b / 15, (b + 1) / 15]: 0.6 = 9 / 15 belongs to bin 8."""
    for confidence, place in ((0.6, 8), (0.6001, 9), (0.9999, 14)):
        scores = scores_of((confidence, 1 - confidence))
        assert Calibration.of(scores, torch.tensor([0])).count.argmax() == place


def test_sums_of_tasks_are_the_whole():
    generator = torch.Generator().manual_seed(0)
    scores = 3 * torch.randn(60, 5, generator=generator)
    labels = torch.randint(5, (60,), generator=generator)
    whole, total = Calibration.of(scores, labels), nothing_yet()
    for part, own in zip(scores.split(20), labels.split(20), strict=True):
        total += Calibration.of(part, own)
    assert torch.equal(total.count, whole.count) and torch.equal(total.right, whole.right)
    assert total.error == pytest.approx(whole.error) and total.loss == pytest.approx(whole.loss)
    confidence, answer = scores.double().softmax(-1).max(-1)
    by_hand = 0.0  # straight from the definition, answer by answer
    for b in range(BINS):
        inside = (confidence > b / BINS) & (confidence <= (b + 1) / BINS)
        if inside.any():
            right = (answer == labels)[inside].double()
            by_hand += float((right.mean() - confidence[inside].mean()).abs() * inside.sum() / 60)
    assert whole.error == pytest.approx(by_hand)
