"""Drawing tasks: tasks a second in batches of 32, against gathering given images and against easyfsl."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import torch

from fewshot_core.bench.rounds import Implementation, Work
from fewshot_core.data.datasets import load_data
from fewshot_core.data.sampling import sample_episodes
from fewshot_core.tensors.episode import EpisodeSpec

BATCH = 32


def implementations(spec: EpisodeSpec) -> Iterator[Implementation]:
    """The engine's sampler, a plain gather, easyfsl."""
    yield Implementation("ours", "draw and gather", partial(ours, spec), ours=True, keeps_memory=True)
    yield Implementation("plain gather", "of given images", partial(gather, spec), keeps_memory=True)
    yield Implementation("easyfsl", "its sampler, DataLoader", partial(easyfsls, spec))


def ours(spec: EpisodeSpec) -> Work:
    """Batches of episodes from the engine's sampler."""
    data, generator = load_data("everyday"), torch.Generator().manual_seed(0)
    return Work(partial(sample_episodes, data, "train", spec, BATCH, generator), BATCH)


def gather(spec: EpisodeSpec) -> Work:
    """Gathering the images of known items as float tensors, task by task: an upper bound for any sampler."""
    data = load_data("everyday")
    drawn = sample_episodes(data, "train", spec, BATCH, torch.Generator().manual_seed(0))
    items = [torch.tensor(task.support_items + task.query_items) for task in drawn]
    return Work(lambda: [data.images[chosen].float() / 255 for chosen in items], BATCH)


def easyfsls(spec: EpisodeSpec) -> Work:
    """Batches of tasks from easyfsl's DataLoader; raises ImportError."""
    from fewshot_core.bench.easyfsl import tasks  # here, so that only this one fails without the package

    source = tasks(load_data("everyday"), "train", spec)
    return Work(lambda: [next(source) for _ in range(BATCH)], BATCH)
