"""A training recorded for the loop page, on the embedded checkpoints themselves."""

import json
import math

import pytest
import torch
from torch.nn.functional import cross_entropy

from fewshot_app.instruments.loop.figures import loop_record
from fewshot_app.instruments.loop.film import film_of
from fewshot_app.instruments.loop.filmed import NUMBERS, Filmed
from fewshot_app.instruments.loop.recording import LoopTrace, record_loop
from fewshot_app.shared.task import Task, asked_labels
from fewshot_core import load_data
from fewshot_core.tensors.episode import EpisodeSpec
from fewshot_core.training import checkpoints

MOST_BYTES = 300_000
"""What the film of one method may weigh on its way to the browser, its pictures apart."""


def recorded(kind: str, spec: EpisodeSpec, asked: int = 0, single: bool = False) -> LoopTrace:
    if f"everyday/{kind}" not in checkpoints.checkpoint_names():
        pytest.skip("no checkpoints are embedded")
    task = Task("everyday", "train", spec.way, spec.shot, spec.query, 7)
    return record_loop(load_data("everyday"), kind, Filmed(task, asked, single))


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
    walk = update.first.inner.parameters
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


@pytest.mark.parametrize("kind", ["maml", "fomaml"])
def test_a_query_set_of_few_classes_teaches_by_these_alone(kind):
    data, labels = load_data("everyday"), asked_labels(5, 2, 7)
    trace = recorded(kind, EpisodeSpec(5, 1, 2), asked=2)
    for update in (*trace.early, trace.late):
        for task in update.tasks:
            classes = [task.class_ids.index(int(data.class_of[item])) for item in task.query_items]
            assert classes == list(task.query_y) == [labels[0]] * 2 + [labels[1]] * 2
            assert not set(task.query_items) & set(task.support_items)
        loss = cross_entropy(update.first.query_scores[-1], torch.tensor(update.first.query_y))
        assert float(update.first.query_losses[-1]) == pytest.approx(float(loss), abs=1e-5)
    film, _ = film_of(trace, kind, data, "en")
    assert film["form"]["asked"] == labels and film["form"]["queries"] == 2
    update = film["updates"][0]
    assert [i for i, share in enumerate(update["query_answers"][-1]["shares"]) if share is not None] == labels
    told = next(f for f in film["frames"] if f["phase"] == "query")
    assert "2 of the 5 classes" in told["caption"]
    judged = next(f for f in film["frames"] if f["phase"] == "judge")
    right = sum(a == b for a, b in zip(update["query_answers"][-1]["y"], update_labels(labels), strict=True))
    assert f"{right} of 4 right" in judged["caption"]


def update_labels(labels: list[int]) -> list[int]:
    return [label for label in labels for _ in range(2)]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_conventional_training_image_by_image_names_each_image(lang):
    data = load_data("everyday")
    trace = recorded("conventional", EpisodeSpec(5, 1, 2), single=True)
    assert [len(update.items) for update in (*trace.early, trace.late)] == [1, 1, 1]
    for update, number in zip(trace.early, NUMBERS, strict=True):
        info = data.classes[update.class_ids[0]]
        assert update.items[0] - info.first + 1 == number and info.split == "train"
        assert update.loss == pytest.approx(-math.log(float(update.true_probabilities[0])), abs=1e-4)
    film, _ = film_of(trace, "conventional", data, lang)
    names = [update["called"] for update in film["updates"]]
    assert [name[0][1:] for name in names[:2]] == ["1", "5"]
    captions = " ".join(frame["caption"] for frame in film["frames"] if frame["update"] < 2)
    assert all(short in captions and long in captions for short, long in names[:2])
    # Both images are shown in full: neither goes by in brief.
    stays = {f["update"]: f["stay"] for f in film["frames"] if f["phase"] == "batch_gradient"}
    assert stays[0] == stays[1] > 0
