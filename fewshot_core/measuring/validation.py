"""What a training measures of itself: accuracy on the validation classes, by which weights are kept."""

from __future__ import annotations

from pathlib import Path

from fewshot_core.data.sampling import Source
from fewshot_core.measuring.evaluation import evaluate
from fewshot_core.methods import Method
from fewshot_core.tensors.episode import EpisodeSpec
from fewshot_core.tensors.store import write_file
from fewshot_core.training import checkpoints, saved_run
from fewshot_core.training.loop import LOG, run_facts
from fewshot_core.training.saved_run import Run

VALIDATION_SHOTS = (1, 5)
VALIDATION_EPISODES = 60
VALIDATION_SEED = 1_000_003


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
    """Validate, keep the weights if they are the best so far, and save all that resuming needs.

    In this order: cut off in between, the training goes on from before and comes to the same weights.
    """
    score = validate(method, source)
    if score >= run.best:
        run.best, run.best_step = score, run.step
        checkpoints.save(method, source.data.name, folder, run_facts(run))
    rows = "".join(f"{s},{t},{loss:.4f},{accuracy:.4f}\n" for s, t, loss, accuracy in run.log)
    write_file(folder / LOG, ("step,tasks,loss,accuracy\n" + rows).encode())
    saved_run.save(method, source, run, folder)
    return score
