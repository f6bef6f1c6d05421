"""Training by several processes: they share out each meta-batch and agree on its gradient.

``torchrun --nproc-per-node=P`` runs the same program P times. Every process (its *rank* is 0 … P-1) draws
the same whole meta-batch from a generator in the same state, works on its share of the tasks, and steps by
the mean gradient of all. So all have the same network after every update, the one that a process alone would
have, but for the rounding of sums taken in another order. In a process that is alone the functions here do
nothing.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from typing import Any, TypeVar

import torch
import torch.distributed as dist
from torch import Tensor, nn
from torch.nn.modules.batchnorm import _BatchNorm

from fewshot_core.tensors.errors import ProcessLost, Unusable

T = TypeVar("T")
PROCESSES = "--nproc-per-node"
PATIENCE = timedelta(minutes=30)
"""How long a process waits for the others, which may be validating. A process that dies is noticed at once.
"""


def start(device: str) -> str:
    """Join the other processes if torchrun started this one; returns the device to use.

    ``device`` is what the user asked for. With "cuda", each process gets a GPU of its own ("cuda:0",
    "cuda:1", …). Raises Unusable if there are fewer GPUs than processes, and for mps, which
    processes cannot share.
    """
    if launched() == 0:
        return device
    if device.startswith("mps"):
        raise Unusable(
            PROCESSES, os.environ["LOCAL_WORLD_SIZE"], "processes that train together need cpu or cuda"
        )
    if not device.startswith("cuda"):
        dist.init_process_group("gloo", timeout=PATIENCE)
        return device
    here, gpus = int(os.environ["LOCAL_WORLD_SIZE"]), torch.cuda.device_count()
    if here > gpus:
        raise Unusable(PROCESSES, str(here), f"each process needs a GPU of its own, and there are {gpus}")
    own = int(os.environ["LOCAL_RANK"])
    torch.cuda.set_device(own)
    dist.init_process_group("nccl", timeout=PATIENCE)
    return f"cuda:{own}"


def launched() -> int:
    """How many processes torchrun started on this machine; 0 if it did not start this one."""
    by_torchrun = dist.is_available() and dist.is_torchelastic_launched()
    return int(os.environ["LOCAL_WORLD_SIZE"]) if by_torchrun else 0


def stop() -> None:
    """Wait until all processes are done, then leave their group; without other processes, do nothing."""
    if size() > 1:
        dist.barrier()
        dist.destroy_process_group()


def size() -> int:
    """How many processes train together (P); 1 without torchrun."""
    return dist.get_world_size() if dist.is_available() and dist.is_initialized() else 1


def rank() -> int:
    """This process's number, 0 … P-1. Number 0 also validates, writes and prints."""
    return dist.get_rank() if size() > 1 else 0


def deal(tasks: list[T]) -> list[T]:
    """This process's share of a meta-batch: the shares lie in order of rank and are equally large.

    Raises Unusable if the number of processes does not divide the number of tasks.
    """
    each, left = divmod(len(tasks), size())
    if left:
        raise Unusable(PROCESSES, str(size()), f"it does not divide meta_batch_size = {len(tasks)}")
    return tasks[rank() * each : (rank() + 1) * each]


def add_up(tensors: Sequence[Tensor]) -> None:
    """Replace every tensor by its sum over all processes, in one message; raises ProcessLost."""
    if size() == 1:
        return
    message = torch.cat([t.reshape(-1) for t in tensors])
    with _together():
        dist.all_reduce(message)
    parts = message.split([t.numel() for t in tensors])
    for tensor, part in zip(tensors, parts, strict=True):
        tensor.copy_(part.view(tensor.shape))


def average_gradients(network: nn.Module) -> None:
    """Replace the ``grad`` of the network's parameters by its mean over all processes; raises ProcessLost."""
    if size() == 1:
        return
    gradients = [p.grad for p in network.parameters() if p.grad is not None]
    add_up(gradients)
    for gradient in gradients:
        gradient /= size()


def broadcast(find: Callable[[], T]) -> T:
    """The value of ``find()`` in process 0, given to all processes; raises ProcessLost."""
    if size() == 1:
        return find()
    box = [find() if rank() == 0 else None]
    with _together():
        dist.broadcast_object_list(box)
    return box[0]  # type: ignore[return-value]


@contextmanager
def same_statistics(network: nn.Module) -> Iterator[None]:
    """Around a training step: BatchNorm's running averages come out as if one process had seen all tasks.

    With momentum m, n batches turn an average r into a r + d, where a = (1 - m)^n and d is what they
    contribute. One process would apply every rank's map in turn; the result, a^P r + Σ a^(P-1-rank) d, is a
    sum over ranks.
    """
    norms: list[Any] = [m for m in network.modules() if isinstance(m, _BatchNorm) and m.track_running_stats]
    if size() == 1 or not norms:
        yield
        return
    before = [(n.running_mean.clone(), n.running_var.clone(), n.num_batches_tracked.item()) for n in norms]
    yield
    brought, kept = [], []
    for norm, (mean, variance, count) in zip(norms, before, strict=True):
        batches = norm.num_batches_tracked.item() - count
        a = (1 - norm.momentum) ** batches
        for average, old in ((norm.running_mean, mean), (norm.running_var, variance)):
            average.sub_(a * old).mul_(a ** (size() - 1 - rank()))
            brought.append(average)
            kept.append(a ** size() * old)
        norm.num_batches_tracked += batches * (size() - 1)
    add_up(brought)
    for average, rest in zip(brought, kept, strict=True):
        average += rest


@contextmanager
def _together() -> Iterator[None]:
    try:
        yield
    except RuntimeError as error:  # what torch raises when a connection breaks or patience ends
        raise ProcessLost from error
