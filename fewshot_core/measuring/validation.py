"""Validation during training: accuracy on the validation classes, by which weights are kept."""

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
    """Mean accuracy, 0…1, on 1-shot and 5-shot tasks of the validation classes.

    Ways and shots are reduced where the validation classes are too few or too small. 0 if they are too few
    for any task; then the latest weights are kept.
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

    Returns the validation accuracy. The order of writing is such that after an interruption the training
    resumes from the state before and comes to the same weights. Raises Unwritable.
    """
    score = validate(method, source)
    if score >= run.best:
        run.best, run.best_step = score, run.step
        checkpoints.save(method, source.data.name, folder, run_facts(run))
    rows = "".join(f"{s},{t},{loss:.4f},{accuracy:.4f}\n" for s, t, loss, accuracy in run.log)
    write_file(folder / LOG, ("step,tasks,loss,accuracy\n" + rows).encode())
    saved_run.save(method, source, run, folder)
    return score
