"""Numbers on the command line are rounded as the pages round them."""

from __future__ import annotations

import pytest

from fewshot_core.measuring.rounding import half_up, percent


@pytest.mark.parametrize(
    ("value", "digits", "written"), [(6.25, 1, "6.3"), (-6.25, 1, "-6.3"), (-0.04, 1, "0.0")]
)
def test_halves_go_away_from_zero(value, digits, written):
    assert str(half_up(value, digits)) == written


def test_an_accuracy_has_its_interval_rounded_alike():
    assert percent(0.0625, 0.0025) == "6.3 ± 0.3 %"


def test_a_single_task_has_an_interval_without_bounds():
    assert percent(0.5, float("inf")) == "50.0 ± ∞ %"
    assert not half_up(float("inf"), 1).is_finite()
