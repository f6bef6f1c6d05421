"""A training recorded for the loop page, on the embedded checkpoints themselves."""

import json

import pytest
import torch

from fewshot_app.instruments.loop.figures import loop_record
from fewshot_app.instruments.loop.recording import LoopTrace, record_loop
from fewshot_core import load_data
from fewshot_core.tensors.episode import EpisodeSpec
from fewshot_core.training import checkpoints

MOST_BYTES = 300_000
"""What the film of one method may weigh on its way to the browser, its pictures apart."""


def recorded(kind: str, spec: EpisodeSpec) -> LoopTrace:
    if f"everyday/{kind}" not in checkpoints.checkpoint_names():
        pytest.skip("no checkpoints are embedded")
    return record_loop(load_data("everyday"), kind, spec, 7)


@pytest.mark.parametrize("kind", ["maml", "fomaml", "reptile", "conventional"])
def test_a_training_is_recorded_in_the_form_that_the_visitor_chose(kind):
    trace = recorded(kind, EpisodeSpec(3, 2, 2))
    assert kind == "conventional" or (trace.info["way"], trace.info["shot"]) == (3, 2)
    assert len(trace.early) == 2 and trace.curve


@pytest.mark.parametrize("kind", ["maml", "fomaml", "reptile", "conventional"])
def test_the_largest_film_is_light_and_its_norms_are_those_of_the_steps(kind):
    trace = recorded(kind, EpisodeSpec(5, 5, 3))
    record, _ = loop_record(trace, load_data("everyday"), "en")
    assert len(json.dumps(record).encode()) <= MOST_BYTES
    update, shown = trace.late, record["updates"][-1]
    moved = float((update.theta_after - update.theta).norm())
    assert shown["moved"] == pytest.approx(moved, abs=1e-3)
    if kind == "conventional":
        assert shown["norm"] == pytest.approx(float(update.gradient.norm()), abs=1e-5)
        return
    # An inner step is plain gradient descent: it goes α times the gradient's norm.
    walk = update.tasks[0].inner.parameters
    for norm, before, after in zip(shown["norms"]["inner"], walk[:-1], walk[1:], strict=True):
        assert trace.info["inner_lr"] * norm == pytest.approx(float((after - before).norm()), abs=1e-4)
    if kind == "reptile":  # g = θ − φ of the last step, and θ goes ε times their mean
        assert shown["norms"]["task"] == pytest.approx(shown["distance"][-1], abs=1e-3)
        assert trace.info["outer_lr"] * shown["norms"]["outer"] == pytest.approx(moved, abs=1e-3)
    else:
        mean = torch.stack([task.outer_gradient for task in update.tasks]).mean(0)
        assert shown["norms"]["outer"] == pytest.approx(float(mean.norm()), abs=1e-4)
    if kind == "fomaml":
        assert shown["norms"]["task"] == shown["norms"]["query"]


def test_reptiles_film_says_which_images_each_inner_step_was_asked():
    record, _ = loop_record(recorded("reptile", EpisodeSpec(3, 2, 1)), load_data("everyday"), "en")
    for update in record["updates"]:
        assert update["turns"][:3] == [[0, 2, 4], [1, 3, 5], [0, 2, 4]]
        assert all(len(answered["y"]) == 3 for answered in update["support_answers"])
    alone, _ = loop_record(recorded("reptile", EpisodeSpec(3, 1, 1)), load_data("everyday"), "en")
    assert all(update["turns"] is None for update in alone["updates"])


def test_conventional_training_ends_with_a_test_on_images_it_never_saw():
    trace, data = recorded("conventional", EpisodeSpec(3, 2, 2)), load_data("everyday")
    assert trace.test is not None and len(trace.test.items) == len(set(trace.test.items)) > 500
    train = set(data.split_classes("train"))
    held = [int(data.class_of[item]) for item in trace.test.items]
    assert set(held) == train and set(trace.test.predicted) <= train
    assert max(held.count(c) / data.classes[c].count for c in train) <= 0.5
    record, _ = loop_record(trace, data, "en")
    assert 0.5 < record["test"]["right"] / record["test"]["images"] < 1
    assert recorded("maml", EpisodeSpec(3, 2, 2)).test is None
