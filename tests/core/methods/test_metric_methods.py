"""Metric-based methods and baselines against hand arithmetic and explicit solutions."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
import torch
import torch.nn.functional as F

from fewshot_core.data.sampling import sample_episode
from fewshot_core.methods.baseline import Baseline, BaselineConfig
from fewshot_core.methods.baseline_pp import BaselinePP, CosineHead
from fewshot_core.methods.episodic import EpisodicConfig
from fewshot_core.methods.matchingnet import MatchingNet, MatchingNetConfig
from fewshot_core.methods.r2d2 import R2D2, R2D2Config, ridge_solution
from fewshot_core.methods.relationnet import RelationNet
from fewshot_core.tensors.episode import EpisodeSpec
from fewshot_core.tensors.functional import cosine_similarities

DOUBLE = torch.float64


def test_matching_sums_the_attention_of_a_classs_images():
    """Cosines 1, 0 and -1 to support images of classes 0, 1 and 1, temperature 2."""
    method = MatchingNet(MatchingNetConfig(width=4, temperature=2.0))
    support = torch.tensor([[1.0, 0.0], [0.0, 3.0], [-2.0, 0.0]])
    fitted = method.fit_support(support, torch.tensor([0, 1, 1]), 2)
    scores = method.scores(torch.tensor([[5.0, 0.0]]), fitted)
    whole = math.exp(2) + 1 + math.exp(-2)
    expected = [math.log(math.exp(2) / whole), math.log((1 + math.exp(-2)) / whole)]
    assert scores[0].tolist() == pytest.approx(expected, abs=1e-6)
    assert scores.exp().sum().item() == pytest.approx(1)


def test_the_split_convolution_is_the_convolution_of_the_pair():
    network = RelationNet(EpisodicConfig(width=4)).network
    of_class, of_query = torch.rand(1, 4, 7, 7), torch.rand(1, 4, 7, 7)
    together = network.compare(torch.cat([of_class, of_query], 1))
    halves = network.first_half(of_class, of_query=False) + network.first_half(of_query, of_query=True)
    assert torch.allclose(together, halves, atol=1e-5)


def test_relation_scores_are_of_each_query_beside_each_classs_mean(tiny):
    """All pairs at once give what each pair gives alone."""
    method = RelationNet(EpisodicConfig(width=4))
    episode = sample_episode(tiny, "test", EpisodeSpec(3, 2, 2), 0)
    scores = method.adapt(episode.support_x, episode.support_y).predict(episode.query_x)
    with torch.no_grad():
        maps, queries = method.features(episode.support_x), method.features(episode.query_x)
        assert maps.shape[2:] == (7, 7)
        for label in range(3):
            mean = maps[episode.support_y == label].mean(0, keepdim=True)
            for q in range(len(queries)):
                pair = torch.cat([mean, queries[q : q + 1]], 1)
                alone = method.network.relate(method.network.compare(pair))
                assert scores[q, label].item() == pytest.approx(alone.item(), abs=1e-4)


def test_relation_scores_do_not_grow_with_the_number_of_support_images(tiny):
    method = RelationNet(EpisodicConfig(width=4))
    episode = sample_episode(tiny, "test", EpisodeSpec(3, 2, 2), 0)
    once = method.adapt(episode.support_x, episode.support_y)
    thrice = method.adapt(episode.support_x.repeat(3, 1, 1, 1), episode.support_y.repeat(3))
    assert torch.allclose(once.predict(episode.query_x), thrice.predict(episode.query_x), atol=1e-5)


def test_relation_networks_learn_by_squared_error_to_zero_and_one():
    method = RelationNet(EpisodicConfig(width=4))
    logits = torch.tensor([[0.0, math.log(3.0)]])  # relation scores 1/2 and 3/4
    loss = method.loss(logits, torch.tensor([1]))
    assert loss.item() == pytest.approx((0.5**2 + 0.25**2) / 2)


@pytest.mark.parametrize(("images", "features"), [(5, 9), (12, 4)])
def test_the_ridge_solution_solves_the_normal_equations(images, features):
    generator = torch.Generator().manual_seed(0)
    x = torch.randn(images, features, generator=generator, dtype=DOUBLE)
    y = torch.randn(images, 3, generator=generator, dtype=DOUBLE)
    explicit = torch.linalg.solve(x.T @ x + 0.7 * torch.eye(features, dtype=DOUBLE), x.T @ y)
    # As ordinary least squares: λ is a row √λ I of images whose target is 0.
    rows = torch.cat([x, 0.7**0.5 * torch.eye(features, dtype=DOUBLE)])
    targets = torch.cat([y, torch.zeros(features, 3, dtype=DOUBLE)])
    found = ridge_solution(x, y, 0.7)
    assert torch.allclose(found, explicit, atol=1e-10)
    assert torch.allclose(found, torch.linalg.lstsq(rows, targets).solution, atol=1e-10)


def test_r2d2s_gradient_goes_through_the_solution(tiny):
    """Against finite differences along random directions of backbone, regulariser and scale."""
    method = R2D2(R2D2Config(width=3, way=3, shot=2, query=2, transductive=True)).double()
    episode = sample_episode(tiny, "train", EpisodeSpec(3, 2, 2), 0)
    support, query = episode.support_x.double(), episode.query_x.double()

    def loss() -> torch.Tensor:
        fitted = method.fit_support(method.features(support), episode.support_y, 3)
        return F.cross_entropy(method.scores(method.features(query), fitted), episode.query_y)

    parameters = dict(method.network.named_parameters())
    grads = dict(zip(parameters, torch.autograd.grad(loss(), list(parameters.values())), strict=True))
    generator = torch.Generator().manual_seed(0)
    for part in ("backbone.", "log_regulariser", "log_scale"):
        names = [n for n in parameters if n.startswith(part)]
        way = {n: torch.randn(parameters[n].shape, generator=generator, dtype=DOUBLE) for n in names}
        ends = []
        for step in (1e-6, -2e-6):
            with torch.no_grad():
                for n in names:
                    parameters[n].add_(step * way[n])
                ends.append(loss().item())
        with torch.no_grad():
            for n in names:
                parameters[n].add_(1e-6 * way[n])
        difference = (ends[0] - ends[1]) / 2e-6
        along = sum((grads[n] * way[n]).sum().item() for n in names)
        assert along != 0 and abs(along - difference) <= 1e-6 * abs(difference)


def test_a_cosine_head_looks_at_directions_only():
    head = CosineHead(4, 3, scale=7.0)
    features = torch.rand(5, 4) + 0.1
    assert torch.allclose(head(features), 7 * cosine_similarities(features, head.weight))
    longer = CosineHead(4, 3, scale=7.0)
    with torch.no_grad():
        longer.weight.copy_(head.weight * torch.tensor([[2.0], [0.5], [9.0]]))
    assert torch.allclose(head(features), longer(3 * features), atol=1e-5)
    assert head(features).abs().max() <= 7.0


def test_the_baselines_head_takes_plain_gradient_steps(tiny):
    """One step from a zero head: W = lr · mean over images of (onehot - 1/N) featureᵀ."""
    method = Baseline(BaselineConfig(width=4, classes=12, head_lr=0.5, head_steps=1))
    episode = sample_episode(tiny, "test", EpisodeSpec(3, 2, 2), 0)
    with torch.no_grad():
        support, query = method.network.backbone(episode.support_x), method.network.backbone(episode.query_x)
    pull = F.one_hot(episode.support_y, 3).float() - 1 / 3  # (images, way)
    weight = 0.5 * pull.T @ support / len(support)
    bias = 0.5 * pull.mean(0)
    scores = method.adapt(episode.support_x, episode.support_y).predict(episode.query_x)
    assert torch.allclose(scores, query @ weight.T + bias, atol=1e-5)


@pytest.mark.parametrize("cls", [Baseline, BaselinePP], ids=lambda cls: cls.id)
def test_training_the_new_head_lowers_the_support_loss(tiny, cls):
    method = cls(cls.Config(width=16, classes=12, transductive=True))
    episode = sample_episode(tiny, "test", EpisodeSpec(4, 3, 2), 0)
    trained = method.adapt(episode.support_x, episode.support_y).predict(episode.support_x)
    assert F.cross_entropy(trained, episode.support_y) < 0.9 * math.log(4)


@pytest.mark.parametrize(
    "cls", [MatchingNet, RelationNet, R2D2, Baseline, BaselinePP], ids=lambda cls: cls.id
)
def test_training_lowers_the_loss(source, cls):
    size = {"classes": 12, "batch_size": 24} if issubclass(cls, Baseline) else {}
    form = {"way": 4, "shot": 1, "query": 4, "meta_batch_size": 1}
    method = cls(replace(cls.Config(), width=16, outer_lr=0.01, **form, **size))
    losses = [method.train_step(source).loss for _ in range(40)]
    assert sum(losses[-5:]) < 0.5 * sum(losses[:5])
