"""Train and measure the starts of the sinusoid page.

    python assets/build/sinusoid/build.py [--steps 16000]

Three starts of one network: `scratch`, its first random weights; `conventional`, trained on all tasks mixed
together; `maml`, trained to be one step away from every task. Both trainings see as many tasks, as many
points of each, and the same updates. Then each start gets the step size that suits it best on validation
tasks, and is measured on other tasks, the same for all. On one machine the same seeds give the same bytes.
"""

from __future__ import annotations

import argparse
import math
import sys
import time
from dataclasses import asdict, replace
from pathlib import Path

import torch

ROOT = Path(__file__).resolve().parents[3]
sys.path.insert(0, str(ROOT))

from fewshot_core.studies.sinusoid.learner import Learner, SinusoidConfig  # noqa: E402
from fewshot_core.studies.sinusoid.stored import FOLDER, LEARNERS, keep, measure  # noqa: E402
from fewshot_core.studies.sinusoid.tasks import sample_meta_batch  # noqa: E402
from fewshot_core.tensors.store import write_file  # noqa: E402
from fewshot_core.training.loop import SCHEDULES  # noqa: E402

CONFIGS = {
    "scratch": SinusoidConfig(),
    "conventional": SinusoidConfig(inner_steps=0, query=20),
    "maml": SinusoidConfig(),
}
STEPS = 16_000
TRAINING_SEED, VALIDATION_SEED, TEST_SEED = 0, 1, 2
SHOTS = (5, 10)
TASKS = 600
RATES = (0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1)
TUNED_AT = 10  # points a task while the step size is chosen
EVERY = 50  # updates a row of the log


def train(learner: Learner, steps: int) -> list[tuple[int, float]]:
    """Outer updates under a falling learning rate; returns the log, the mean error of every few updates."""
    config = learner.config
    generator = torch.Generator().manual_seed(TRAINING_SEED)
    shot = config.shot if config.inner_steps else 1
    log, recent = [], []
    for step in range(1, steps + 1):
        for group in learner.optimiser.param_groups:
            group["lr"] = config.outer_lr * SCHEDULES["cosine"]((step - 1) / steps)
        tasks = sample_meta_batch(config.meta_batch_size, shot, config.query, generator)
        recent.append(learner.step(tasks))
        if step % EVERY == 0:
            log.append((step, sum(recent) / len(recent)))
            recent.clear()
            print(f"\r{step} of {steps}: {log[-1][1]:.3f}", end="", file=sys.stderr, flush=True)
    return log


def tuned(learner: Learner) -> tuple[Learner, dict[str, float | None]]:
    """The learner with the step size that leaves the least error after its last step, on validation tasks.

    With the errors that were left, none where the steps ran away.
    """
    errors: dict[str, float | None] = {}
    for rate in RATES:
        left = measure(with_rate(learner, rate), TUNED_AT, TASKS, VALIDATION_SEED).values[:, -1].mean().item()
        errors[str(rate)] = round(left, 4) if math.isfinite(left) else None
    best = min(RATES, key=lambda rate: math.inf if (left := errors[str(rate)]) is None else left)
    return with_rate(learner, best), errors


def with_rate(learner: Learner, rate: float) -> Learner:
    """The same start, answering by steps of another size."""
    other = Learner(replace(learner.config, adapt_lr=rate))
    other.network = learner.network
    return other


def build(name: str, steps: int) -> None:
    """One learner: trained, tuned, measured, written."""
    learner = Learner(CONFIGS[name])
    began = time.perf_counter()
    log = train(learner, steps) if name != "scratch" else []
    facts = {
        "steps": steps if log else 0,
        "minutes": round((time.perf_counter() - began) / 60, 1),
        "seed": TRAINING_SEED,
        "schedule": "cosine",
    }
    learner, rates = tuned(learner)
    facts |= {"adapt_lr_tried": rates, "adapt_lr_tasks": TASKS, "adapt_lr_seed": VALIDATION_SEED}
    errors = [measure(learner, shot, TASKS, TEST_SEED) for shot in SHOTS]
    manifest = keep(name, learner, facts, errors)
    if log:
        rows = "".join(f"{step},{error:.4f}\n" for step, error in log)
        write_file(FOLDER / name / "log.csv", ("step,mse\n" + rows).encode())
    print(name, asdict(learner.config)["adapt_lr"], facts, flush=True)
    for entry in manifest.evaluations:
        print(name, entry["shot"], [round(v, 3) for v in entry["mse"]], flush=True)


def main() -> None:
    """Build all learners, or those named."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--steps", type=int, default=STEPS)
    parser.add_argument("--only", nargs="*", default=LEARNERS, choices=LEARNERS)
    options = parser.parse_args()
    torch.set_num_threads(1)
    for name in options.only:
        build(name, options.steps)


if __name__ == "__main__":
    main()
