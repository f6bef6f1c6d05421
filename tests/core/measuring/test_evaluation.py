"""Means, intervals and pairs, by hand; and chance where nothing can be learnt."""

import math
from dataclasses import replace

import pytest
import torch

from fewshot_core.measuring.evaluation import (
    Evaluation,
    at_state,
    evaluate,
    mean_ci95,
    paired_difference,
)
from fewshot_core.methods.episodic import EpisodicConfig
from fewshot_core.methods.protonet import ProtoNet
from fewshot_core.methods.scratch import Scratch, ScratchConfig
from fewshot_core.tensors.episode import EpisodeSpec
from fewshot_core.tensors.errors import Mismatch
from tests.core.conftest import make_data

SPEC = EpisodeSpec(5, 1, 4)


def test_the_interval_by_hand():
    mean, half = mean_ci95(torch.tensor([0.2, 0.4, 0.6, 0.8]))
    assert mean.item() == pytest.approx(0.5)
    assert half.item() == pytest.approx(1.96 * math.sqrt(0.2 / 3) / 2)  # squares sum to 0.2; n - 1 = 3


def test_one_task_alone_has_no_interval():
    assert mean_ci95(torch.tensor([0.7]))[1].item() == math.inf


def result(values, seed=0):
    return Evaluation(SPEC, "test", seed, torch.tensor(values).unsqueeze(1))


def test_a_paired_difference_by_hand():
    mean, half = paired_difference(result([0.5, 0.7, 0.9]), result([0.4, 0.5, 0.9]))
    assert mean == pytest.approx(0.1)
    assert half == pytest.approx(1.96 * 0.1 / math.sqrt(3))
    with pytest.raises(ValueError):
        paired_difference(result([0.5, 0.5, 0.5]), result([0.4, 0.4, 0.4], seed=1))


def test_the_same_seed_gives_the_same_tasks_and_values(tiny):
    method = ProtoNet(EpisodicConfig(width=8))
    a, b = (evaluate(method, tiny, "test", SPEC, 10, seed=4) for _ in range(2))
    assert torch.equal(a.values, b.values) and a.episodes == 10


def test_learning_is_above_chance_and_shuffled_labels_are_at_chance(tiny):
    """The same network on data whose images are dealt to classes at random can only guess."""
    method = Scratch(ScratchConfig(width=8, adapt_lr=0.1))
    spec = EpisodeSpec(5, 3, 4)
    learnt = evaluate(method, tiny, "test", spec, 60, seed=0)
    shuffled = make_data()
    order = torch.randperm(len(shuffled.images), generator=torch.Generator().manual_seed(0))
    shuffled = shuffled.__class__(**{**vars(shuffled), "images": shuffled.images[order]})
    guessed = evaluate(method, shuffled, "test", spec, 60, seed=0)
    assert learnt.accuracy - learnt.ci95 > 0.4
    assert abs(guessed.accuracy - 0.2) < 2 * guessed.ci95


def test_before_the_first_step_a_zero_head_guesses(tiny):
    values = evaluate(Scratch(ScratchConfig(width=8)), tiny, "test", SPEC, 30, seed=0).values
    assert values.shape == (30, 11)
    assert values[:, 0].mean().item() == pytest.approx(0.2)


def test_after_its_last_step_a_method_answers_as_it_did_then():
    """Methods of 4 and of 11 states, and one without steps, can be compared at any step of the longest."""
    short, long, still = (torch.arange(2.0 * states).view(2, states) for states in (4, 11, 1))
    assert at_state(long, 7).tolist() == [7.0, 18.0]
    assert at_state(short, 7).tolist() == at_state(short, 3).tolist() == [3.0, 7.0]
    assert at_state(still, 7).tolist() == at_state(still, -1).tolist() == [0.0, 1.0]


def test_what_is_pooled_agrees_with_the_mean_over_tasks(tiny):
    """Tasks of one size have the same mean whichever way their answers are counted."""
    found = evaluate(ProtoNet(EpisodicConfig(width=8)), tiny, "test", SPEC, 20, seed=1)
    assert int(found.calibration.count.sum()) == 20 * 5 * 4
    assert int(found.calibration.right.sum()) / 400 == pytest.approx(found.accuracy)
    shares = found.confusion.accuracies()
    assert set(shares) <= set(tiny.split_classes("test"))
    assert sum(share * images for share, images in shares.values()) / 400 == pytest.approx(found.accuracy)
    assert not found.transductive


def test_every_group_has_its_own_mean(tiny):
    """Two alphabets of six classes: the tasks of both, weighted, are all tasks."""
    infos = tuple(replace(c, group="even" if i % 2 else "odd") for i, c in enumerate(tiny.classes))
    grouped = replace(tiny, classes=infos)
    spec = EpisodeSpec(3, 1, 4, within_group=True)
    found = evaluate(ProtoNet(EpisodicConfig(width=8)), grouped, "test", spec, 30, seed=1)
    parts = found.by_group()
    assert set(parts) == {"even", "odd"} and sum(part.episodes for part in parts.values()) == 30
    total = sum(part.accuracy * part.episodes for part in parts.values())
    assert total / 30 == pytest.approx(found.accuracy)
    mixed = evaluate(ProtoNet(EpisodicConfig(width=8)), grouped, "test", EpisodeSpec(6, 1, 4), 3, seed=1)
    assert set(mixed.by_group()) == {""}


def test_a_network_for_grey_images_does_not_take_coloured_ones(tiny):
    coloured = replace(tiny, images=tiny.images.expand(-1, 3, -1, -1))
    with pytest.raises(Mismatch, match="channels = 1, but 3"):
        evaluate(ProtoNet(EpisodicConfig(width=8)), coloured, "test", SPEC, 2, seed=0)
