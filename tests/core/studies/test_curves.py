"""Measurements as curves: which points they have, and intervals of their changes by hand."""

from itertools import accumulate

import pytest
import torch

from fewshot_core.data.datasets import ClassInfo, DataSet
from fewshot_core.studies.curves import Spot, change, change_ahead, curve, forms, way_of
from fewshot_core.tensors.episode import EpisodeSpec
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


def small(*sizes: int) -> DataSet:
    """A data set with test classes of so many images each, and one of training."""
    firsts = accumulate((9, *sizes), initial=0)
    splits = ("train", *("test" for _ in sizes))
    infos = tuple(
        ClassInfo(f"c{i}", f"c{i}", f"c{i}", "all", split, first, count)
        for i, (split, first, count) in enumerate(zip(splits, firsts, (9, *sizes), strict=False))
    )
    return DataSet("small", infos, (), (), torch.zeros(9 + sum(sizes), 1, 28, 28, dtype=torch.uint8), str)


def test_a_small_set_is_measured_as_far_as_it_goes():
    data = small(4, 4, 3)
    assert way_of(data, "test") == 3 and way_of(small(*[9] * 8), "test") == 5
    assert forms(data, "test", "k", 1) == {1: EpisodeSpec(3, 1, 2), 2: EpisodeSpec(3, 2, 1)}
    assert forms(data, "test", "n", 1) == {2: EpisodeSpec(2, 1, 2), 3: EpisodeSpec(3, 1, 2)}
    assert (
        forms(data, "test", "steps", 1) == {1: EpisodeSpec(3, 1, 2)} and forms(data, "test", "steps", 5) == {}
    )
    assert forms(small(5), "test", "k", 1) == forms(data, "val", "n", 1) == {}


def test_n_goes_up_to_all_classes_and_every_class_that_can_takes_part():
    many = small(*[30] * 12, 6)
    assert sorted(forms(many, "test", "n", 1)) == [2, 3, 5, 10, 13]
    assert sorted(forms(small(*[30] * 40), "test", "n", 1)) == [2, 3, 5, 10, 20]
    of_k = forms(many, "test", "k", 1)
    assert {shot: spec.query for shot, spec in of_k.items()} == {1: 5, 2: 4, 3: 3, 5: 1, 10: 5}


def test_a_small_set_has_curves_of_its_own_number_of_classes():
    of_three = (measured(3, 1, [0.5, 0.6], [0.7, 0.8]), measured(2, 1, [0.9], [0.8]))
    assert curve(of_three, "k", 1) == {} and sorted(curve(of_three, "k", 1, way=3)) == [1]
    assert sorted(curve(of_three, "steps", 1, way=3)) == [0, 1] and sorted(curve(of_three, "n", 1)) == [2, 3]


def test_who_is_measured_on_more_tasks_is_compared_over_those_of_both():
    few, more = Spot(measured(5, 1, [0.2], [0.4])), Spot(measured(5, 1, [0.1], [0.2], [0.9]))
    assert few.shared_tasks(more) == more.shared_tasks(few) == 2
    assert few.ahead_of(more) == pytest.approx((15.0, 9.8), abs=1e-4)  # 10 and 20 points
    assert Spot(measured(5, 1, [0.2])).ahead_of(more) is None  # one task alone has no interval
    a, b = {0: few, 1: few}, {0: more, 1: more}
    assert change_ahead(a, b, 0, 1) == (0.0, 0.0)
