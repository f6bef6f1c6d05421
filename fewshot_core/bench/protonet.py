"""Prototypical networks: training tasks a second, with drawing, one task an update, against easyfsl."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import torch
from torch import nn

from fewshot_core.bench.plain import usual_network
from fewshot_core.bench.rounds import Implementation, Work
from fewshot_core.data.augment import Augmentation
from fewshot_core.data.datasets import load_data
from fewshot_core.data.sampling import Source
from fewshot_core.methods.episodic import EpisodicConfig
from fewshot_core.methods.protonet import ProtoNet
from fewshot_core.tensors.backbones import Conv4
from fewshot_core.tensors.episode import EpisodeSpec


def implementations(spec: EpisodeSpec, width: int) -> Iterator[Implementation]:
    """The engine, the engine on the strided network, easyfsl on the usual network and on the engine's."""
    yield Implementation(
        "ours", "max-pool, float32", partial(ours, spec, width, "conv4"), ours=True, keeps_memory=True
    )
    yield Implementation(
        "ours, strided", "strided, float32", partial(ours, spec, width, "conv4-strided"), ours=True
    )
    yield Implementation("easyfsl", "max-pool, float32", partial(easyfsls, spec, width, True))
    yield Implementation("easyfsl", "our network module", partial(easyfsls, spec, width, False))


def ours(spec: EpisodeSpec, width: int, backbone: str) -> Work:
    """Whole training steps of the engine's ProtoNet."""
    config = EpisodicConfig(backbone=backbone, width=width, way=spec.way, shot=spec.shot, query=spec.query)
    generator = torch.Generator().manual_seed(0)
    source = Source(load_data("everyday"), "train", Augmentation(), generator, torch.device("cpu"))
    return Work(partial(ProtoNet(config).train_step, source), units=1)


def easyfsls(spec: EpisodeSpec, width: int, usual: bool) -> Work:
    """Training steps of easyfsl, on the usual network or (``usual`` False) on ours; raises ImportError."""
    from fewshot_core.bench.easyfsl import (  # here, so that only this one fails without the package
        Training,
        tasks,
    )

    backbone: nn.Module = Conv4(1, width)
    if usual:
        backbone = usual_network(1, width, spec.way)[:-1]
        for norm in (module for module in backbone if isinstance(module, nn.BatchNorm2d)):
            norm.track_running_stats = True
    return Work(Training(backbone, tasks(load_data("everyday"), "train", spec)).step, units=1)
