"""Training as a generator of steps, which can be stopped after any of them and resumed later."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import torch

from fewshot_core.data.sampling import Source
from fewshot_core.methods import Method
from fewshot_core.tensors import distributed
from fewshot_core.tensors.errors import OutOfRange, Unusable
from fewshot_core.tensors.trace import TrainStep
from fewshot_core.training.precision import BFLOAT16, computing_in, supports_bfloat16
from fewshot_core.training.saved_run import Run

LOG = "log.csv"
SCHEDULES: dict[str, Callable[[float], float]] = {
    "cosine": lambda share: (1 + math.cos(math.pi * share)) / 2,
    "constant": lambda share: 1.0,
}
"""From the share of the budget spent, 0…1, to the share of the full learning rate."""


@dataclass(frozen=True)
class Budget:
    """How long to train: a number of steps, or minutes; with both, whichever ends first.

    Raises OutOfRange if neither is given, or for fewer than 1 step or negative minutes.
    """

    steps: int | None = None
    minutes: float | None = None

    def __post_init__(self) -> None:
        if not (self.steps or self.minutes):
            raise OutOfRange("--steps or --minutes", 0, 1)
        if self.steps is not None and self.steps < 1:
            raise OutOfRange("--steps", self.steps, 1)
        if self.minutes is not None and not self.minutes >= 0:
            raise OutOfRange("--minutes", self.minutes, 0)

    def share(self, run: Run) -> float:
        """The share of the budget that the run has spent, 0…1."""
        by_step = run.step / self.steps if self.steps else 0.0
        by_time = run.seconds / (60 * self.minutes) if self.minutes else 0.0
        return min(1.0, max(by_step, by_time))


def train(
    method: Method,
    source: Source,
    budget: Budget,
    run: Run,
    schedule: str = "cosine",
    precision: str = "float32",
) -> Iterator[TrainStep]:
    """Train until the budget is spent; yields what every step reports and updates ``run``.

    The learning rate follows the schedule, a name in ``SCHEDULES``. Where several processes train together,
    all make the same number of steps, measured by the first one's clock.
    """
    if precision == BFLOAT16 and not supports_bfloat16(method.device):
        raise Unusable("--precision", precision, f"{method.device.type} cannot compute in it here")
    first_rates = [group["lr"] for group in method.build_optimiser().param_groups]
    while (share := budget.share(run)) < 1:
        for group, rate in zip(method.optimiser.param_groups, first_rates, strict=True):
            group["lr"] = rate * SCHEDULES[schedule](share)
        began = time.perf_counter()
        with distributed.same_statistics(method.network), computing_in(precision, method.device):
            step = method.train_step(source)
        step, seconds = _of_all(step, time.perf_counter() - began, method.device)
        run.seconds += seconds
        run.step += 1
        run.tasks += step.tasks
        run.images += step.images
        run.log.append((run.step, run.tasks, step.loss, step.accuracy))
        yield step


def _of_all(step: TrainStep, seconds: float, device: torch.device) -> tuple[TrainStep, float]:
    """A step's report summed up over all processes, and the seconds that the first process took."""
    together = distributed.size()
    if together == 1:
        return step, seconds
    own = [step.loss / together, step.accuracy / together, seconds if distributed.rank() == 0 else 0.0]
    message = torch.tensor(own, dtype=torch.float64, device=device)
    distributed.add_up([message])
    loss, accuracy, seconds = message.tolist()
    whole = replace(
        step,
        loss=loss,
        accuracy=accuracy,
        tasks=step.tasks * together,
        images=step.images * together,
    )
    return whole, seconds


def run_facts(run: Run) -> dict[str, object]:
    """What a manifest says about the training so far."""
    facts = {"steps": run.step, "tasks": run.tasks, "images": run.images, "minutes": run.seconds / 60}
    return dict(run.settings) | facts | {"validation": run.best}


def seeded_generator(seed: int) -> torch.Generator:
    """A random generator on the CPU with this seed, for drawing a training's episodes."""
    return torch.Generator().manual_seed(seed)
