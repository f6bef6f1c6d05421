"""Traces become plain, short and true numbers."""

from __future__ import annotations

import json
import math
from dataclasses import replace

import pytest
import torch

from fewshot_app.instruments.loop import figures, selection, updates
from fewshot_app.instruments.loop.recording import HeldOut
from fewshot_app.shared import projection
from tests.app.instruments.traces import PARAMETERS, batch_trace, loop_trace, outer_trace, tiny_data


def test_shown_parameters_move_most_in_their_part_of_the_network():
    update = outer_trace()
    cells = selection.shown_parameters([update])
    assert len(cells) == 12 and cells == sorted(cells)
    assert [cell // (PARAMETERS // 12) for cell in cells] == list(range(12))
    still = outer_trace(tasks=1)
    after = still.theta.clone()
    after[100] += 50  # in the sixth twelfth
    moved = type(still)(still.theta, after, still.outer_gradient, still.first, still.others)
    assert selection.shown_parameters([moved])[5] == 100


def test_bars_follow_the_formula_and_keep_proportions():
    theta = torch.tensor([0.0, 1.0, -1.0])
    walk = torch.stack([theta, theta + torch.tensor([0.2, 0.1, -0.2])])
    bars, lens = projection.heights(theta, walk, theta + torch.tensor([0.0, 0.05, 0.0]), [0, 1, 2])
    assert bars["theta"] == bars["fast"][0]
    assert bars["theta"][0] == pytest.approx(0.5)
    assert bars["fast"][1][0] == pytest.approx(0.5 + 0.4 * math.tanh(1), abs=1e-3)
    assert bars["next"][0] == bars["theta"][0] and bars["next"][1] > bars["theta"][1]
    assert bars["fast"][1][2] < bars["theta"][2]
    assert lens == pytest.approx(4)


def test_plane_is_the_exact_projection():
    update = outer_trace(tasks=1)
    walk = update.first.inner.parameters
    shadow = projection.plane(update.theta, walk, update.theta_after)
    end, step = walk[-1] - update.theta, update.theta_after - update.theta
    # The two spanning vectors lie in the plane, so their lengths and their angle are kept.
    assert math.hypot(*shadow["fast"][-1]) == pytest.approx(float(end.norm()), rel=1e-3)
    assert math.hypot(*shadow["next"]) == pytest.approx(float(step.norm()), rel=1e-3)
    inner = sum(a * b for a, b in zip(shadow["fast"][-1], shadow["next"], strict=True))
    assert inner == pytest.approx(float(end @ step), rel=1e-2)
    assert shadow["fast"][0] == [0, 0]
    middle = math.hypot(*shadow["fast"][1])
    assert middle <= float((walk[1] - update.theta).norm()) * 1.001


def test_plane_of_parallel_vectors_still_has_two_axes():
    update = outer_trace(tasks=1)
    walk = update.first.inner.parameters
    shadow = projection.plane(update.theta, walk, torch.lerp(update.theta, walk[-1], 0.3))
    assert shadow["next"][0] == pytest.approx(0.3 * shadow["fast"][-1][0], rel=1e-3)
    assert abs(shadow["next"][1]) < 1e-3 * abs(shadow["next"][0])
    assert any(abs(y) > 1e-2 for _, y in shadow["fast"][1:-1])


def test_angle_is_told_only_where_two_directions_are_known():
    a = torch.tensor([1.0, 0.0])
    assert projection.angle(a, torch.tensor([0.0, 2.0])) == 90
    assert projection.angle(a, torch.zeros(2)) is None
    task = outer_trace().first
    assert 0 < updates.first_order_angle(task) < 180
    same = type(task)(**{**vars(task), "query_gradient": task.outer_gradient})
    assert updates.first_order_angle(same) is None  # FOMAML
    none = type(task)(**{**vars(task), "query_gradient": torch.zeros(PARAMETERS)})
    assert updates.first_order_angle(none) is None  # Reptile


def test_answers_name_no_class_where_all_are_alike():
    scores = torch.tensor([[0.0, 0.0], [2.0, 0.0], [0.0, 0.0], [0.0, 3.0]])
    found = updates.answers(scores, 2, range(2))
    assert found["y"] == [-1, 0, -1, 1]
    assert found["shares"] == pytest.approx([0.69, 0.725])  # of 0.5 and 0.88, of 0.5 and 0.95


def test_task_record_has_every_state_and_the_whole_meta_batch():
    tiles = selection.Tiles()
    update = outer_trace(way=3, shot=2, query=2, steps=3, tasks=7)
    record = updates.task_record(update, selection.shown_parameters([update]), tiles)
    assert len(record["fast"]) == len(record["support_loss"]) == len(record["query_answers"]) == 4
    assert record["tasks"] == 7 and len(record["others"]) == updates.TASKS - 1
    assert [tiles.items[i] for i in record["support"]] == list(update.first.support_items)
    assert all(-1 <= g <= 1 for g in record["outer_gradient"])
    assert record["distance"][0] == 0 and not any(record["head_only"])


def test_first_step_of_a_head_alone_is_seen():
    update = outer_trace(tasks=1)
    update.first.inner.gradients[0] = 0
    record = updates.task_record(update, selection.shown_parameters([update]), selection.Tiles())
    assert record["head_only"] == [True, False, False]
    assert set(record["inner_gradients"][0]) == {0.0}


def test_batch_record_counts_the_whole_batch_but_shows_twelve():
    batch = batch_trace(size=32)
    record = updates.batch_record(batch, range(12), selection.Tiles())
    assert record["size"] == 32 and len(record["batch"]) == updates.BATCH
    assert record["right"] == 16
    assert record["bend"] == pytest.approx(0, abs=0.5)


@pytest.mark.parametrize("method", ["maml", "conventional"])
def test_loop_record_is_short_plain_json(method: str):
    loop = loop_trace(method, way=5, shot=5, query=3, steps=5) if method == "maml" else loop_trace(method)
    record, items = figures.loop_record(loop, tiny_data(), "zh")
    text = json.dumps(record)
    assert len(text) < 120_000
    assert all(len(json.dumps(e)) < 40_000 for e in record["updates"])
    assert len(items) == len(set(items))
    assert len(record["curve"]) <= figures.POINTS
    assert record["curve"][-1][0] == loop.curve[-1][0]
    assert record["guessing"] == pytest.approx(math.log(20 if method == "conventional" else 5), abs=1e-4)
    for update in record["updates"]:
        assert len(update["shelf"]) == selection.SHELF
        assert set(update["classes"]) <= set(update["shelf"])
    names = [name for name, _ in record["classes"].values()]
    assert all(name.startswith("东西") for name in names)


def test_guessing_is_unknown_where_the_training_form_is():
    loop = loop_trace("maml")
    del loop.info["train_way"]
    record, _ = figures.loop_record(loop, tiny_data(), "en")
    assert record["guessing"] is None


def test_walk_of_conventional_batches_branches_nowhere():
    record, _ = figures.loop_record(loop_trace("conventional"), tiny_data(), "en")
    first, second, late = record["updates"]
    assert first["walk"] == second["walk"] and (first["at"], second["at"]) == (0, 1)
    assert len(late["walk"]) == 2


def test_the_test_set_is_opened_with_its_interval():
    data, loop = tiny_data(), loop_trace("conventional")
    items = tuple(range(0, 240, 2))  # six of each of twenty classes
    predicted = tuple(int(data.class_of[i]) if i % 4 else 0 for i in items)
    record, shown = figures.loop_record(replace(loop, test=HeldOut(items, predicted)), data, "en")
    test = record["test"]
    assert test["images"] == 120 and test["right"] == 60 + 3  # and what is class 0 itself
    share = test["right"] / 120
    assert test["half_width"] == pytest.approx(1.96 * math.sqrt(share * (1 - share) / 120), abs=1e-4)
    assert len(test["tiles"]) == figures.TESTED
    assert [shown[tile] // 12 for tile in test["tiles"]] == test["labels"]
    assert set(map(str, test["labels"])) <= set(record["classes"])
    assert figures.loop_record(loop, data, "en")[0]["test"] is None
