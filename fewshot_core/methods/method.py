"""The interface of every method: ``adapt`` to a support set, and ``train_step`` on a source."""

from __future__ import annotations

import threading
from abc import ABC, abstractmethod
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar

import torch
from torch import Tensor, nn

from fewshot_core.data.sampling import Source
from fewshot_core.methods.placement import from_any_device
from fewshot_core.tensors import distributed
from fewshot_core.tensors.backbones import Backbone, build_backbone
from fewshot_core.tensors.episode import Adapted, EpisodeSpec
from fewshot_core.tensors.trace import TrainStep


@dataclass(frozen=True)
class MethodConfig:
    """Settings that every method has; a checkpoint's manifest stores them."""

    seed: int = 0  # of the network's first weights
    channels: int = 1  # of the images
    backbone: str = "conv4"  # one of backbones.BACKBONES
    width: int = 64  # feature maps: of each block of Conv4, of Conv5's second, of ResNet-12's first
    transductive: bool = False  # BatchNorm uses the statistics of the batch at hand: see backbones.py
    way: int = 5  # N of the training episodes
    shot: int = 1  # K of the training episodes
    query: int = 10  # query images a class in the training episodes
    outer_lr: float = 1e-3  # learning rate of the shared parameters
    meta_batch_size: int = 4  # episodes an outer update

    def build_backbone(self, halvings: int = 4) -> Backbone:
        """The backbone with random weights, of which the first ``halvings`` blocks halve the image."""
        return build_backbone(self.backbone, self.channels, self.width, self.transductive, halvings)


_GLOBAL_GENERATOR_LOCK = threading.Lock()
"""Held while layers draw their first weights from torch's global generator, which all threads share."""


class Method(nn.Module, ABC):
    """A way to answer tasks with few labelled images.

    Being a module, a method moves to a device and has a ``state_dict`` like any other. ``network`` is the
    part that training changes; ``adapt`` leaves it as it is, but swaps fast weights into it while it runs
    (``torch.func.functional_call``), so one method serves one thread at a time.
    """

    id: ClassVar[str]
    Config: ClassVar[type[MethodConfig]] = MethodConfig
    trains: ClassVar[bool] = True  # False: there is nothing to meta-train
    config: MethodConfig
    network: nn.Module

    def __init__(self, config: MethodConfig) -> None:
        super().__init__()
        self.config = config
        with _GLOBAL_GENERATOR_LOCK, torch.random.fork_rng(devices=[]):
            torch.manual_seed(config.seed)
            self.network = self.build_network()
        self.eval()

    def __init_subclass__(cls, **options: Any) -> None:
        """A class's own ``adapt`` expects tensors on ``device``; whoever calls it may give any others."""
        super().__init_subclass__(**options)
        if "adapt" in vars(cls):
            setattr(cls, "adapt", from_any_device(vars(cls)["adapt"]))  # noqa: B010

    @abstractmethod
    def build_network(self) -> nn.Module:
        """The network with its first, random weights."""

    @abstractmethod
    def adapt(self, support_x: Tensor, support_y: Tensor, record: bool = False) -> Adapted:
        """Learn from a support set; the network's own weights stay as they are.

        ``support_x`` is (way * shot, C, H, W), ``support_y`` (way * shot,) with labels 0 … way-1. ``record``
        asks for a trace, which methods without inner steps do not make.
        """

    @abstractmethod
    def train_step(self, source: Source, record: bool = False) -> TrainStep:
        """Draw episodes or a batch from ``source``, update the network once and return what happened.

        ``record`` asks for a trace of the step, which methods without inner steps do not make. Raises what
        drawing from the source raises, and NothingToTrain if the method is not trained.
        """

    @cached_property
    def optimiser(self) -> torch.optim.Optimizer:
        """The optimiser, made at the first training step: a method that only adapts does not need it."""
        return self.build_optimiser()

    def build_optimiser(self) -> torch.optim.Optimizer:
        """A new optimiser of the network's parameters, for ``train_step``."""
        return torch.optim.Adam(self.network.parameters(), lr=self.config.outer_lr)

    def update(self) -> None:
        """One outer update by the gradients at the network's parameters, averaged over all processes."""
        distributed.average_gradients(self.network)
        self.optimiser.step()
        self.optimiser.zero_grad()

    @property
    def spec(self) -> EpisodeSpec:
        """The form of the training episodes."""
        return EpisodeSpec(self.config.way, self.config.shot, self.config.query)

    @property
    def device(self) -> torch.device:
        """The device that the network is on."""
        return next(self.network.parameters()).device


def number_of_classes(labels: Tensor) -> int:
    """N of a support set, from its labels (images,) in 0 … N-1."""
    return int(labels.max()) + 1
