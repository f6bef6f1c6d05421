"""A network on another device takes tensors on the CPU and answers on the CPU."""

import pytest
import torch
from torch import Tensor

from fewshot_core.data.augment import Augmentation
from fewshot_core.data.sampling import Source, sample_episode
from fewshot_core.measuring.evaluation import evaluate
from fewshot_core.methods import method_class, method_names
from fewshot_core.methods.conventional import ANSWERS, Conventional
from fewshot_core.methods.scratch import Scratch
from fewshot_core.studies.overfitting import fits, measure_gap
from fewshot_core.tensors.device import available_devices
from fewshot_core.tensors.episode import EpisodeSpec

WAY = 3
SPEC = EpisodeSpec(WAY, 2, 3)
SMALL = {"width": 8, "way": WAY, "shot": 2, "query": 2}
ACCELERATORS = [
    pytest.param(
        kind, marks=pytest.mark.skipif(kind not in available_devices(), reason=f"there is no {kind} here")
    )
    for kind in ("cuda", "mps")
]


def build(name):
    cls = method_class(name)
    return cls(cls.Config(**SMALL, **({"side": 28} if name == "frozen" else {})))


@pytest.fixture
def meta(monkeypatch):
    """Tensors on torch's device "meta" have shapes and no values; those copied to the CPU become zeros.

    An operation that mixes the two devices fails, as it does with a GPU.
    """
    to, whole = Tensor.to, Tensor.__int__

    def moved(tensor, *where, **options):
        if tensor.device.type == "meta" and where and str(where[0]) == "cpu":
            return torch.zeros(tensor.shape, dtype=tensor.dtype)
        return to(tensor, *where, **options)

    monkeypatch.setattr(Tensor, "to", moved)
    monkeypatch.setattr(Tensor, "cpu", lambda tensor: moved(tensor, "cpu"))
    monkeypatch.setattr(Tensor, "__int__", lambda t: WAY - 1 if t.device.type == "meta" else whole(t))
    return torch.device("meta")


@pytest.mark.parametrize("name", method_names())
def test_a_task_on_the_cpu_is_answered_on_the_cpu(name, tiny, meta):
    method = build(name).to(meta)
    task = sample_episode(tiny, "test", SPEC, 0)
    adapted = method.adapt(task.support_x, task.support_y)
    scores = adapted.predict_each(task.query_x)
    assert scores.shape == (adapted.states, WAY * SPEC.query, WAY) and scores.device.type == "cpu"
    features = adapted.features(task.query_x, 0)
    assert features.device.type == "cpu" and adapted.classify(features, 0).device.type == "cpu"
    there = method.adapt(task.support_x.to(meta), task.support_y.to(meta))
    assert there.predict(task.query_x.to(meta)).device.type == "meta"  # asked there, it stays there


@pytest.mark.parametrize("answer", ANSWERS)
def test_so_do_all_answers_of_a_conventional_network(answer, tiny, meta):
    method = build("conventional").answering(answer).to(meta)
    assert isinstance(method, Conventional)
    task = sample_episode(tiny, "test", SPEC, 0)
    assert method.adapt(task.support_x, task.support_y).predict(task.query_x).device.type == "cpu"
    assert method.recognise(task.query_x).device.type == "cpu"


def test_so_does_a_training_from_scratch_that_is_watched(tiny, meta):
    method = build("scratch").to(meta)
    assert isinstance(method, Scratch)
    task = sample_episode(tiny, "test", SPEC, 0)
    for fit in fits(method, task.support_x, task.support_y, (0, 2)):
        assert fit.answer(task.query_x).device.type == "cpu"


def test_on_the_same_device_nothing_is_wrapped(tiny):
    method = build("protonet")
    task = sample_episode(tiny, "test", SPEC, 0)
    adapted = method.adapt(task.support_x, task.support_y)
    assert adapted.features.__module__ == "fewshot_core.methods.episodic"


@pytest.mark.parametrize("kind", ACCELERATORS)
@pytest.mark.parametrize("name", method_names())
def test_an_accelerator_answers_as_the_cpu_does(name, kind, tiny):
    task = sample_episode(tiny, "test", SPEC, 0)
    here, there = (
        build(name).to(device).adapt(task.support_x, task.support_y).predict(task.query_x)
        for device in ("cpu", kind)
    )
    torch.testing.assert_close(here, there, rtol=1e-2, atol=1e-2)


@pytest.mark.parametrize("kind", ACCELERATORS)
@pytest.mark.parametrize("name", [n for n in method_names() if method_class(n).trains])
def test_an_accelerator_trains_and_is_measured(name, kind, tiny):
    method = build(name).to(kind)
    source = Source(tiny, "train", Augmentation(), torch.Generator().manual_seed(0), method.device)
    assert 0 < method.train_step(source).loss < float("inf")
    assert evaluate(method, tiny, "test", SPEC, 2, 0).values.device.type == "cpu"


@pytest.mark.parametrize("kind", ACCELERATORS)
def test_an_accelerator_over_fits(kind, tiny):
    method = build("scratch").to(kind)
    assert measure_gap(method, tiny, "test", SPEC, (1, 2), 2, 0).query.device.type == "cpu"
