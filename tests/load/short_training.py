"""What a short training makes of its time: ``python -m tests.load.short_training`` prints a table.

ProtoNet on the everyday drawings, by tasks of several forms, learning rates and augmentations, each for as
many steps as so many processor seconds (``--seconds``) of one thread allow, so that what else the machine
does is no matter. 20 seconds on two cores are about 34 of them. The accuracy is that of 5-way 1-shot tasks
of the *validation* classes: what the page trains with (``app/lab/train``) is chosen by it, and the classes of
meta-test tasks have no part in the choice.
"""

from __future__ import annotations

import argparse
import time
from collections import deque
from dataclasses import dataclass

import torch

from fewshot_core.data.augment import LITTLE, Augmentation, mirrored, usual_augmentation
from fewshot_core.data.datasets import DataSet, load_data
from fewshot_core.data.sampling import Source
from fewshot_core.measuring.evaluation import evaluate
from fewshot_core.methods import Method, method_class
from fewshot_core.tensors.episode import EpisodeSpec
from fewshot_core.tensors.memory import keep_freed_memory
from fewshot_core.training import loop
from fewshot_core.training.precision import choose_precision
from fewshot_core.training.saved_run import Run

ASKED, TASKS, TASKS_SEED = EpisodeSpec(5, 1, 10), 400, 11
WARM, TIMED = 3, 9
"""Steps that are made before others are timed, and how many of these: their median is what a step takes."""
AUGMENTATIONS = {
    "none": Augmentation(),
    "mirror": mirrored(handed=False),
    "little": LITTLE,
    "usual": usual_augmentation(handed=False),
}


@dataclass(frozen=True)
class Candidate:
    """The form of the training tasks, the learning rate, and how images are changed."""

    way: int
    shot: int
    query: int
    rate: float
    augmentation: str = "none"


CANDIDATES = (
    Candidate(20, 2, 3, 0.003),
    Candidate(20, 2, 3, 0.006),
    Candidate(20, 2, 3, 0.003, "mirror"),
    Candidate(20, 1, 1, 0.003),
    Candidate(30, 1, 2, 0.003),
    Candidate(30, 2, 2, 0.006),
    Candidate(30, 1, 2, 0.006, "mirror"),
    Candidate(30, 1, 1, 0.010, "mirror"),
    Candidate(30, 2, 2, 0.006, "mirror"),
    Candidate(30, 2, 2, 0.006, "little"),
    Candidate(30, 2, 2, 0.006, "usual"),
    Candidate(60, 1, 1, 0.006, "mirror"),
)


def built(candidate: Candidate, data: DataSet, seed: int) -> tuple[Method, Source]:
    """The untrained learner, and what it draws its tasks from."""
    cls, form = method_class("protonet"), {"way": candidate.way, "shot": candidate.shot}
    method = cls(cls.Config(**form, query=candidate.query, outer_lr=candidate.rate, seed=seed))
    changed, generator = AUGMENTATIONS[candidate.augmentation], loop.seeded_generator(seed)
    return method, Source(data, "train", changed, generator, method.device)


def step_seconds(candidate: Candidate, data: DataSet, precision: str) -> float:
    """Processor seconds that a training step takes: the median of several."""
    method, source = built(candidate, data, seed=0)
    taken, began = [], time.process_time()
    for _ in loop.train(method, source, loop.Budget(steps=WARM + TIMED), Run({}), precision=precision):
        taken.append(time.process_time() - began)
        began = time.process_time()
    return sorted(taken[WARM:])[TIMED // 2]


def reached(candidate: Candidate, data: DataSet, seconds: float, seed: int) -> str:
    """A row of the table."""
    method, source = built(candidate, data, seed)
    precision = choose_precision(method, source).precision
    budget = loop.Budget(steps=round(seconds / step_seconds(candidate, data, precision)))
    deque(loop.train(method, source, budget, Run({}), precision=precision), maxlen=0)
    result = evaluate(method, data, "val", ASKED, TASKS, TASKS_SEED)
    level = f"{100 * result.accuracy:.1f} ± {100 * result.ci95:.1f}"
    form = f"{candidate.way}-way {candidate.shot}-shot {candidate.query} queries"
    return f"{form:28}{candidate.rate:<8}{candidate.augmentation:10}{precision:10}{budget.steps:6}  {level}"


def main() -> None:
    """Train and answer, one candidate after the other."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=34)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    torch.set_num_threads(1)
    keep_freed_memory()
    data = load_data("everyday")
    for candidate in CANDIDATES:
        print(reached(candidate, data, options.seconds, options.seed), flush=True)


if __name__ == "__main__":
    main()
