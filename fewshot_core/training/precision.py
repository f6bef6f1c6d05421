"""The number formats that a training computes in, and choosing one by measuring this machine."""

from __future__ import annotations

import copy
import statistics
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace

import torch

from fewshot_core.data.sampling import Source
from fewshot_core.methods import Method
from fewshot_core.tensors import distributed
from fewshot_core.tensors.device import synchronise

PRECISIONS = FLOAT32, BFLOAT16 = "float32", "bfloat16"
"""The precision of a training step's convolutions and products; weights, updates and validation are float32.
"""

AUTO = "auto"
"""What ``--precision`` takes beside them: the one that ``choose_precision`` finds."""

LEAST_GAIN = 1.1
"""bfloat16 is chosen if it is at least so many times as fast; a smaller gain may be chance."""

SECONDS = 1.0
"""How long ``choose_precision`` measures, two warm-up rounds not counted."""

ROUNDS = 3, 50
"""At least and at most so many rounds, each a training step in either precision."""

HOPELESS = 0.5
"""At less than this share of float32's speed, no further round is made: a processor that only imitates
bfloat16 would spend seconds on them."""


@dataclass(frozen=True)
class Choice:
    """The precision chosen, and how many times as fast bfloat16 was as float32; None if it cannot be used."""

    precision: str
    ratio: float | None


def computing_in(precision: str, device: torch.device) -> AbstractContextManager[object]:
    """The context for one training step in a precision: for bfloat16, autocast.

    It caches no casts: fast weights exist for one inner step only, and their casts would accumulate.
    """
    if precision == FLOAT32:
        return nullcontext()
    return torch.autocast(device.type, torch.bfloat16, cache_enabled=False)


def supports_bfloat16(device: torch.device) -> bool:
    """Does a product on this device come out in bfloat16, if that is asked for?"""
    try:
        with computing_in(BFLOAT16, device):
            ones = torch.ones(2, 2, device=device)
            return (ones @ ones).dtype == torch.bfloat16
    except (RuntimeError, TypeError):
        return False


def choose_precision(method: Method, source: Source) -> Choice:
    """The faster precision for training ``method`` on ``source``, by about a second's training of a copy.

    Neither the method nor the source's generator changes. Where several processes train together, they
    measure together, and the first one's figures are everybody's. Whoever needs the same result again
    stores it: close to ``LEAST_GAIN``, two measurements can differ.
    """
    if not supports_bfloat16(method.device):
        return Choice(FLOAT32, None)
    ratio = measure_ratio(_steps_of_a_copy(method, source))
    return Choice(BFLOAT16 if ratio >= LEAST_GAIN else FLOAT32, ratio)


def measure_ratio(seconds_of_step: Callable[[str], float]) -> float:
    """Speed in bfloat16 divided by speed in float32: the median over rounds in which each takes one turn.

    ``seconds_of_step`` makes a step in a precision and returns how many seconds it took.
    """
    for _ in range(2):  # the first prepares kernels and memory, the second is timed
        taken = {precision: seconds_of_step(precision) for precision in PRECISIONS}
    ratios = [taken[FLOAT32] / taken[BFLOAT16]]
    rounds = distributed.broadcast(lambda: 0 if ratios[0] < HOPELESS else _rounds(sum(taken.values())))
    for turn in range(rounds):
        order = PRECISIONS if turn % 2 == 0 else PRECISIONS[::-1]
        taken = {precision: seconds_of_step(precision) for precision in order}
        ratios.append(taken[FLOAT32] / taken[BFLOAT16])
    return distributed.broadcast(lambda: statistics.median(ratios))


def _rounds(seconds: float) -> int:
    """How many rounds are made, if one takes so long."""
    least, most = ROUNDS
    return max(least, min(most, round(SECONDS / max(seconds, 1e-6))))


def _steps_of_a_copy(method: Method, source: Source) -> Callable[[str], float]:
    """A training step of a copy, on a task of its own in the method's shapes: from precision to seconds."""
    tried = copy.deepcopy(method)
    tried.config = replace(method.config, meta_batch_size=distributed.size())
    own = replace(source, generator=torch.Generator().manual_seed(0))

    # Of a processor, the time it computes for this process: other programs' share of it is no matter.
    clock = time.process_time if method.device.type == "cpu" else time.perf_counter

    def seconds_of_step(precision: str) -> float:
        began = clock()
        with distributed.same_statistics(tried.network), computing_in(precision, method.device):
            tried.train_step(own)
        synchronise(method.device)
        return clock() - began

    return seconds_of_step
