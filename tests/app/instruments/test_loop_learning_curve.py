"""The learning curve: real steps of the log, and a mean that does not know the future."""

import json

import pytest

from fewshot_app.instruments.loop.learning_curve import SHOWN, picked, round_ticks, trailing, whole_record


def test_trailing_mean_by_hand():
    assert trailing([1, 2, 3, 4], 2) == [1, 1.5, 2.5, 3.5]
    assert trailing([4], 3) == [4]
    assert trailing([], 3) == []


def test_picked_places_hold_the_first_and_the_last():
    assert picked(3, 10) == [0, 1, 2]
    places = picked(1200, SHOWN)
    assert places[0] == 0 and places[-1] == 1199 and len(set(places)) == SHOWN


def test_points_are_real_steps_and_the_record_is_short():
    log = [(i, 4 * i, 2 - i / 3000, i / 5000) for i in range(1, 4501)]
    record = whole_record(log)
    assert record["window"] == 112
    for step, tasks, loss, right, mean, _ in record["rows"]:
        assert (tasks, loss, right) == (4 * step, pytest.approx(2 - step / 3000, abs=1e-4), step / 5000)
        assert mean >= loss - 1e-4  # the loss falls, and the mean looks back
    assert len(json.dumps(record)) < 20_000


def test_log_without_steps_has_no_curve():
    assert whole_record([])["rows"] == []


def test_ticks_are_round_and_stand_apart():
    assert round_ticks([[4, 1.6], [4800, 0.4]]) == [2000, 1000, 200]
    assert all(seen < 4500 for seen in round_ticks([[4500, 0.4]]))
    assert round_ticks([]) == []
