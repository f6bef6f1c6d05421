"""A frozen backbone and its four ways to answer."""

import copy

import pytest
import torch

from fewshot_core.methods.frozen import ANSWERS, Frozen, FrozenConfig
from fewshot_core.methods.naming import name_images
from fewshot_core.tensors.episode import Episode
from fewshot_core.tensors.errors import NothingToTrain, Unknown


@pytest.fixture(scope="module")
def method():
    return Frozen(FrozenConfig(side=64, block_steps=5))


@pytest.fixture(scope="module")
def task():
    """Two red, two green and two blue photographs, and four more of each."""
    noise = torch.rand(18, 3, 64, 64, generator=torch.Generator().manual_seed(0))
    colours = torch.eye(3).view(3, 3, 1, 1)
    support_y, query_y = torch.arange(3).repeat_interleave(2), torch.arange(3).repeat_interleave(4)
    support_x, query_x = 0.7 * colours[support_y] + 0.3 * noise[:6], 0.7 * colours[query_y] + 0.3 * noise[6:]
    return Episode(support_x, support_y, query_x, query_y, (0, 1, 2), tuple(range(6)), tuple(range(6, 18)))


@pytest.mark.parametrize("answer", ANSWERS)
def test_every_answer_learns_its_support_set_and_leaves_the_network_alone(method, task, answer):
    before = copy.deepcopy(method.network.state_dict())
    adapted = method.answering(answer).adapt(task.support_x, task.support_y)
    assert torch.equal(adapted.predict(task.support_x).argmax(1), task.support_y)
    scores = adapted.predict(task.query_x)
    assert scores.shape == (12, 3)
    assert torch.equal(adapted.classify(adapted.features(task.query_x, 0), 0), scores)
    after = method.network.state_dict()
    assert all(torch.equal(value, after[name]) for name, value in before.items())


def test_the_last_block_does_move(method, task):
    features = [
        method.answering(answer).adapt(task.support_x, task.support_y).features(task.query_x, 0)
        for answer in ("head", "last-block")
    ]
    plain, tuned = (torch.nn.functional.normalize(each, dim=-1) for each in features)
    assert not torch.allclose(plain, tuned, atol=1e-4)


def test_an_image_goes_through_the_backbone_once(method, task, monkeypatch):
    method.adapt(task.support_x, task.support_y).predict(task.query_x)
    monkeypatch.setattr(type(method.network), "forward", lambda *_: pytest.fail("computed again"))
    for answer in ("prototype", "ridge", "head"):
        method.answering(answer).adapt(task.support_x, task.support_y).predict(task.query_x.flip(0))
    with pytest.raises(pytest.fail.Exception, match="computed again"):
        method.answering("prototype", afresh=True).adapt(task.support_x, task.support_y)


def test_images_that_were_looked_at_go_through_no_trunk_again(method, task, monkeypatch):
    other = method.answering("prototype", afresh=True)
    other.look_at(task.support_x)
    features = method.adapt(task.support_x, task.support_y).features(task.support_x, 0)
    monkeypatch.setattr(type(method.network), "maps", lambda *_: pytest.fail("computed again"))
    for answer in ANSWERS:
        other.answering(answer).adapt(task.support_x, task.support_y).predict(task.support_x)
    assert torch.allclose(other.adapt(task.support_x, task.support_y).features(task.support_x, 0), features)


def test_what_it_does_not_know(method, source):
    with pytest.raises(Unknown):
        method.answering("guess")
    with pytest.raises(Unknown):
        Frozen(FrozenConfig(answer="guess"))
    with pytest.raises(NothingToTrain):
        method.train_step(source)


def test_names_and_what_to_look_at(method, task):
    pixels = (255 * task.query_x).round().to(torch.uint8)
    support = (255 * task.support_x).round().to(torch.uint8)
    names = name_images(method, support, task.support_y, pixels)
    assert names.classes.shape == names.shares.shape == (12, 2) and (names.margins >= 0).all()
    look = names.least_certain(3)
    assert names.margins[look].max() <= names.margins[[n for n in range(12) if n not in look]].min()
