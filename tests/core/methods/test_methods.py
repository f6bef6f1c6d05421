"""The contract every method keeps, over all methods found by discovery."""

import copy
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
import torch

from fewshot_core.data.sampling import sample_episode
from fewshot_core.methods import method_class, method_names
from fewshot_core.tensors.episode import EpisodeSpec
from fewshot_core.tensors.errors import FewshotError, Unknown
from fewshot_core.tensors.functional import parameters_of

ALL = method_names()
TRAINED = [name for name in ALL if method_class(name).trains]


def build(name: str, **changes):
    cls = method_class(name)
    config = replace(cls.Config(), width=8, way=3, shot=1, query=2, **changes)
    if name == "frozen":
        config = replace(config, side=28)
    if hasattr(config, "classes"):
        config = replace(config, classes=12, batch_size=16)
    return cls(config)


def same(a: dict, b: dict) -> bool:
    return a.keys() == b.keys() and all(torch.equal(a[name], b[name]) for name in a)


def test_the_methods_of_the_course_are_found():
    assert {"scratch", "conventional", "maml", "fomaml", "reptile", "protonet"} <= set(ALL)
    with pytest.raises(Unknown):
        method_class("mmal")


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize(("way", "shot"), [(2, 1), (5, 3), (6, 10)])
def test_one_method_serves_any_way_and_shot(tiny, name, way, shot):
    episode = sample_episode(tiny, "test", EpisodeSpec(way, shot, 2), 0)
    adapted = build(name).adapt(episode.support_x, episode.support_y)
    scores = adapted.predict_each(episode.query_x)
    assert scores.shape == (adapted.states, way * 2, way) and scores.isfinite().all()
    assert torch.equal(scores[-1], adapted.predict(episode.query_x))


@pytest.mark.parametrize("name", ALL)
def test_adapting_leaves_the_method_bit_identical(tiny, name):
    method = build(name)
    before = copy.deepcopy(method.state_dict())
    episode = sample_episode(tiny, "test", EpisodeSpec(4, 2, 3), 0)
    method.adapt(episode.support_x, episode.support_y, record=True).predict(episode.query_x)
    assert same(before, method.state_dict())
    assert all(p.grad is None for p in method.parameters())


@pytest.mark.parametrize("name", ALL)
def test_an_answer_is_a_classification_of_features(tiny, name):
    method = build(name)
    episode = sample_episode(tiny, "test", EpisodeSpec(4, 2, 3), 0)
    adapted = method.adapt(episode.support_x, episode.support_y)
    with torch.no_grad():
        each = [adapted.features(episode.query_x, state) for state in range(adapted.states)]
        classified = torch.stack([adapted.classify(features, state) for state, features in enumerate(each)])
        first = method.network if name in ("protonet", "r2d2") else getattr(method.network, "backbone", None)
        if first is not None and name not in ("conventional", "relationnet"):  # directions; maps
            assert torch.equal(each[0], first(episode.query_x))
    assert torch.equal(classified, adapted.predict_each(episode.query_x))
    end = adapted.ended()
    assert end.states == 1 and torch.equal(end.predict(episode.query_x), adapted.predict(episode.query_x))
    moves = adapted.states > 1 and name != "anil"  # whose backbone stays
    assert moves == any(not torch.equal(each[0], features) for features in each)


@pytest.mark.parametrize("name", ALL)
def test_the_order_of_classes_does_not_matter(tiny, name):
    """Relabelling the classes relabels the answers, and changes nothing else."""
    method = build(name)
    episode = sample_episode(tiny, "test", EpisodeSpec(3, 2, 4), 1)
    order = torch.tensor([2, 0, 1])
    plain = method.adapt(episode.support_x, episode.support_y).predict(episode.query_x)
    relabelled = method.adapt(episode.support_x, order[episode.support_y]).predict(episode.query_x)
    assert torch.allclose(plain, relabelled[:, order], atol=1e-3)


@pytest.mark.parametrize("name", TRAINED)
def test_a_training_step_changes_the_network_and_reports(source, name):
    method = build(name)
    before = copy.deepcopy(method.network.state_dict())
    step = method.train_step(source)
    assert not same(before, method.network.state_dict())
    assert step.loss > 0 and 0 <= step.accuracy <= 1 and step.images > 0 and step.trace is None
    assert not method.training


@pytest.mark.parametrize("name", TRAINED)
def test_recording_changes_nothing(tiny, source, name):
    quiet, recorded = build(name), build(name)
    state = source.generator.get_state()
    quiet.train_step(source)
    source.generator.set_state(state)
    recorded.train_step(source, record=True)
    assert same(quiet.network.state_dict(), recorded.network.state_dict())


@pytest.mark.parametrize("name", ["maml", "fomaml", "reptile"])
def test_a_trace_tells_the_step_as_it_was(source, name):
    method = build(name, inner_steps=3, meta_batch_size=2)
    trace = method.train_step(source, record=True).trace
    assert len(trace.tasks) == 2
    inner = trace.first.inner
    assert inner.parameters.shape == (4, len(trace.theta))
    assert inner.gradients.shape == (3, len(trace.theta))
    walked = inner.parameters[:-1] - inner.lr * inner.gradients
    assert torch.allclose(walked, inner.parameters[1:], atol=1e-6)
    assert torch.equal(inner.parameters[0], trace.theta)
    assert torch.equal(inner.parameters[-1], trace.first.adapted)
    assert inner.support_scores.shape == (4, 3 * method.config.shot, 3)
    assert trace.first.query_loss == pytest.approx(float(trace.first.query_losses[-1]), abs=1e-6)
    for task in trace.tasks:
        assert not torch.equal(task.adapted, trace.theta)
    assert torch.allclose(trace.outer_gradient, torch.stack([t.outer_gradient for t in trace.tasks]).mean(0))
    assert not torch.equal(trace.theta, trace.theta_after)


def test_a_conventional_trace_tells_the_step_as_it_was(source, tiny):
    trace = build("conventional").train_step(source, record=True).trace
    assert tiny.class_of[list(trace.items)].tolist() == list(trace.class_ids)
    assert trace.theta.shape == trace.gradient.shape == trace.theta_after.shape
    assert trace.true_probabilities.log().mean().neg().item() == pytest.approx(trace.loss, abs=1e-4)


def test_from_scratch_there_is_nothing_to_train(source):
    with pytest.raises(FewshotError):
        build("scratch").train_step(source)


def test_the_conventional_ways_to_answer_share_one_network():
    method = build("conventional")
    for way in ("class-mean", "linear-head", "fine-tune"):
        assert method.answering(way).network is method.network
    with pytest.raises(Unknown):
        method.answering("guess")


def test_as_it_stands_it_only_knows_its_old_classes(tiny):
    episode = sample_episode(tiny, "test", EpisodeSpec(3, 1, 2), 0)
    shares = build("conventional").recognise(episode.query_x)
    assert shares.shape == (6, 12) and torch.allclose(shares.sum(1), torch.ones(6), atol=1e-5)


@pytest.mark.skipif(not torch.cuda.is_available(), reason="no GPU here")
@pytest.mark.parametrize("name", ALL)
def test_the_same_answers_on_a_gpu(tiny, name):
    episode = sample_episode(tiny, "test", EpisodeSpec(3, 2, 4), 0)
    on_cpu = build(name).adapt(episode.support_x, episode.support_y).predict(episode.query_x)
    method = build(name).to("cuda")
    on_gpu = method.adapt(episode.support_x.cuda(), episode.support_y.cuda()).predict(episode.query_x.cuda())
    assert torch.allclose(on_cpu, on_gpu.cpu(), atol=1e-2)


def test_networks_built_at_once_on_many_threads_have_their_own_first_weights():
    """The generator that layers draw from belongs to the process, not to a thread."""
    config = method_class("scratch").Config(seed=3)
    alone = parameters_of(method_class("scratch")(config).network)
    with ThreadPoolExecutor(8) as pool:
        built = list(pool.map(lambda _: parameters_of(method_class("scratch")(config).network), range(40)))
    assert all(torch.equal(each[name], alone[name]) for each in built for name in alone)
