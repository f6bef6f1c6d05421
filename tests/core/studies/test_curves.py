"""Measurements as curves: which points they have, and intervals of their changes by hand."""

import pytest

from fewshot_core.studies.curves import Spot, change, change_ahead, curve
from tests.core.studies.two_learners import ANNA, BERT, measured


def test_each_picture_takes_its_own_forms_of_task():
    assert sorted(curve(ANNA, "k", 1)) == [1, 10]
    assert sorted(curve(ANNA, "n", 1)) == [2, 5]
    assert sorted(curve(ANNA, "steps", 1)) == [0, 1, 2]
    assert curve(ANNA, "steps", 10) == {} and curve(ANNA, "steps", 5) == {}  # the last step alone; nothing


def test_one_task_alone_makes_no_point():
    assert curve([measured(5, 1, [0.5])], "k", 1) == {}


def test_a_change_over_the_same_tasks_is_paired_and_over_others_is_not():
    by_step = curve(ANNA, "steps", 1)
    assert change(by_step, 0, 1) == pytest.approx((30.0, 19.6), abs=1e-4)  # 20 and 40 points
    by_shot = curve(ANNA, "k", 1)
    apart = (19.6**2 + (196 / 3**0.5 / 10) ** 2) ** 0.5
    assert change(by_shot, 1, 10) == pytest.approx((20.0, apart), abs=1e-4)


def test_how_much_more_one_changes_is_paired_between_learners():
    a, b = (curve(of, "steps", 1) for of in (ANNA, BERT))
    assert change_ahead(a, b, 0, 1) == pytest.approx((20.0, 19.6), abs=1e-4)  # 10 and 30 points
    a, b = (curve(of, "k", 1) for of in (ANNA, BERT))
    # at K = 1: −10 and 0 points, so −5 ± 9.8; at K = 10: 10, 10, 0, so 6.67 ± 6.53
    assert change_ahead(a, b, 1, 10) == pytest.approx((35 / 3, (9.8**2 + 6.5333**2) ** 0.5), abs=1e-3)
    others = {x: Spot(measured(5, x, [0.5], [0.6], seed=1)) for x in (1, 10)}
    assert change_ahead(a, others, 1, 10) is None
