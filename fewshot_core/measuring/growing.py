"""An evaluation that grows: measured a few tasks at a time, by whoever has time for it just then."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import torch
from torch import Tensor

from fewshot_core.data.datasets import DataSet
from fewshot_core.data.sampling import sample_episodes
from fewshot_core.measuring.evaluation import AnsweredTask, Evaluation
from fewshot_core.measuring.views import ONCE
from fewshot_core.methods import Method
from fewshot_core.tensors.episode import EpisodeSpec
from fewshot_core.tensors.errors import Mismatch


@dataclass
class Growing:
    """One method's accuracies on tasks of one form so far.

    The tasks are those of ``evaluate`` with the same seed, in its order, whatever parts they are measured in.
    """

    spec: EpisodeSpec
    split: str
    seed: int
    each_state: bool = True  # every adaptation step is measured, or only the last
    _values: list[Tensor] = field(default_factory=list)  # of each task (states,), 0…1
    _drawn: Tensor | None = None  # where the drawing of tasks stands

    @property
    def tasks(self) -> int:
        """How many tasks are answered."""
        return len(self._values)

    @property
    def evaluation(self) -> Evaluation | None:
        """What is measured by now; None before the first task."""
        if not self._values:
            return None
        return Evaluation(self.spec, self.split, self.seed, torch.stack(self._values))

    def more(self, method: Method, data: DataSet, tasks: int) -> Iterator[int]:
        """Measure so many tasks more, from where it stopped; yields how many there are after each.

        Always the same method and data set, else the values are of different things. Whoever stops in between
        loses no task that was counted. Raises Mismatch if the images have more or fewer channels than the
        method's network takes, and what drawing the tasks raises.
        """
        channels = data.images.shape[1]
        if channels != method.config.channels:
            raise Mismatch("channels", method.config.channels, channels)
        generator = torch.Generator().manual_seed(self.seed)
        if self._drawn is not None:
            generator.set_state(self._drawn)
        for _ in range(tasks):
            (episode,) = sample_episodes(data, self.split, self.spec, 1, generator)
            scores = ONCE.answer(method, episode, generator, self.each_state)  # one view draws nothing
            answered = AnsweredTask(episode.class_ids, episode.query_y, scores.cpu())
            self._values.append(answered.accuracies())
            self._drawn = generator.get_state()
            yield self.tasks
