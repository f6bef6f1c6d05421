"""Test-time augmentation: a task is answered from several views of its images."""

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
    """How many views of a task there are; its answer is the mean over all of them. By default one.

    Raises OutOfRange for negative ``copies``.
    """

    copies: int = 0  # so many jittered copies of every image, beside it: learnt together, answered one by one
    turned: bool = False  # the whole task in all eight orientations, each learnt and answered for itself

    def __post_init__(self) -> None:
        if self.copies < 0:
            raise OutOfRange("copies", self.copies, 0)

    def answer(
        self, method: Method, episode: Episode, generator: torch.Generator, each_state: bool = True
    ) -> Tensor:
        """Scores (states, queries, way) of an episode's query images, or only the last state's.

        They are mean log-probabilities over the views, so one view in which a class is impossible counts
        heavily. ``generator`` draws the jitter of the copies.
        """
        orientations = range(ORIENTATIONS if self.turned else 1)
        looks = torch.cat(
            [self._facing(turn, method, episode, generator, each_state) for turn in orientations]
        )
        return looks[0] if len(looks) == 1 else looks.log_softmax(-1).mean(0)

    def _facing(
        self, turn: int, method: Method, episode: Episode, generator: torch.Generator, each_state: bool
    ) -> Tensor:
        """The scores in one orientation, (1 + copies, states, queries, way)."""

        def versions(images: Tensor) -> list[Tensor]:
            seen = with_copies(turned(images, turn), self.copies, generator)
            return [version.to(method.device) for version in seen]

        support_y = episode.support_y.repeat(1 + self.copies).to(method.device)
        adapted = method.adapt(torch.cat(versions(episode.support_x)), support_y)
        answer = adapted.predict_each if each_state else lambda x: adapted.predict(x).unsqueeze(0)
        return torch.stack([answer(version) for version in versions(episode.query_x)])


ONCE = Views()
"""One view: every image as it is."""
