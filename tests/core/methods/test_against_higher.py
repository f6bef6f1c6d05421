"""Outer gradients against ``higher`` (Grefenstette et al., arXiv 1910.01727): all steps in one graph."""

from __future__ import annotations

import copy

import pytest
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from fewshot_core.methods.anil import ANIL
from fewshot_core.methods.inner_loop import start_for
from fewshot_core.methods.lstm import LSTMLearner
from fewshot_core.methods.maml import MAML
from fewshot_core.methods.metasgd import MetaSGD
from tests.core.methods.test_gradients import a_task, made

higher = pytest.importorskip("higher", reason="higher is not installed")

WAY, RATE, STEPS = 3, 0.2, 2


def unshared(method) -> nn.Module:
    """The method's network with a head row for every class, as a user of higher would have it."""
    network = copy.deepcopy(method.network)
    for name, rows in start_for(network, WAY).items():
        if "head." in name:
            owner, _, leaf = name.rpartition(".")
            setattr(network.get_submodule(owner), leaf, nn.Parameter(rows.detach().clone()))
    return network


def query_loss_after_steps(inner, optimiser, step, support, query) -> tuple[Tensor, list[Tensor]]:
    """The query loss after STEPS steps of higher's, and the parameters that they began from."""
    with higher.innerloop_ctx(inner, optimiser, copy_initial_weights=False) as (fast, by):
        for _ in range(STEPS):
            step(by, F.cross_entropy(fast(support[0]), support[1]))
        return F.cross_entropy(fast(query[0]), query[1]), list(fast.parameters(time=0))


def plainly(by, loss: Tensor) -> None:
    by.step(loss)


def agree(method, episode, loss: Tensor, parameters: dict[str, Tensor]) -> None:
    """Our outer gradient is the one of ``loss`` by ``parameters``; of a head's rows, the sum."""
    outer = method.learn(episode).outer_gradient
    theirs = torch.autograd.grad(loss, list(parameters.values()), materialize_grads=True)
    assert outer.keys() == parameters.keys()
    for (name, ours), grad in zip(outer.items(), theirs, strict=True):
        expected = grad.sum(0, keepdim=True) if "head." in name else grad
        assert (ours - expected).norm() <= 1e-9 * expected.norm() + 1e-14, name


def sets(episode) -> tuple[tuple[Tensor, Tensor], tuple[Tensor, Tensor]]:
    return (episode.support_x, episode.support_y), (episode.query_x, episode.query_y)


def test_maml(tiny):
    method, episode = made(MAML), a_task(tiny)
    network = unshared(method)
    optimiser = torch.optim.SGD(network.parameters(), lr=RATE)
    loss, start = query_loss_after_steps(network, optimiser, plainly, *sets(episode))
    agree(method, episode, loss, dict(zip(method.learn(episode).outer_gradient, start, strict=True)))


def test_anil(tiny):
    """higher unrolls the head alone, on features that remember the backbone."""
    method, episode = made(ANIL), a_task(tiny)
    network = unshared(method)
    (support_x, support_y), (query_x, query_y) = sets(episode)
    support, query = (network.backbone(support_x), support_y), (network.backbone(query_x), query_y)
    optimiser = torch.optim.SGD(network.head.parameters(), lr=RATE)
    loss, _ = query_loss_after_steps(network.head, optimiser, plainly, support, query)
    agree(method, episode, loss, dict(network.named_parameters()))


def test_meta_sgd(tiny):
    """higher takes a tensor of rates for every parameter, each in a group of its own."""
    method, episode = made(MetaSGD), a_task(tiny)
    with torch.no_grad():
        for i, rate in enumerate(method.network.rates.parameters()):
            rate.mul_(1 + 0.1 * i)
    network = unshared(method)
    rates = dict(network.rates.named_parameters())
    del network.rates
    optimiser = torch.optim.SGD([{"params": [p]} for p in network.parameters()], lr=RATE)

    def step(by, value):
        by.step(value, override={"lr": list(rates.values())})

    loss, start = query_loss_after_steps(network, optimiser, step, *sets(episode))
    names = [name for name, _ in network.named_parameters()]
    learnt = dict(zip(names, start, strict=True)) | {f"rates.{name}": rate for name, rate in rates.items()}
    agree(method, episode, loss, learnt)


class CellSteps(torch.optim.SGD):
    """Only its name is used: higher looks up what stands for it below."""


class UnrolledCell(higher.optim.DifferentiableOptimizer):
    """Ravi and Larochelle's rule, weight by weight, written out from the equations of an LSTM."""

    def _update(self, grouped_grads, **kwargs):
        for p, g in enumerate(grouped_grads[0]):
            theta = self.param_groups[0]["params"][p]
            state = self.state[0][p]
            if not state:
                nothing = theta.new_zeros(*theta.shape, self.cell.hidden)
                state.update(h=nothing, c=nothing, f=torch.ones_like(theta), i=torch.zeros_like(theta))
            seen = torch.stack([*two(g), *(x.expand(theta.shape) for x in two(self.loss))], -1)
            w = self.cell.first
            gates = seen @ w.weight_ih.T + w.bias_ih + state["h"] @ w.weight_hh.T + w.bias_hh
            admit, forget, candidate, out = gates.chunk(4, -1)
            c = forget.sigmoid() * state["c"] + admit.sigmoid() * candidate.tanh()
            h = out.sigmoid() * c.tanh()
            own = torch.cat([h, torch.stack([theta, state["f"], state["i"]], -1)], -1)
            f, i = (own @ self.cell.gates.weight.T + self.cell.gates.bias).sigmoid().unbind(-1)
            state.update(h=h, c=c, f=f, i=i)
            self.param_groups[0]["params"][p] = f * theta + i * (-g)


higher.register_optim(CellSteps, UnrolledCell)


def two(x: Tensor) -> tuple[Tensor, Tensor]:
    """A number as a logarithm and a sign, if it is not too small for that."""
    large = x.abs() >= torch.exp(torch.tensor(-10.0, dtype=x.dtype))
    safe = torch.where(large, x, torch.ones_like(x))
    first = torch.where(large, safe.abs().log() / 10, -torch.ones_like(x))
    return first, torch.where(large, x.sign(), torch.exp(torch.tensor(10.0, dtype=x.dtype)) * x)


def test_lstm_meta_learner(tiny):
    method, episode = made(LSTMLearner), a_task(tiny)
    network = unshared(method)
    cell = network.cell
    del network.cell

    def step(by, value):
        by.cell, by.loss = cell, value
        by.step(value)

    optimiser = CellSteps(network.parameters(), lr=1.0)
    loss, start = query_loss_after_steps(network, optimiser, step, *sets(episode))
    names = [name for name, _ in network.named_parameters()]
    learnt = dict(zip(names, start, strict=True))
    agree(method, episode, loss, learnt | {f"cell.{name}": p for name, p in cell.named_parameters()})
