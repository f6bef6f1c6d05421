"""The sinusoid: its tasks, MAML's gradient on them, and what is stored of the trained starts."""

import math
from dataclasses import replace

import pytest
import torch
from torch.func import functional_call

from fewshot_core.measuring.evaluation import mean_ci95
from fewshot_core.studies.sinusoid import LEARNERS, Learner, SinusoidConfig, load, sample_sines, stored_errors
from fewshot_core.studies.sinusoid.stored import measure
from fewshot_core.studies.sinusoid.tasks import grid, least_error, mean_of_all, sample_meta_batch
from fewshot_core.studies.sinusoid.together import fits_of
from fewshot_core.tensors.errors import Unknown


def generator(seed: int) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


def test_tasks_are_sine_waves_of_the_papers_ranges():
    sines = sample_sines(2000, generator(0))
    assert 0.1 <= sines.amplitude.min() < 0.2 and 4.9 < sines.amplitude.max() <= 5
    assert 0 <= sines.phase.min() < 0.02 and 3.12 < sines.phase.max() <= math.pi
    x, y = sines.points(10, generator(1))
    assert x.shape == y.shape == (2000, 10, 1) and x.abs().max() <= 5
    by_hand = sines.amplitude[7].item() * math.sin(x[7, 3].item() + sines.phase[7].item())
    assert y[7, 3].item() == pytest.approx(by_hand, abs=1e-5)


def test_no_single_function_does_better_than_the_mean_of_all_tasks():
    sines, x = sample_sines(20_000, generator(0)), grid(101)
    assert torch.allclose(sines(x).mean(0), mean_of_all(x), atol=0.06)
    least = least_error(sines, x)
    for other in (torch.zeros_like(x), mean_of_all(x), mean_of_all(x) + 0.3):
        assert (sines(x) - other).square().mean().item() > least


@pytest.mark.parametrize("steps", [0, 1, 3])
def test_the_outer_gradient_is_that_of_finite_differences(steps):
    learner = Learner(SinusoidConfig(width=4, inner_steps=steps, inner_lr=0.05)).double()
    drawn = sample_meta_batch(3, 6, 5, generator(2))
    fields = ("support_x", "support_y", "query_x", "query_y")
    tasks = replace(drawn, **{name: getattr(drawn, name).double() for name in fields})
    gradient = learner.learn(tasks).outer_gradient

    def loss() -> float:
        walk = learner.walk(tasks.support_x, tasks.support_y, 0.05, steps)
        with torch.no_grad():
            values = functional_call(learner.network, walk.end, (tasks.query_x,))
            return learner.loss(values, tasks.query_y).item()

    for name, value in learner.network.named_parameters():
        for place in (0, value.numel() // 2):
            entry, small = value.data.view(-1), 1e-6
            before = entry[place].item()
            losses = []
            for moved in (before + small, before - small):
                entry[place] = moved
                losses.append(loss())
            entry[place] = before
            by_difference = (losses[0] - losses[1]) / (2 * small)
            assert gradient[name].view(-1)[place].item() == pytest.approx(by_difference, rel=1e-5, abs=1e-7)


def test_tasks_answered_together_are_answered_as_if_alone():
    learner = Learner(SinusoidConfig(width=8))
    x, y = sample_sines(3, generator(0)).points(5, generator(1))
    together = learner.adapt(x, y).predict_each(x)
    singles = zip(x.split(1), y.split(1), strict=True)
    alone = torch.cat([learner.adapt(own_x, own_y).predict_each(own_x) for own_x, own_y in singles], 1)
    assert together.shape == (11, 3, 5, 1) and torch.allclose(together, alone, atol=1e-5)


@pytest.mark.parametrize("name", LEARNERS)
@pytest.mark.parametrize("shot", [5, 10])
def test_what_is_stored_is_measured_again(name, shot):
    stored = stored_errors(name, shot)
    assert stored.values.shape == (600, 11)
    again = measure(load(name), shot, 600, stored.seed)
    assert torch.allclose(again.values, stored.values, rtol=1e-2, atol=1e-2)


@pytest.mark.parametrize("shot", [5, 10])
def test_maml_beats_conventional_training_on_the_same_tasks_and_conventional_stays_near_the_mean(shot):
    maml, conventional = (stored_errors(name, shot) for name in ("maml", "conventional"))
    assert maml.seed == conventional.seed
    for step in (1, 5, 10):
        gap, half = mean_ci95(conventional.values[:, step] - maml.values[:, step])
        assert gap - half > 0.5
    least = least_error(conventional.sines, grid(101))
    assert least < conventional.interval[0][0].item() == pytest.approx(least, abs=0.3)


def test_a_learner_that_is_not_there_is_named():
    with pytest.raises(Unknown, match="checkpoint"):
        load("reptile")
    with pytest.raises(Unknown, match="measurement"):
        stored_errors("maml", 3)


def test_learners_adapted_together_answer_as_each_does_alone():
    learners = [
        Learner(SinusoidConfig(width=6, seed=seed, adapt_lr=lr)) for seed, lr in ((1, 0.01), (2, 0.05))
    ]
    before = [value.clone() for each in learners for value in each.network.parameters()]
    x, y = (t[0] for t in sample_sines(1, generator(3)).points(7, generator(4)))
    found = fits_of(learners, x, y, grid(9))
    assert found.shape == (2, 11, 9, 1)
    for learner, values in zip(learners, found, strict=True):
        alone = learner.adapt(x[None], y[None]).predict_each(grid(9)[None])
        assert torch.allclose(values, alone[:, 0], atol=1e-5)
        assert not torch.allclose(values[-1], values[0], atol=1e-2)  # it did take steps
    after = [value for each in learners for value in each.network.parameters()]
    assert all(torch.equal(*pair) for pair in zip(before, after, strict=True))
    with pytest.raises(ValueError, match="together"):
        fits_of([learners[0], Learner(SinusoidConfig(width=5))], x, y, grid(9))
