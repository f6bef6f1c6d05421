"""MAML and FOMAML: tasks a second of whole outer updates (gradients of a meta-batch and a step of Adam).

All get the same tasks and the same first weights. That the work is the same is checked by the outer gradient
of the first two tasks at these weights, in float64.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from importlib import import_module
from typing import Any, cast

import torch
from torch import Tensor, nn

from fewshot_core.bench.plain import usual_network
from fewshot_core.bench.rounds import Implementation, Work
from fewshot_core.data.datasets import load_data
from fewshot_core.data.sampling import Source, sample_episodes
from fewshot_core.methods import method_class
from fewshot_core.methods.gradient_based import GradientBased, GradientConfig
from fewshot_core.tensors import distributed
from fewshot_core.tensors.backbones import Conv4
from fewshot_core.tensors.episode import Episode, EpisodeSpec
from fewshot_core.tensors.heads import Classifier
from fewshot_core.training.precision import BFLOAT16, FLOAT32

SPEC = EpisodeSpec(way=5, shot=1, query=15)
INNER_LR = 0.1
MAX_POOL = "max-pool, float32"
FASTER = (
    ("ours, bfloat16", "max-pool, bfloat16", "conv4", BFLOAT16),
    ("ours, strided", "strided, float32", "conv4-strided", FLOAT32),
    ("ours, strided bfloat16", "strided, bfloat16", "conv4-strided", BFLOAT16),
)
"""The engine's other settings: name, setting, backbone, precision. The processor decides which is fastest."""


@dataclass(frozen=True)
class Case:
    """The settings of one comparison."""

    method: str  # maml or fomaml
    steps: int  # of the inner loop
    batch: int  # tasks an outer update
    width: int = 64

    def __str__(self) -> str:
        plural = "s" if self.steps > 1 else ""
        return f"{self.method}, {self.steps} inner step{plural}, meta-batch {self.batch}"


@dataclass(frozen=True)
class Given:
    """A stand-in for Source that always returns the same tasks, dealt to the processes as usual."""

    tasks: list[Episode]

    def episodes(self, spec: EpisodeSpec, count: int) -> list[Episode]:
        """The given tasks, or this process's share of them; the arguments are ignored."""
        return distributed.deal(self.tasks)


def implementations(case: Case, all_rivals: bool) -> Iterator[Implementation]:
    """Ours in four settings, and ``higher`` on the usual network and on ours.

    With ``all_rivals`` also TorchOpt (for MAML) and plain PyTorch.
    """
    yield Implementation("ours", MAX_POOL, partial(ours, case), ours=True, keeps_memory=True)
    for name, setting, backbone, precision in FASTER:
        make = partial(in_bfloat16 if precision == BFLOAT16 else work_of, case, backbone)
        yield Implementation(name, setting, make, ours=True, keeps_memory=True)
    yield Implementation("higher", MAX_POOL, partial(rivals_work, case, "higher", True))
    yield Implementation("higher", "our network module", partial(rivals_work, case, "higher", False))
    if all_rivals and case.method == "maml":  # TorchOpt has no first order
        yield Implementation("torchopt", MAX_POOL, partial(rivals_work, case, "torchopt", True))
    if all_rivals:
        yield Implementation("plain", MAX_POOL, partial(rivals_work, case, "plain", True))


def work_of(case: Case, backbone: str) -> Work:
    """Whole training steps of the engine, with the losses and accuracies that they report."""
    given = cast(Source, Given(_tasks(case)))
    return Work(partial(_method(case, backbone).train_step, given), case.batch)


def ours(case: Case) -> Work:
    """The engine on the max-pool network, with its outer gradient as outcome."""
    precise = _method(case, "conv4").double()
    a, b = (precise.learn(task).outer_gradient for task in _two_precise(case))
    mean = {name: (a[name] + b[name]) / 2 for name in a}
    return replace(work_of(case, "conv4"), outcome=_vector(precise.network, mean))


def in_bfloat16(case: Case, backbone: str) -> Work:
    """The engine in bfloat16, as with ``--precision bfloat16``."""
    work = work_of(case, backbone)

    def run() -> None:
        with torch.autocast("cpu", torch.bfloat16, cache_enabled=False):
            work.run()

    return replace(work, run=run)


def rivals_work(case: Case, rival: str, usual: bool) -> Work:
    """The same updates by another library, on the usual network or (``usual`` False) on the engine's."""
    first_order = {"second_order": case.method == "maml"} if rival != "torchopt" else {}
    library = import_module(f"fewshot_core.bench.{rival}")
    meta_gradient = partial(library.meta_gradient, lr=INNER_LR, steps=case.steps, **first_order)
    network: nn.Module = usual_network(1, case.width, SPEC.way)
    if not usual:
        network = Classifier(Conv4(1, case.width, transductive=True), nn.Linear(case.width, SPEC.way))
    _copy_weights(_method(case, "conv4").network, network)
    precise = copy.deepcopy(network).double()
    meta_gradient(precise, _two_precise(case))
    outcome = _vector(precise, {name: p.grad for name, p in precise.named_parameters()})
    tasks, optimiser = _tasks(case), torch.optim.Adam(network.parameters(), lr=1e-3)

    def update() -> None:
        meta_gradient(network, tasks)
        optimiser.step()
        optimiser.zero_grad()

    return Work(update, case.batch, outcome)


def _tasks(case: Case) -> list[Episode]:
    return sample_episodes(load_data("everyday"), "train", SPEC, case.batch, torch.Generator().manual_seed(0))


def _two_precise(case: Case) -> list[Episode]:
    """The first two tasks in float64, where rounding does not choose between equal pixels in pooling."""
    return [
        replace(task, support_x=task.support_x.double(), query_x=task.query_x.double())
        for task in _tasks(case)[:2]
    ]


def _method(case: Case, backbone: str) -> GradientBased:
    config = GradientConfig(
        backbone=backbone, width=case.width, query=SPEC.query, inner_lr=INNER_LR, inner_steps=case.steps,
        meta_batch_size=case.batch,
    )  # fmt: skip
    method = cast(GradientBased, method_class(case.method)(config))
    with torch.no_grad():  # a head that is not zero, so that no gradient is
        method.get_parameter("network.head.weight").copy_(torch.linspace(-1, 1, case.width))
    return method


def _copy_weights(source: nn.Module, target: nn.Module) -> None:
    """Copy the engine's weights to ``target``, the shared head repeated for every class."""
    theirs = _in_order(target, dict(target.named_parameters()))
    with torch.no_grad():
        for value, goal in zip(_in_order(source, dict(source.named_parameters())), theirs, strict=True):
            goal.copy_(value.expand_as(goal))


def _vector(network: nn.Module, values: dict[str, Any]) -> Tensor:
    """The values of all parameters as one vector; the head's rows, one a class, are summed."""
    *backbone, weight, bias = _in_order(network, values)
    return torch.cat([value.flatten() for value in [*backbone, weight.sum(0), bias.sum(0, keepdim=True)]])


def _in_order(network: nn.Module, values: dict[str, Any]) -> list[Tensor]:
    """Values by parameter name, in the order convolutions, BatchNorms, head, for any module."""

    def rank(name: str) -> int:
        module = network.get_submodule(name.rpartition(".")[0])
        kinds: tuple[type[nn.Module], ...] = (nn.Conv2d, nn.BatchNorm2d)
        return next((i for i, kind in enumerate(kinds) if isinstance(module, kind)), len(kinds))

    return [values[name] for name in sorted(values, key=rank)]
