"""Training: a generator of steps that can be stopped at any of them and gone on with later."""

from __future__ import annotations

import json
import math
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path

import torch
from torch import Tensor

from fewshot_core import checkpoints
from fewshot_core.evaluation import evaluate
from fewshot_core.methods import Method
from fewshot_core.sampling import Source
from fewshot_core.trace import TrainStep
from fewshot_core.types import Damaged, EpisodeSpec, Mismatch

LATEST, RUN, LOG = "latest.safetensors", "run.json", "log.csv"
VALIDATION_SHOTS = (1, 5)
VALIDATION_EPISODES = 60
VALIDATION_SEED = 1_000_003


@dataclass(frozen=True)
class Budget:
    """How long to train: a number of steps, or minutes; with both, whichever ends first."""

    steps: int | None = None
    minutes: float | None = None

    def share(self, run: Run) -> float:
        """How much of the budget is spent, 0…1."""
        by_step = run.step / self.steps if self.steps else 0.0
        by_time = run.seconds / (60 * self.minutes) if self.minutes else 0.0
        return min(1.0, max(by_step, by_time))


@dataclass
class Run:
    """Where a training is. All that must be known to go on with it, beside weights and dice."""

    settings: dict[str, object]  # method, data, config, budget: a run goes on only under the same
    step: int = 0
    seconds: float = 0.0
    tasks: int = 0
    images: int = 0
    best: float = -1.0  # validation accuracy of the best weights so far
    best_step: int = 0
    log: list[tuple[int, int, float, float]] = field(default_factory=list)  # step, tasks, loss, accuracy


def train(method: Method, source: Source, budget: Budget, run: Run) -> Iterator[TrainStep]:
    """Train until the budget is spent; the learning rate falls along half a cosine, from full to 0."""
    first_rates = [group["lr"] for group in method.build_optimiser().param_groups]
    while (share := budget.share(run)) < 1:
        for group, rate in zip(method.optimiser.param_groups, first_rates, strict=True):
            group["lr"] = rate * (1 + math.cos(math.pi * share)) / 2
        began = time.perf_counter()
        step = method.train_step(source)
        run.seconds += time.perf_counter() - began
        run.step += 1
        run.tasks += step.tasks
        run.images += step.images
        run.log.append((run.step, run.tasks, step.loss, step.accuracy))
        yield step


def validate(method: Method, source: Source) -> float:
    """Mean accuracy on tasks of the validation classes, 1-shot and 5-shot alike (as far as they go).

    0 where there are too few validation classes for a task; then the latest weights are kept.
    """
    sizes = sorted((source.data.classes[i].count for i in source.data.split_classes("val")), reverse=True)
    way = min(5, len(sizes))
    if way < 2 or sizes[way - 1] < 2:
        return 0.0
    shots = [shot for shot in VALIDATION_SHOTS if shot < sizes[way - 1]] or [1]
    means = []
    for shot in shots:
        spec = EpisodeSpec(way, shot, min(10, sizes[way - 1] - shot))
        result = evaluate(
            method, source.data, "val", spec, VALIDATION_EPISODES, VALIDATION_SEED, each_state=False
        )
        means.append(result.accuracy)
    return sum(means) / len(means)


def keep(method: Method, source: Source, run: Run, folder: Path) -> float:
    """Validate, keep the weights if they are the best so far, and save all that resuming needs."""
    score = validate(method, source)
    if score >= run.best:
        run.best, run.best_step = score, run.step
        checkpoints.save(method, source.data.name, folder, run_facts(run))
    save_run(method, source, run, folder)
    return score


def run_facts(run: Run) -> dict[str, object]:
    """What a manifest says about the training so far."""
    facts = {"steps": run.step, "tasks": run.tasks, "images": run.images, "minutes": run.seconds / 60}
    return dict(run.settings) | facts | {"validation": run.best}


def save_run(method: Method, source: Source, run: Run, folder: Path) -> None:
    """Write the current weights, the optimiser's memory, the dice and the log, in one file each."""
    tensors: dict[str, Tensor] = {"dice": source.generator.get_state()}
    tensors |= {f"network.{n}": t.detach().cpu().contiguous() for n, t in method.network.state_dict().items()}
    for index, memory in method.optimiser.state_dict()["state"].items():
        tensors |= {
            f"optimiser.{index}.{key}": value.cpu().contiguous()
            for key, value in memory.items()
            if isinstance(value, Tensor)
        }
    sha256 = checkpoints.write_tensors(folder / LATEST, tensors)
    rows = "".join(f"{s},{t},{loss:.4f},{accuracy:.4f}\n" for s, t, loss, accuracy in run.log)
    checkpoints.write_file(folder / LOG, ("step,tasks,loss,accuracy\n" + rows).encode())
    facts = asdict(run) | {"sha256": sha256}
    checkpoints.write_file(folder / RUN, json.dumps(facts).encode())


def resume(method: Method, source: Source, run: Run, folder: Path) -> Run:
    """Go on with the training that the folder holds, or begin ``run`` if there is none.

    Raises Mismatch if the folder's training has other settings, Damaged if a file is broken.
    """
    if not (folder / RUN).is_file():
        return run
    try:
        facts = json.loads((folder / RUN).read_text(encoding="utf-8"))
        sha256 = facts.pop("sha256")
    except (ValueError, KeyError) as error:
        raise Damaged(str(folder / RUN), "it does not describe a training") from error
    for name, asked in run.settings.items():
        if facts["settings"].get(name) != asked:
            raise Mismatch(name, facts["settings"].get(name), asked)
    tensors = checkpoints.read_tensors(folder / LATEST, sha256)
    source.generator.set_state(tensors.pop("dice"))
    method.network.load_state_dict(_under("network.", tensors))
    memory: dict[int, dict[str, Tensor]] = {}
    for name, value in _under("optimiser.", tensors).items():
        index, key = name.split(".")
        memory.setdefault(int(index), {})[key] = value
    method.optimiser.load_state_dict(method.optimiser.state_dict() | {"state": memory})
    facts["log"] = [tuple(row) for row in facts["log"]]
    return Run(**facts)


def _under(prefix: str, tensors: dict[str, Tensor]) -> dict[str, Tensor]:
    return {n.removeprefix(prefix): t for n, t in tensors.items() if n.startswith(prefix)}


def dice(seed: int) -> torch.Generator:
    """The generator that draws a training's episodes."""
    return torch.Generator().manual_seed(seed)
