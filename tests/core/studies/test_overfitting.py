"""Training from scratch watched: the same steps as ``adapt`` takes, and what is kept of many tasks."""

from dataclasses import replace

import pytest
import torch

from fewshot_core import load, load_data
from fewshot_core.cli import main
from fewshot_core.data.sampling import sample_episode
from fewshot_core.methods.scratch import Scratch, ScratchConfig
from fewshot_core.studies.overfitting import INDEX, Gap, fits, measure_gap, store_gap, stored_gaps
from fewshot_core.tensors.episode import EpisodeSpec
from fewshot_core.tensors.errors import Unusable
from fewshot_core.tensors.functional import accuracy
from fewshot_core.training import checkpoints

SPEC = EpisodeSpec(3, 2, 2)


@pytest.fixture
def scratch() -> Scratch:
    return Scratch(ScratchConfig(width=8))


def test_every_look_is_the_state_that_adapt_passes_through(tiny, scratch):
    task = sample_episode(tiny, "test", SPEC, 1)
    longer = Scratch(replace(scratch.config, adapt_steps=7))
    adapted = longer.adapt(task.support_x, task.support_y, record=True)
    looks = list(fits(scratch, task.support_x, task.support_y, (0, 1, 3, 7)))
    assert [look.step for look in looks] == [0, 1, 3, 7]
    for look in looks:
        assert torch.equal(look.answer(task.query_x), adapted.answer(task.query_x, look.step))
        support = look.answer(task.support_x)
        assert torch.equal(support, adapted.trace.support_scores[look.step])
        assert accuracy(support, task.support_y) == accuracy(
            adapted.trace.support_scores[look.step], task.support_y
        )


def test_watching_leaves_the_network_as_it_was(tiny, scratch):
    before = {name: value.clone() for name, value in scratch.network.state_dict().items()}
    task = sample_episode(tiny, "test", SPEC, 1)
    list(fits(scratch, task.support_x, task.support_y, (0, 4)))
    assert all(torch.equal(before[name], value) for name, value in scratch.network.state_dict().items())


@pytest.mark.parametrize("steps", [(3, 1), (1, 1), (-1, 2)])
def test_steps_that_do_not_increase_are_refused(tiny, scratch, steps):
    task = sample_episode(tiny, "test", SPEC, 1)
    with pytest.raises(Unusable):
        next(fits(scratch, task.support_x, task.support_y, steps))


def gap(steps=(1, 2), shot=1, support=((1.0, 1.0),) * 3, query=((0.2, 0.4), (0.4, 0.6), (0.6, 1.1))):
    return Gap(EpisodeSpec(5, shot, 5), "test", 0, steps, torch.tensor(support), torch.tensor(query))


def test_means_and_intervals_by_hand():
    (support, nothing), (query, half) = gap().at(1)
    assert (support, nothing) == (1.0, 0.0)
    assert query == pytest.approx(0.4)
    assert half == pytest.approx(1.96 * 0.2 / 3**0.5)


def test_the_gain_of_more_steps_is_paired():
    gain, half = gap().gain(1, 2)  # 0.2, 0.2, 0.5: their standard deviation is 0.3 / √3
    assert gain == pytest.approx(0.3)
    assert half == pytest.approx(1.96 * (0.3 / 3**0.5) / 3**0.5)


def test_what_is_measured_again_takes_the_old_ones_place_and_nothing_else_does(tmp_path):
    for measured in (gap(shot=5), gap(shot=1), gap(steps=(1, 9))):
        store_gap(tmp_path, measured)
    new = gap(query=((0.5, 0.5),) * 3)
    store_gap(tmp_path, new)
    assert [(g.spec.shot, g.steps) for g in stored_gaps(tmp_path, "test", 5)] == [
        (1, (1, 2)),
        (1, (1, 9)),
        (5, (1, 2)),
    ]
    assert torch.equal(stored_gaps(tmp_path, "test", 5)[0].query, new.query)
    assert stored_gaps(tmp_path, "val", 5) == () == stored_gaps(tmp_path, "test", 20)


def test_the_same_seed_measures_the_same(tiny, scratch):
    one, two, other = (measure_gap(scratch, tiny, "test", SPEC, (0, 2), 4, seed) for seed in (1, 1, 2))
    assert torch.equal(one.query, two.query) and torch.equal(one.support, two.support)
    assert not torch.equal(one.query, other.query) or not torch.equal(one.support, other.support)
    assert one.query[:, 0].tolist() == pytest.approx([1 / 3] * 4)  # all classes score alike: chance


def test_copies_are_trained_on_too_and_kept_apart(tiny, scratch, tmp_path):
    plain, copied = (measure_gap(scratch, tiny, "test", SPEC, (0, 2), 3, 1, copies=n) for n in (0, 2))
    assert torch.equal(plain.query[:, 0], copied.query[:, 0])  # the same tasks, before any training
    assert not torch.equal(plain.query, copied.query) and "2 copies" in copied.name
    for one in (plain, copied):
        store_gap(tmp_path, one)
    assert {gap.copies for gap in stored_gaps(tmp_path, "test", SPEC.way)} == {0, 2}


def test_the_command_refuses_a_method_that_has_learnt_before(capsys):
    if "everyday/protonet" not in checkpoints.checkpoint_names():
        pytest.skip("no checkpoints are embedded")
    assert main(["overfit", "--checkpoint", "everyday/protonet", "--episodes", "1"]) == 1
    assert "everyday/protonet" in capsys.readouterr().err


STORED = [n for n in checkpoints.checkpoint_names() if (checkpoints.folder_of(n) / INDEX).is_file()]


@pytest.mark.parametrize("name", STORED)
def test_stored_values_are_of_enough_unseen_tasks_of_the_same_kind(name):
    gaps = stored_gaps(checkpoints.folder_of(name), "test", 5)
    for copies, least in ((0, 300), (8, 100)):
        alike = [gap for gap in gaps if gap.copies == copies]
        assert len({(g.spec.query, g.steps, g.seed, len(g.query)) for g in alike}) <= 1
        for one in alike:
            assert len(one.query) >= least and one.query.shape == one.support.shape
            assert one.query.min() >= 0 and one.query.max() <= 1
    assert sum(gap.copies == 0 for gap in gaps) >= 3


@pytest.mark.slow
@pytest.mark.parametrize("name", STORED)
def test_stored_values_are_measured_again(name):
    """The first tasks of each K, by the stored seed; rounding may turn single images on other processors."""
    data, method = load_data(checkpoints.read_manifest(checkpoints.folder_of(name)).data), load(name)
    for stored in stored_gaps(checkpoints.folder_of(name), "test", 5):
        tasks = 3 if stored.copies else 10
        again = measure_gap(
            method, data, "test", stored.spec, stored.steps, tasks, stored.seed, stored.copies
        )
        assert (again.query - stored.query[:tasks]).abs().mean() < 0.02
        assert (again.support - stored.support[:tasks]).abs().mean() < 0.02
