"""The outer gradients against oracles: finite differences, hand arithmetic, the graph itself."""

import pytest
import torch
import torch.nn.functional as F
from torch.func import functional_call

from fewshot_core.data.sampling import sample_episode
from fewshot_core.methods.anil import ANIL
from fewshot_core.methods.fomaml import FOMAML
from fewshot_core.methods.gradient_based import GradientConfig
from fewshot_core.methods.inner_loop import gradient_at, inner_loop, record_walk, start_for
from fewshot_core.methods.lstm import LSTMLearner
from fewshot_core.methods.maml import MAML
from fewshot_core.methods.metasgd import MetaSGD
from fewshot_core.methods.reptile import Reptile, ReptileConfig
from fewshot_core.tensors.episode import Episode, EpisodeSpec
from fewshot_core.tensors.errors import OutOfRange
from fewshot_core.tensors.functional import interpolate, parameters_of

FORM = {"width": 3, "way": 3, "shot": 2, "query": 2, "inner_lr": 0.2, "inner_steps": 2}
CONFIG = GradientConfig(**FORM)

PARTS = {  # what each meta-learns, by the names' beginnings
    MAML: ("backbone.",),
    ANIL: ("backbone.",),
    MetaSGD: ("backbone.", "rates.backbone.", "rates.head."),
    LSTMLearner: ("backbone.", "head.", "cell.first.", "cell.gates."),
}
EXACT = tuple(PARTS)


def double(episode: Episode) -> Episode:
    fields = vars(episode) | {"support_x": episode.support_x.double(), "query_x": episode.query_x.double()}
    return Episode(**fields)


def a_task(tiny) -> Episode:
    return double(sample_episode(tiny, "train", EpisodeSpec(3, 2, 2), 0))


def made(cls):
    """A method whose outer gradient is exact, ready to be compared."""
    return with_a_head(cls(cls.Config(**FORM, **({"exact": True} if cls is LSTMLearner else {}))))


def with_a_head(method):
    """Float64, and a head that is not zero, so that the first step moves the backbone too."""
    method.double()
    with torch.no_grad():
        method.network.head.weight.copy_(torch.linspace(-1, 1, method.config.width).double())
    return method


def query_loss(method, episode) -> torch.Tensor:
    """L(φ_S(θ); query), written without any of the machinery that is under test but the walk."""
    c = method.config
    walk = method.walk(episode.support_x, episode.support_y, c.inner_lr, c.inner_steps)
    return F.cross_entropy(functional_call(method.network, walk.end, (episode.query_x,)), episode.query_y)


@pytest.mark.parametrize("cls", EXACT, ids=lambda cls: cls.id)
def test_the_outer_gradient_is_the_finite_difference(tiny, cls):
    """Along random directions of all that is meta-learned: θ, Meta-SGD's rates, the LSTM's cell."""
    method, episode = made(cls), a_task(tiny)
    outer = method.learn(episode).outer_gradient
    theta = {name: value.detach().clone() for name, value in parameters_of(method.network).items()}
    generator = torch.Generator().manual_seed(0)
    for part in PARTS[cls]:
        moving = {
            n: torch.randn(p.shape, generator=generator, dtype=torch.float64)
            for n, p in theta.items()
            if n.startswith(part)
        }
        # Small where ReLU and max-pooling have their kinks; larger where the slope is slight: with rounding
        # errors of 1e-16 in the losses, a step of 1e-6 would leave only six digits of it.
        h = 1e-6 if part == "backbone." else 3e-5
        losses = []
        for sign in (1, -1):
            moved = {n: p + sign * h * moving[n] if n in moving else p for n, p in theta.items()}
            method.network.load_state_dict(moved)
            losses.append(query_loss(method, episode).item())
        difference = (losses[0] - losses[1]) / (2 * h)
        along = sum((outer[n] * moving[n]).sum().item() for n in moving)
        assert along != 0 and abs(along - difference) <= 1e-6 * abs(difference)


@pytest.mark.parametrize("cls", [MAML, ANIL, MetaSGD], ids=lambda cls: cls.id)
def test_the_shared_head_vector_moves_no_loss_of_gradient_descent(tiny, cls):
    """Adding one vector to every class's row shifts all scores of an image alike, before and after steps."""
    method, episode = made(cls), a_task(tiny)
    outer = method.learn(episode).outer_gradient
    assert outer["head.weight"].abs().max() < 1e-14 and outer["head.bias"].abs().max() < 1e-14
    before = query_loss(method, episode)
    with torch.no_grad():
        method.network.head.weight.add_(3.0)
    assert torch.allclose(before, query_loss(method, episode), atol=1e-12)


def test_mamls_outer_gradient_is_autograds_through_one_whole_graph(tiny):
    """Cutting the query graph off and pulling its gradient back gives the same as one graph."""
    method, episode = with_a_head(MAML(CONFIG)), a_task(tiny)
    c, theta = CONFIG, parameters_of(method.network)
    start = start_for(method.network, 3)
    walk = inner_loop(
        method.network, start, episode.support_x, episode.support_y, c.inner_lr, c.inner_steps, True
    )
    loss = F.cross_entropy(functional_call(method.network, walk.end, (episode.query_x,)), episode.query_y)
    whole = torch.autograd.grad(loss, list(theta.values()))
    outer = method.learn(episode).outer_gradient
    for name, expected in zip(theta, whole, strict=True):
        assert torch.allclose(outer[name], expected, rtol=1e-9, atol=1e-12)


def count_nodes(tensors, word: str) -> int:
    """Autograd nodes of a kind in the graph behind tensors."""
    seen, found, waiting = set(), 0, [t.grad_fn for t in tensors if t.grad_fn is not None]
    while waiting:
        node = waiting.pop()
        if node is None or node in seen:
            continue
        seen.add(node)
        found += word in node.name()
        waiting += [parent for parent, _ in node.next_functions]
    return found


def test_only_maml_has_double_backward_nodes(tiny):
    """Differentiating a convolution's backward pass leaves ConvolutionBackwardBackward behind."""
    episode = a_task(tiny)
    for differentiable, expected in ((True, True), (False, False)):
        method = with_a_head(MAML(CONFIG))
        start = start_for(method.network, 3)
        walk = inner_loop(method.network, start, episode.support_x, episode.support_y, 0.2, 2, differentiable)
        assert (count_nodes(walk.end.values(), "ConvolutionBackwardBackward") > 0) == expected
    lesson = with_a_head(FOMAML(CONFIG)).learn(episode)
    assert all(value.grad_fn is None for value in lesson.walk.end.values())
    assert all(value.grad_fn is None for value in lesson.outer_gradient.values())


def test_fomaml_applies_the_gradient_at_the_end_to_the_start(tiny):
    method, episode = with_a_head(FOMAML(CONFIG)), a_task(tiny)
    lesson = method.learn(episode)
    leaf = {name: value.detach().requires_grad_() for name, value in lesson.walk.end.items()}
    loss = F.cross_entropy(functional_call(method.network, leaf, (episode.query_x,)), episode.query_y)
    grads = dict(zip(leaf, torch.autograd.grad(loss, list(leaf.values())), strict=True))
    for name, value in lesson.outer_gradient.items():
        expected = grads[name].sum(0, keepdim=True) if name.startswith("head.") else grads[name]
        assert torch.allclose(value, expected, atol=1e-12)


def test_without_inner_steps_maml_and_fomaml_are_one(tiny):
    episode = a_task(tiny)
    config = GradientConfig(**{**vars(CONFIG), "inner_steps": 0})
    a, b = (with_a_head(cls(config)).learn(episode).outer_gradient for cls in (MAML, FOMAML))
    assert all(torch.allclose(a[name], b[name], atol=1e-12) for name in a)


def test_reptile_moves_the_share_epsilon_towards_where_the_tasks_led(tiny, source):
    form = {"width": 3, "way": 3, "shot": 2, "query": 1}
    config = ReptileConfig(**form, inner_lr=0.2, inner_steps=3, inner_shot=0, outer_lr=0.25)
    method = Reptile(config)
    before = {n: p.detach().clone() for n, p in parameters_of(method.network).items()}
    state = source.generator.get_state()
    method.train_step(source)
    source.generator.set_state(state)
    ends = []
    for episode in source.episodes(method.spec, config.meta_batch_size):
        twin = Reptile(config)
        start = start_for(twin.network, 3)
        ends.append(inner_loop(twin.network, start, episode.support_x, episode.support_y, 0.2, 3).end)
    mean = {n: torch.stack([end[n] for end in ends]).mean(0) for n in before}
    mean = {n: v.mean(0, keepdim=True) if n.startswith("head.") else v for n, v in mean.items()}
    expected = interpolate(before, mean, 0.25)
    for name, value in parameters_of(method.network).items():
        assert torch.allclose(value, expected[name], atol=1e-6)


def test_reptile_in_turns_steps_on_other_images_every_time(tiny):
    """Three steps on one image a class, of two: the first, the second, and the first again."""
    episode = sample_episode(tiny, "train", EpisodeSpec(3, 2, 1), 5)
    settings = {"width": 3, "way": 3, "shot": 2, "query": 1, "inner_lr": 0.2, "inner_steps": 3}
    method = Reptile(ReptileConfig(**settings, inner_shot=1))
    walk = method.learn(episode).walk
    theta, labels = parameters_of(method.network), torch.arange(3)
    by_hand = [start_for(method.network, 3)]
    for first in (0, 1, 0):
        x = episode.support_x[[first, 2 + first, 4 + first]]
        by_hand.append(inner_loop(method.network, by_hand[-1], x, labels, 0.2, 1).end)
    assert len(walk.states) == 4 and len(walk.gradients) == 3
    assert [turn.tolist() for turn in walk.turns] == [[0, 2, 4], [1, 3, 5], [0, 2, 4], [1, 3, 5]]
    for state, expected in zip(walk.states, by_hand, strict=True):
        assert all(torch.equal(state[name], expected[name]) for name in theta)
    at_once = Reptile(ReptileConfig(**settings, inner_shot=0)).learn(episode).walk.end
    as_many = Reptile(ReptileConfig(**settings, inner_shot=2)).learn(episode).walk.end
    more = Reptile(ReptileConfig(**settings, inner_shot=9)).learn(episode).walk.end  # than there are
    assert all(torch.equal(at_once[n], as_many[n]) and torch.equal(at_once[n], more[n]) for n in theta)
    assert not all(torch.equal(at_once[name], walk.end[name]) for name in theta)
    with pytest.raises(OutOfRange):
        ReptileConfig(inner_shot=-1)


def test_a_recorded_walk_in_turns_holds_what_each_step_was_asked(tiny):
    settings = {"width": 3, "way": 3, "shot": 2, "query": 1, "inner_lr": 0.2, "inner_steps": 3}
    method = Reptile(ReptileConfig(**settings, inner_shot=1))
    episode = sample_episode(tiny, "train", EpisodeSpec(3, 2, 1), 5)
    walk = method.learn(episode).walk
    trace = record_walk(method.network, walk, episode.support_x, episode.support_y, 0.2)
    assert torch.equal(trace.turns, torch.stack(walk.turns)) and trace.support_scores.shape == (4, 3, 3)
    for state, turn in enumerate(walk.turns):
        _, scores = gradient_at(method.network, walk.states[state], episode.support_x[turn], torch.arange(3))
        assert torch.equal(trace.support_scores[state], scores)
        assert trace.support_losses[state] == F.cross_entropy(scores, torch.arange(3))
