"""Training from scratch: a random start, trained on the support images alone, without any prior learning.

It is what the other methods are compared with, and belongs to no paper.
"""

from __future__ import annotations

from dataclasses import dataclass

from fewshot_core.methods.gradient_based import GradientBased, GradientConfig, Lesson
from fewshot_core.tensors.episode import Episode
from fewshot_core.tensors.errors import NothingToTrain


@dataclass(frozen=True)
class ScratchConfig(GradientConfig):
    """As many steps as the other methods take, with a rate that suits a random start."""

    adapt_lr: float = 0.1


class Scratch(GradientBased):
    """A network with random weights that sees no image before the support set."""

    id = "scratch"
    Config = ScratchConfig
    trains = False

    def learn(self, episode: Episode) -> Lesson:
        """Raises NothingToTrain: this method learns nothing from other tasks."""
        raise NothingToTrain(self.id)
