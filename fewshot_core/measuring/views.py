"""Looking at a task more than once before answering it: test-time augmentation."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor

from fewshot_core.data.augment import ORIENTATIONS, turned, with_copies
from fewshot_core.methods import Method
from fewshot_core.tensors.episode import Episode
from fewshot_core.tensors.errors import OutOfRange


@dataclass(frozen=True)
class Views:
    """How often, and how, a task is looked at; its answer is the mean over all looks. By default once."""

    copies: int = 0  # so many jittered copies of every image, beside it: learnt together, answered one by one
    turned: bool = False  # the whole task in all eight orientations, each learnt and answered for itself

    def __post_init__(self) -> None:
        if self.copies < 0:
            raise OutOfRange("copies", self.copies, 0)

    def answer(
        self, method: Method, episode: Episode, generator: torch.Generator, each_state: bool = True
    ) -> Tensor:
        """Scores (states, queries, way), or only the last state's; ``generator`` draws the copies' jitter.

        The mean is one of log-probabilities: an orientation in which a class looks impossible counts.
        """
        orientations = range(ORIENTATIONS if self.turned else 1)
        looks = torch.cat(
            [self._facing(turn, method, episode, generator, each_state) for turn in orientations]
        )
        return looks[0] if len(looks) == 1 else looks.log_softmax(-1).mean(0)

    def _facing(
        self, turn: int, method: Method, episode: Episode, generator: torch.Generator, each_state: bool
    ) -> Tensor:
        """The task in one orientation: scores (1 + copies, states, queries, way)."""

        def versions(images: Tensor) -> list[Tensor]:
            seen = with_copies(turned(images, turn), self.copies, generator)
            return [version.to(method.device) for version in seen]

        support_y = episode.support_y.repeat(1 + self.copies).to(method.device)
        adapted = method.adapt(torch.cat(versions(episode.support_x)), support_y)
        answer = adapted.predict_each if each_state else lambda x: adapted.predict(x).unsqueeze(0)
        return torch.stack([answer(version) for version in versions(episode.query_x)])


ONCE = Views()
"""Every image as it is, once."""
