"""From scratch: a random start, trained on the support images alone; what meta-learning rescues us from."""

from __future__ import annotations

from dataclasses import dataclass

from fewshot_core.methods.gradient_based import GradientBased, GradientConfig, Lesson
from fewshot_core.tensors.episode import Episode
from fewshot_core.tensors.errors import NothingToTrain


@dataclass(frozen=True)
class ScratchConfig(GradientConfig):
    """The same steps as the others have, with the rate that serves a random start best."""

    adapt_lr: float = 0.1


class Scratch(GradientBased):
    """No prior: the network has never seen an image before the support set."""

    id = "scratch"
    Config = ScratchConfig
    trains = False

    def learn(self, episode: Episode) -> Lesson:
        """Learning from other tasks is just what this method does not do."""
        raise NothingToTrain(self.id)
