"""How far the axis of the compare board's chart goes."""

from __future__ import annotations

from fewshot_app.instruments.compare.axis import axis_of, gap_axis, level_axis
from fewshot_app.instruments.compare.columns import CurveData


def curve(mean: list[float], half: float) -> CurveData:
    return {"mean": mean, "ci95": [half] * len(mean), "episodes": 600}


def test_levels_go_from_guessing_to_the_highest_band():
    found = level_axis([curve([20, 71], 1)], [88], 20)
    assert found == {"low": 10, "high": 90, "ticks": [20, 40, 60, 80]}
    assert level_axis([], [], 50) == {"low": 40, "high": 80, "ticks": [40, 50, 60, 70, 80]}


def test_differences_make_room_for_who_ends_close_not_for_who_starts_or_stays_far_away():
    close, far = curve([-50, -8, 1, 2, 2], 0.7), curve([0, -30, -30, -30, -30], 1)
    assert gap_axis([close, far], 4) == {"low": -3, "high": 3, "ticks": [-3, -1.5, 0, 1.5, 3]}
    assert gap_axis([far], 4)["high"] == 40
    assert gap_axis([], 10)["high"] == 1


def test_the_learner_that_all_are_set_against_makes_no_room():
    columns = [{"id": "a", "gap": curve([0, 5, 9], 1)}, {"id": "b", "gap": curve([0, 1, 1], 0.5)}]
    assert axis_of(columns, "a", 25, 20, 2)["high"] == 2
    own = [{"id": "a", "right": [5, 24]}]
    assert axis_of(own, "", 25, 20, 2)["high"] == 100
